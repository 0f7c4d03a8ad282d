"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { MarkdownEditor } from "@/components/patterns/markdown-editor";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { personaForm, personaValues } from "@/lib/client/persona-form";
import { savePersona } from "@/lib/client/persona-queries";
import type { PersonaResource } from "@/lib/contracts/plugins/wire/personas";

type Typed = z.output<typeof personaForm>;
type Form = UseFormReturn<z.input<typeof personaForm>, unknown, Typed>;

type PersonaFormProps = {
  existing: PersonaResource | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved?: (saved: PersonaResource) => void;
};

/** Makes or changes a persona. */
export function PersonaForm({ existing, open, onOpenChange, onSaved }: PersonaFormProps) {
  const { workspace } = useConsoleSession();
  const { mutateAsync } = useMutation(savePersona(useQueryClient(), existing));
  const submit = async ({ scope, ...body }: Typed) => {
    const here = existing?.workspace_id ?? workspace?.id ?? null;
    const saved = await mutateAsync({ place: { workspaceId: scope === "global" ? null : here }, body });
    showToast({ tone: "success", title: existing ? `Saved ${saved.name}` : `Created ${saved.name}` });
    onSaved?.(saved);
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={existing ? `Edit ${existing.name}` : "New persona"}
      description={existing && "A change counts at once, for drafts and for live agents."}
      size="lg"
      schema={personaForm}
      defaultValues={personaValues(existing, "workspace")}
      submitLabel={existing ? "Save" : "Create persona"}
      submit={submit}
    >
      {(form) => (
        <>
          {!existing && <ScopeField form={form} />}
          <PersonaFields form={form} />
          <FormField
            form={form}
            name="system_prompt"
            label="Prompt"
            hint="Markdown. It stands at the beginning of the prompt of every agent that speaks as this persona."
            required
          >
            {(control) => <MarkdownEditor text={form.watch("system_prompt")} {...control} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}

/** Personas for everybody are made by instance admins. */
function ScopeField({ form }: { form: Form }) {
  const { me, workspace } = useConsoleSession();
  if (!me.instanceAdmin) return null;
  const options = [
    { value: "workspace", label: `Agents of ${workspace?.name ?? "this workspace"}` },
    { value: "global", label: "Agents of every workspace" },
  ];
  return (
    <FormField form={form} name="scope" label="Usable by">
      {(control) => <Select options={options} {...control} />}
    </FormField>
  );
}

function PersonaFields({ form }: { form: Form }) {
  return (
    <>
      <FormField form={form} name="name" label="Name" required>
        {(control) => <Input autoComplete="off" placeholder="Calm operator" {...control} />}
      </FormField>
      <FormField form={form} name="description" label="Description" aside="optional" hint="When to choose it">
        {(control) => <Input autoComplete="off" {...control} />}
      </FormField>
      <FormField
        form={form}
        name="voice_description"
        label="Voice"
        aside="optional"
        hint="How it sounds, in a few words"
      >
        {(control) => <Input autoComplete="off" placeholder="Short, calm, exact" {...control} />}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField form={form} name="category" label="Category" aside="optional">
          {(control) => <Input autoComplete="off" placeholder="Operations" {...control} />}
        </FormField>
        <FormField
          form={form}
          name="suggested_temperature"
          label="Suggested temperature"
          aside="optional"
          hint="0 to 2. It takes the place of the agent's own."
        >
          {(control) => <Input autoComplete="off" inputMode="decimal" placeholder="0.4" {...control} />}
        </FormField>
      </div>
    </>
  );
}
