"use client";
import { useQuery } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toolForm, toolValues } from "@/lib/client/resource-forms";
import { resourceQueries } from "@/lib/client/resource-queries";
import { NameFields } from "./form-parts";
import type { ResourceFormProps } from "./resource-form";

/** Creates or changes a tool. */
export function ToolForm({ existing, ...dialog }: ResourceFormProps<"tools">) {
  const schemas = useQuery({ ...resourceQueries.choices("schemas", ""), enabled: dialog.open });
  const chosen = existing?.inputSchemaId ?? null;
  const options = (schemas.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const missing = chosen !== null && !options.some(({ value }) => value === chosen);
  return (
    <FormDialog {...dialog} size="lg" schema={toolForm} defaultValues={toolValues(existing)}>
      {(form) => (
        <>
          <NameFields form={form} example="Currency rates" />
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField form={form} name="category" label="Category" aside="optional">
              {(control) => <Input autoComplete="off" placeholder="finance" {...control} />}
            </FormField>
            <FormField form={form} name="inputSchemaId" label="Schema of the input" aside="optional">
              {(control) => (
                <Select
                  placeholder="None"
                  options={missing ? [{ value: chosen, label: "The present one" }, ...options] : options}
                  {...control}
                />
              )}
            </FormField>
          </div>
          <FormField
            form={form}
            name="configuration"
            label="Configuration"
            hint="A JSON object. Values under names such as password, token or key are encrypted and shown as ********; leave that as it is to keep the value."
          >
            {(control) => (
              <JsonEditor
                text={form.watch("configuration")}
                onFormat={(text) => form.setValue("configuration", text, { shouldDirty: true })}
                {...control}
              />
            )}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
