"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, RotateCw, Trash2 } from "lucide-react";
import { lazy, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { FirstUse } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { revokeApiKey, type ShownApiKey } from "@/lib/client/api-key-queries";
import type { ApiKey } from "@/lib/contracts/console/wire/api-keys";

const EditKeyDialog = lazy(() => import("./key-dialogs").then(({ EditKeyDialog }) => ({ default: EditKeyDialog })));
const RotateKeyDialog = lazy(() =>
  import("./key-dialogs").then(({ RotateKeyDialog }) => ({ default: RotateKeyDialog })),
);

type ApiKeyMenuProps = { apiKey: ApiKey; mine: boolean; onShown: (key: ShownApiKey) => void };

/** Rename, renew, end one key. */
export function ApiKeyMenu({ apiKey, mine, onShown }: ApiKeyMenuProps) {
  const revoke = useMutation(revokeApiKey(useQueryClient(), apiKey.id));
  const [act, setAct] = useState<"change" | "rotate" | "revoke" | null>(null);
  const { name } = apiKey;
  const dialog = (which: typeof act) => ({ open: act === which, onOpenChange: () => setAct(null) });
  return (
    <>
      <RowMenu name={name}>
        <DropdownMenuItem icon={<Pencil />} onSelect={() => setAct("change")}>
          Edit…
        </DropdownMenuItem>
        <DropdownMenuItem icon={<RotateCw />} disabled={!mine} onSelect={() => setAct("rotate")}>
          {mine ? "New secret…" : "New secret (its maker only)"}
        </DropdownMenuItem>
        <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => setAct("revoke")}>
          Revoke…
        </DropdownMenuItem>
      </RowMenu>
      <FirstUse when={act === "change"}>
        <EditKeyDialog apiKey={apiKey} {...dialog("change")} />
      </FirstUse>
      <FirstUse when={act === "rotate"}>
        <RotateKeyDialog apiKey={apiKey} onShown={onShown} {...dialog("rotate")} />
      </FirstUse>
      <ConfirmDialog
        {...dialog("revoke")}
        danger
        title={`Revoke ${name}?`}
        confirmLabel="Revoke key"
        onConfirm={async () => {
          await revoke.mutateAsync();
          showToast({ tone: "success", title: `Revoked ${name}` });
        }}
      >
        Programs that use it are refused within a second. A revoked key cannot be brought back.
      </ConfirmDialog>
    </>
  );
}
