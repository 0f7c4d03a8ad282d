"use client";
import { type FormEvent, useState } from "react";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { useFragment } from "@/lib/client/use-fragment";
import { useHydrated } from "@/lib/client/use-hydrated";
import { SetupForm } from "./setup-form";

/** The token in a set-up link or in what somebody pasted; null when there is none. */
export function findSetupToken(text: string): string | null {
  return /\bst_[A-Za-z0-9_-]{20,}/.exec(text)?.[0] ?? null;
}

/** The set-up page while there is no user. */
export function SetupCard({ done: alreadyDone }: { done: boolean }) {
  const fragment = useFragment();
  const hydrated = useHydrated();
  const [pasted, setPasted] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ token: string; status: 403 | 404 } | null>(null);
  if (alreadyDone || refused?.status === 404) return <AlreadySetUp />;
  const token = pasted ?? findSetupToken(fragment ?? "");
  if (!hydrated) return <AuthLayout title="Set up Muster">{null}</AuthLayout>;
  if (token === null || refused?.token === token) {
    return <NoToken expired={refused !== null} onToken={setPasted} />;
  }
  return (
    <AuthLayout title="Set up Muster" description="Create the first admin. They can invite everybody else.">
      <SetupForm
        token={token}
        onDone={() => location.replace("/")}
        onRefused={(status) => setRefused({ token, status })}
      />
    </AuthLayout>
  );
}

function AlreadySetUp() {
  return (
    <AuthLayout
      title="Muster is set up already"
      description="The first admin exists, so the set-up link counts no more."
    >
      <Button asChild variant="primary" size="lg" className="w-full">
        <Link href="/sign-in">Sign in</Link>
      </Button>
    </AuthLayout>
  );
}

/** No token in the address, or one that does not count: what to do, and a place for the right one. */
function NoToken({ expired, onToken }: { expired: boolean; onToken: (token: string) => void }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const token = findSetupToken(text);
    setWrong(token === null);
    if (token) onToken(token);
  };
  return (
    <AuthLayout title={expired ? "This set-up link has expired" : "Set up Muster"}>
      <Alert
        tone={expired ? "danger" : "info"}
        live={expired}
        title={
          expired ? "The link was used, replaced, or is older than 30 minutes." : "This page needs the one-time link."
        }
      >
        Muster prints it in the terminal when it starts without any user. For a new one, stop Muster there and run{" "}
        <Code>npm start</Code> again.
      </Alert>
      <Form noValidate onSubmit={submit} className="mt-5 flex flex-col gap-4">
        <Field
          label="Set-up link"
          hint="The whole link, or what stands behind #."
          error={wrong ? "There is no token in this. It begins with st_." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={text}
              autoComplete="off"
              spellCheck={false}
              placeholder="http://…/setup#st_…"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg">
          Continue
        </Button>
      </Form>
    </AuthLayout>
  );
}
