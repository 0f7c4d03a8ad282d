"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { injectCredentials } from "@/lib/client/credential-queries";
import { environmentText, variableProblem } from "@/lib/client/environment-text";
import type { CredentialCardProps } from "./credential-file-list";

const name = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const message = variableProblem(text);
    if (message) context.addIssue({ code: "custom", message });
  });
const schema = z.object({
  variables: z
    .array(z.object({ name, value: z.string() }))
    .min(1, "Add a variable")
    .superRefine((list, context) => {
      const names = list.map((one) => one.name);
      const twice = names.find((one, index) => names.indexOf(one) !== index);
      if (twice !== undefined) context.addIssue({ code: "custom", message: `${twice} stands here twice` });
      const written = environmentText(list);
      if ("unfit" in written) {
        const message = `The value of ${written.unfit} has line breaks and both kinds of quotes, which .env cannot hold`;
        context.addIssue({ code: "custom", message });
      }
    }),
});
type Form = UseFormReturn<z.input<typeof schema>, unknown, z.output<typeof schema>>;

const empty = { variables: [{ name: "", value: "" }] };

/** Writes `.env` from rows of names and values. What is stored is not read back, so saving replaces all of it. */
export function EnvironmentCard({ agent, status }: CredentialCardProps) {
  const { mutateAsync } = useMutation(injectCredentials(useQueryClient(), agent.id));
  const count = status.credential_count;
  const save = async ({ variables }: z.output<typeof schema>) => {
    const written = environmentText(variables);
    if ("unfit" in written) return;
    await mutateAsync({ files: { ".env": written.text } });
    const names = variables.length === 1 ? "1 variable" : `${variables.length} variables`;
    showToast({ tone: "success", title: `.env of ${agent.name} holds ${names}` });
  };
  return (
    <FormCard
      clear
      title="Variables (.env)"
      description="Written once; the values are never shown again. The agent reads them at its next start."
      schema={schema}
      values={empty}
      submitLabel={status.files[".env"]?.exists ? "Replace .env" : "Write .env"}
      submit={save}
    >
      {(form) => (
        <>
          {status.files[".env"]?.exists && (
            <Alert tone="warning" title={count === 1 ? "1 variable is set now" : `${count} variables are set now`}>
              Saving replaces the whole file: what does not stand here is no longer set.
            </Alert>
          )}
          {"control" in form && <Variables form={form} />}
        </>
      )}
    </FormCard>
  );
}

function Variables({ form }: { form: Form }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "variables" });
  const errors = form.formState.errors.variables;
  const whole = errors?.root?.message ?? errors?.message;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">Variables</legend>
      {fields.map((field, i) => {
        const error = errors?.[i]?.name?.message;
        return (
          <div key={field.id}>
            <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2">
              <Input
                aria-label={`Name of variable ${i + 1}`}
                aria-invalid={error ? true : undefined}
                placeholder="SEARCH_KEY"
                className="font-mono text-xs"
                autoComplete="off"
                spellCheck={false}
                {...form.register(`variables.${i}.name`)}
              />
              <Input
                type="password"
                aria-label={`Value of variable ${i + 1}`}
                placeholder="Value"
                className="font-mono text-xs"
                autoComplete="new-password"
                {...form.register(`variables.${i}.value`)}
              />
              <IconButton label={`Remove variable ${i + 1}`} disabled={fields.length === 1} onClick={() => remove(i)}>
                <X aria-hidden />
              </IconButton>
            </div>
            {error && (
              <p role="alert" className="mt-1 text-danger text-xs">
                {error}
              </p>
            )}
          </div>
        );
      })}
      {whole && (
        <p role="alert" className="text-danger text-xs">
          {whole}
        </p>
      )}
      <Button size="sm" className="self-start" onClick={() => append({ name: "", value: "" })}>
        <Plus aria-hidden />
        Add a variable
      </Button>
    </fieldset>
  );
}
