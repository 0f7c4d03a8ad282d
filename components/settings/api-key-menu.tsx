"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RowMenu } from "@/components/patterns/row-menu";
import { Checkbox } from "@/components/ui/checkbox";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { changeApiKey, revokeApiKey, rotateApiKey, type ShownApiKey } from "@/lib/client/api-key-queries";
import { type ApiKey, apiKeyChanges, rotation } from "@/lib/contracts/console/wire/api-keys";
import { contractOptions } from "./contract-options";

type ApiKeyMenuProps = { apiKey: ApiKey; mine: boolean; onShown: (key: ShownApiKey) => void };

/** Rename, renew, end one key. */
export function ApiKeyMenu({ apiKey, mine, onShown }: ApiKeyMenuProps) {
  const client = useQueryClient();
  const change = useMutation(changeApiKey(client, apiKey.id));
  const rotate = useMutation(rotateApiKey(client, apiKey.id));
  const revoke = useMutation(revokeApiKey(client, apiKey.id));
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
      <FormDialog
        {...dialog("change")}
        title={`Edit ${name}`}
        size="sm"
        schema={apiKeyChanges}
        defaultValues={{ name, contract: apiKey.contract }}
        submitLabel="Save"
        submit={change.mutateAsync}
      >
        {(form) => (
          <>
            <FormField form={form} name="name" label="Name" required>
              {(control) => <Input {...control} />}
            </FormField>
            <FormField
              form={form}
              name="contract"
              label="Contract"
              hint="The API that it speaks where several share an address."
            >
              {(control) => <Select {...control} options={contractOptions} />}
            </FormField>
          </>
        )}
      </FormDialog>
      <FormDialog
        {...dialog("rotate")}
        title={`New secret for ${name}`}
        description="The key stays the same in name, scopes and expiry; its secret changes."
        size="sm"
        schema={rotation}
        defaultValues={{ immediately: false }}
        submitLabel="Make new secret"
        submit={async ({ immediately }) => onShown(await rotate.mutateAsync(immediately))}
      >
        {(form) => (
          <Checkbox
            {...form.register("immediately")}
            label="End the old secret at once"
            hint="Otherwise it works for another hour, so that programs can change over."
          />
        )}
      </FormDialog>
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
