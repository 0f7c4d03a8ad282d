"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createApiKey, type ShownApiKey } from "@/lib/client/api-key-queries";
import { useConsoleSession } from "@/lib/client/console-session";
import { newApiKey, scopes } from "@/lib/contracts/console/wire/api-keys";
import { contractOptions } from "./contract-options";

const meanings: Record<(typeof scopes)[number], string> = {
  read: "See agents, packages, people",
  write: "Create and change agents and your account",
  run: "Start, stop, call tools",
  credentials: "Write, export and read the secrets of agents",
  submit: "Submit packages",
  review: "Approve and decline",
  admin: "What workspace and instance admins may do besides",
};
const days = [7, 30, 90, 180, 366] as const;

type Form = UseFormReturn<z.input<typeof newApiKey>, unknown, z.output<typeof newApiKey>>;
type CreateKeyDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (key: ShownApiKey) => void;
};

/** A new key: what it is called, what it may, where, and for how long. */
export function CreateKeyDialog({ open, onOpenChange, onCreated }: CreateKeyDialogProps) {
  const { me, workspace } = useConsoleSession();
  const { mutateAsync } = useMutation(createApiKey(useQueryClient()));
  const places = me.workspaces.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New API key"
      schema={newApiKey}
      defaultValues={{
        name: "",
        scopes: ["read"],
        workspaceId: workspace?.id,
        contract: "registry",
        expiresInDays: 90,
      }}
      submitLabel="Create key"
      submit={async (values) => onCreated(await mutateAsync(values))}
    >
      {(form) => (
        <>
          <FormField form={form} name="name" label="Name" hint="What will use it: “CI”, “nightly report”." required>
            {(control) => <Input {...control} autoComplete="off" />}
          </FormField>
          <Scopes form={form} />
          <div className="grid gap-4 sm:grid-cols-3">
            <FormField form={form} name="workspaceId" label="Workspace">
              {(control) => <Select {...control} options={places} />}
            </FormField>
            <FormField form={form} name="contract" label="Contract">
              {(control) => <Select {...control} options={contractOptions} />}
            </FormField>
            <Expiry form={form} />
          </div>
        </>
      )}
    </FormDialog>
  );
}

function Scopes({ form }: { form: Form }) {
  const error = form.formState.errors.scopes?.message;
  return (
    <fieldset className="flex flex-col gap-1.5" aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="mb-1.5 font-medium text-sm">Scopes</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {scopes.map((scope) => (
          <Checkbox key={scope} {...form.register("scopes")} value={scope} label={scope} hint={meanings[scope]} />
        ))}
      </div>
      {error && (
        <p id="scopes-error" role="alert" className="text-danger text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function Expiry({ form }: { form: Form }) {
  return (
    <FormField form={form} name="expiresInDays" label="Expires">
      {(control) => (
        <Select
          {...control}
          {...form.register("expiresInDays", { valueAsNumber: true })}
          options={days.map((count) => ({
            value: String(count),
            label: count === 366 ? "in a year" : `in ${count} days`,
          }))}
        />
      )}
    </FormField>
  );
}
