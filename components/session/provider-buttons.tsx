"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { beginProviderSignIn } from "@/lib/client/sign-in";

export type ProviderButtonsProps = {
  providers: readonly { id: string; name: string }[];
  /** Own path to come back to. */
  back: string;
  /** Called with the provider's address. */
  onLeave: (address: string) => void;
};

/** A button for each company login; nothing where there is none. */
export function ProviderButtons({ providers, back, onLeave }: ProviderButtonsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (providers.length === 0) return null;
  const begin = async (id: string) => {
    setBusy(id);
    setProblem(null);
    try {
      const begun = await beginProviderSignIn(id, back);
      if ("address" in begun) return onLeave(begun.address);
      setProblem(begun.message);
    } catch (error) {
      setProblem(describeError(error).message);
    }
    setBusy(null);
  };
  return (
    <div className="mt-5 flex flex-col gap-3 border-line border-t pt-5">
      {problem && <Alert tone="danger" live title={problem} />}
      {providers.map(({ id, name }) => (
        <Button key={id} size="lg" loading={busy === id} onClick={() => void begin(id)}>
          {busy !== id && <KeyRound />}
          Continue with {name}
        </Button>
      ))}
    </div>
  );
}
