"use client";
import type { UseFormReturn } from "react-hook-form";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { FROM_GITHUB, namedAs } from "@/lib/client/new-agent";
import type { NewAgentForm } from "@/lib/client/new-agent-form";
import { cpuChoices, memoryChoices, runtimeNames } from "@/lib/domain/fleet/rules";
import type { TemplateChoice } from "./new-agent";

type Form = UseFormReturn<NewAgentForm>;
export type FieldsProps = { form: Form; templates: readonly TemplateChoice[] };

const runtimes: Record<(typeof runtimeNames)[number], string> = {
  "claude-code": "Claude Code",
  "gemini-cli": "Gemini CLI",
};

/** The fields of a new agent. */
export function NewAgentFields({ form, templates }: FieldsProps) {
  const template = form.watch("template");
  const chosen = templates.find(({ name }) => name === template);
  return (
    <>
      <NameField form={form} />
      <TemplateField form={form} templates={templates} />
      {template === FROM_GITHUB && <RepositoryField form={form} />}
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField form={form} name="runtime" label="Runtime">
          {(control) => (
            <Select {...control} options={runtimeNames.map((value) => ({ value, label: runtimes[value] }))} />
          )}
        </FormField>
        <FormField form={form} name="runtime_model" label="Model" aside="optional">
          {(control) => <Input {...control} placeholder="The runtime's usual model" autoComplete="off" />}
        </FormField>
        <Limits form={form} chosen={chosen} />
      </div>
      <FormField
        form={form}
        name="custom_instructions"
        label="Instructions"
        aside="optional"
        hint="What this agent is for, in your words. They stand beside the template's own instructions."
      >
        {(control) => <Textarea {...control} rows={5} />}
      </FormField>
    </>
  );
}

function RepositoryField({ form }: { form: Form }) {
  return (
    <FormField
      form={form}
      required
      name="github_repo"
      label="Repository"
      hint="Org/repo, with @branch, @tag or @commit if need be. Its files become the agent's workspace."
    >
      {(control) => <Input {...control} placeholder="acme/research-agent" autoComplete="off" spellCheck={false} />}
    </FormField>
  );
}

function NameField({ form }: { form: Form }) {
  const typed = form.watch("name");
  const { name } = namedAs(typed);
  const other = name !== null && name !== typed;
  return (
    <FormField
      form={form}
      required
      name="name"
      label="Name"
      hint={
        <span role="status">
          {other ? (
            <>
              It will be called <strong className="font-medium text-fg">{name}</strong>
            </>
          ) : (
            "Letters, digits, - and _; everything else becomes a dash"
          )}
        </span>
      }
    >
      {(control) => <Input {...control} autoComplete="off" spellCheck={false} maxLength={200} />}
    </FormField>
  );
}

function TemplateField({ form, templates }: FieldsProps) {
  const template = form.watch("template");
  const { error } = form.getFieldState("template", form.formState);
  return (
    <div className="flex flex-col gap-1.5">
      <RadioGroup
        legend="Template"
        value={template}
        onChange={(value) => form.setValue("template", value, { shouldValidate: form.formState.isSubmitted })}
        options={[
          ...templates.map((one) => ({ value: one.name, label: one.title, hint: <TemplateHint template={one} /> })),
          { value: FROM_GITHUB, label: "From GitHub", hint: "The files of a public repository" },
        ]}
        className="grid gap-2 sm:grid-cols-2 [&>legend]:col-span-full"
      />
      {error && (
        <p role="alert" className="text-danger text-xs">
          {error.message}
        </p>
      )}
    </div>
  );
}

function TemplateHint({ template }: { template: TemplateChoice }) {
  return (
    <>
      {template.description}
      {template.needs.length > 0 && (
        <span className="mt-1 block [overflow-wrap:anywhere]">Needs {template.needs.join(", ")}</span>
      )}
    </>
  );
}

function Limits({ form, chosen }: { form: Form; chosen: TemplateChoice | undefined }) {
  const cpu = chosen ? `As the template says (${chosen.cpu})` : "As the template says";
  const memory = chosen ? `As the template says (${chosen.memory.replace("g", " GB")})` : "As the template says";
  return (
    <>
      <FormField form={form} name="resources.cpu" label="CPU cores">
        {(control) => (
          <Select
            {...control}
            options={[{ value: "", label: cpu }, ...cpuChoices.map((value) => ({ value, label: value }))]}
          />
        )}
      </FormField>
      <FormField form={form} name="resources.memory" label="Memory">
        {(control) => (
          <Select
            {...control}
            options={[
              { value: "", label: memory },
              ...memoryChoices.map((value) => ({ value, label: value.replace("g", " GB") })),
            ]}
          />
        )}
      </FormField>
    </>
  );
}
