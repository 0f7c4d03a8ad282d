"use client";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ConnectionField, connectionFields } from "@/lib/client/connection-fields";
import { connectionForm, connectionValues, settingChanges } from "@/lib/client/resource-forms";
import { engineWords } from "@/lib/client/resource-words";
import { engines } from "@/lib/domain/data-connections/rules";
import { NameFields } from "./form-parts";
import type { ResourceFormProps } from "./resource-form";
import { SecretField } from "./secret-field";

export type ConnectionFormState = UseFormReturn<
  z.input<typeof connectionForm>,
  unknown,
  z.output<typeof connectionForm>
>;

const options = engines.map((value) => ({ value, label: engineWords[value] }));

type ConnectionFormProps = ResourceFormProps<"data-connections"> & { named?: string };

/** Creates or changes a data connection; what is asked for depends on the engine. `named` is what a new one is called at first. */
export function ConnectionForm({ existing, named = "", submit, ...dialog }: ConnectionFormProps) {
  const send = (body: object) => {
    if (!existing || !("configuration" in body) || typeof body.configuration !== "object") return submit(body);
    return submit({ ...body, configuration: settingChanges(existing.configuration, body.configuration ?? {}) });
  };
  return (
    <FormDialog
      {...dialog}
      submit={send}
      size="lg"
      schema={connectionForm}
      defaultValues={connectionValues(existing, named)}
    >
      {(form) => (
        <>
          <NameFields form={form} example="ledger-test" />
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField form={form} name="engine" label="Engine" required>
              {(control) => <Select options={options} {...control} />}
            </FormField>
            <FormField form={form} name="tags" label="Tags" aside="optional">
              {(control) => <Input autoComplete="off" placeholder="test, finance" {...control} />}
            </FormField>
          </div>
          <fieldset className="grid min-w-0 gap-4 border-line border-t pt-4 sm:grid-cols-2">
            <legend className="sr-only">Settings</legend>
            {connectionFields[form.watch("engine")].map((field) => (
              <div key={field.key} className={field.half ? "min-w-0" : "min-w-0 sm:col-span-2"}>
                <Setting form={form} field={field} />
              </div>
            ))}
          </fieldset>
          <More form={form} />
        </>
      )}
    </FormDialog>
  );
}

type SettingProps = { form: ConnectionFormState; field: ConnectionField };

function Setting({ form, field }: SettingProps) {
  const { key, kind, label, hint, example, choices = [] } = field;
  const name = `settings.${key}` as const;
  if (kind === "secret" || kind === "document") return <SecretField form={form} name={name} field={field} />;
  const chosen = form.watch(name);
  const listed = chosen && !choices.includes(chosen) ? [...choices, chosen] : choices;
  return (
    <FormField form={form} name={name} label={label} hint={hint}>
      {(control) =>
        kind === "choice" ? (
          <Select options={listed.map((value) => ({ value, label: value }))} placeholder="Not said" {...control} />
        ) : (
          <Input
            autoComplete="off"
            inputMode={kind === "port" ? "numeric" : undefined}
            placeholder={example}
            {...control}
          />
        )
      }
    </FormField>
  );
}

/** Settings that no field asks for. */
function More({ form }: { form: ConnectionFormState }) {
  const text = form.watch("more");
  const wrong = form.formState.errors.more !== undefined;
  return (
    <details open={wrong || text.trim() !== "{}" || undefined} className="min-w-0">
      <summary className="cursor-pointer rounded-sm font-medium text-fg text-sm">More settings</summary>
      <div className="mt-3">
        <FormField
          form={form}
          name="more"
          label="Further settings as JSON"
          hint="Values under names such as token or key are encrypted and shown as ********; leave that as it is to keep the value."
        >
          {(control) => (
            <JsonEditor
              text={text}
              onFormat={(formatted) => form.setValue("more", formatted, { shouldDirty: true })}
              {...control}
            />
          )}
        </FormField>
      </div>
    </details>
  );
}
