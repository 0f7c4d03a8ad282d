"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { changeApiKey, rotateApiKey, type ShownApiKey } from "@/lib/client/api-key-queries";
import { type ApiKey, apiKeyChanges, rotation } from "@/lib/contracts/console/wire/api-keys";
import { contractOptions } from "./contract-options";

type KeyDialogProps = { apiKey: ApiKey; open: boolean; onOpenChange: (open: boolean) => void };

/** Name and contract of one key. */
export function EditKeyDialog({ apiKey, open, onOpenChange }: KeyDialogProps) {
  const { mutateAsync } = useMutation(changeApiKey(useQueryClient(), apiKey.id));
  const { name, contract } = apiKey;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Edit ${name}`}
      size="sm"
      schema={apiKeyChanges}
      defaultValues={{ name, contract }}
      submitLabel="Save"
      submit={mutateAsync}
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
  );
}

type RotateKeyDialogProps = KeyDialogProps & { onShown: (key: ShownApiKey) => void };

/** A new secret for one key. */
export function RotateKeyDialog({ apiKey, onShown, open, onOpenChange }: RotateKeyDialogProps) {
  const { mutateAsync } = useMutation(rotateApiKey(useQueryClient(), apiKey.id));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`New secret for ${apiKey.name}`}
      description="The key stays the same in name, scopes and expiry; its secret changes."
      size="sm"
      schema={rotation}
      defaultValues={{ immediately: false }}
      submitLabel="Make new secret"
      submit={async ({ immediately }) => onShown(await mutateAsync(immediately))}
    >
      {(form) => (
        <Checkbox
          {...form.register("immediately")}
          label="End the old secret at once"
          hint="Otherwise it works for another hour, so that programs can change over."
        />
      )}
    </FormDialog>
  );
}
