"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { schemaForm, schemaValues } from "@/lib/client/resource-forms";
import { NameFields } from "./form-parts";
import type { ResourceFormProps } from "./resource-form";

/** Creates or changes a JSON Schema. */
export function SchemaResourceForm({ existing, ...dialog }: ResourceFormProps<"schemas">) {
  return (
    <FormDialog {...dialog} size="lg" schema={schemaForm} defaultValues={schemaValues(existing)}>
      {(form) => (
        <>
          <NameFields form={form} example="Invoice" />
          <FormField
            form={form}
            name="schema"
            label="Schema"
            hint="JSON Schema 2020-12. References may only point into the schema itself (#/$defs/…)."
            required
          >
            {(control) => (
              <JsonEditor
                text={form.watch("schema")}
                onFormat={(text) => form.setValue("schema", text, { shouldDirty: true })}
                {...control}
              />
            )}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
