"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { connectionForm, connectionValues, settingChanges, settingsOf } from "@/lib/client/resource-forms";
import { engineWords } from "@/lib/client/resource-words";
import { engines } from "@/lib/domain/data-connections/rules";
import { NameFields } from "./form-parts";
import type { ResourceFormProps } from "./resource-form";

const options = engines.map((value) => ({ value, label: engineWords[value] }));
const templates = new Set(engines.map(settingsOf));
const hint =
  "The usual settings of the engine stand here at first. Values under names such as password, token or key are encrypted and shown as ********; leave that as it is to keep the value.";

type ConnectionFormProps = ResourceFormProps<"data-connections"> & { named?: string };

/** Creates or changes a data connection; `named` is what a new one is called at first. */
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
      {(form) => {
        const text = form.watch("configuration");
        const engine = form.register("engine", {
          onChange: ({ target }: { target: { value: string } }) => {
            const chosen = engines.find((name) => name === target.value);
            if (chosen && templates.has(text)) form.setValue("configuration", settingsOf(chosen));
          },
        });
        return (
          <>
            <NameFields form={form} example="ledger-test" />
            <div className="grid gap-4 sm:grid-cols-2">
              <FormField form={form} name="engine" label="Engine" required>
                {(control) => <Select options={options} {...control} {...engine} />}
              </FormField>
              <FormField form={form} name="tags" label="Tags" aside="optional">
                {(control) => <Input autoComplete="off" placeholder="test, finance" {...control} />}
              </FormField>
            </div>
            <FormField form={form} name="configuration" label="Settings" hint={hint} required>
              {(control) => (
                <JsonEditor
                  text={text}
                  onFormat={(formatted) => form.setValue("configuration", formatted, { shouldDirty: true })}
                  {...control}
                />
              )}
            </FormField>
          </>
        );
      }}
    </FormDialog>
  );
}
