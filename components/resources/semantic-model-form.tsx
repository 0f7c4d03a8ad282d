"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { semanticModelForm, semanticModelValues } from "@/lib/client/resource-forms";
import type { ResourceFormProps } from "./resource-form";

/** Creates or changes a semantic data model; its name and description stand in it. */
export function SemanticModelForm({ existing, ...dialog }: ResourceFormProps<"semantic-data-models">) {
  return (
    <FormDialog {...dialog} size="lg" schema={semanticModelForm} defaultValues={semanticModelValues(existing)}>
      {(form) => (
        <FormField
          form={form}
          name="semanticModel"
          label="Model"
          hint="Needs a name, and at least one table or schema. A connection is found by its name when the agent runs."
          required
        >
          {(control) => (
            <JsonEditor
              text={form.watch("semanticModel")}
              onFormat={(text) => form.setValue("semanticModel", text, { shouldDirty: true })}
              {...control}
            />
          )}
        </FormField>
      )}
    </FormDialog>
  );
}
