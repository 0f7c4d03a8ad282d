"use client";
import { useDeferredValue } from "react";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { semanticModelForm, semanticModelValues } from "@/lib/client/model-form";
import { modelOutline } from "@/lib/client/model-outline";
import { formatOf, type ModelFormat, modelText, readModelText } from "@/lib/client/model-text";
import { ModelOutline } from "./model-outline";
import type { ResourceFormProps } from "./resource-form";

const formats = [
  { value: "json", label: "JSON" },
  { value: "yaml", label: "YAML" },
] as const;

/** Creates or changes a semantic data model; its name and description stand in it. */
export default function SemanticModelForm({ existing, ...dialog }: ResourceFormProps<"semantic-data-models">) {
  return (
    <FormDialog {...dialog} size="lg" schema={semanticModelForm} defaultValues={semanticModelValues(existing)}>
      {(form) => {
        const text = form.watch("semanticModel");
        return (
          <>
            <FormField
              form={form}
              name="semanticModel"
              label="Model"
              aside="JSON or YAML"
              hint="Needs a name, and at least one table or schema. A connection is found by its name when the agent runs."
              required
            >
              {(control) => <Textarea mono spellCheck={false} className="min-h-64" {...control} />}
            </FormField>
            <Outline
              text={text}
              onFormat={(value, format) =>
                form.setValue("semanticModel", modelText(value, format), { shouldDirty: true })
              }
            />
          </>
        );
      }}
    </FormDialog>
  );
}

type OutlineProps = { text: string; onFormat: (value: unknown, format: ModelFormat) => void };

/** What the text means so far, and the other way to write it. */
function Outline({ text, onFormat }: OutlineProps) {
  const later = useDeferredValue(text);
  const read = readModelText(later);
  return (
    <section aria-label="Outline of the model" className="min-w-0 rounded-lg border border-line bg-sunken p-3">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-fg text-sm">Outline</h3>
        {read.ok && (
          <Segmented
            label="Write the model as"
            segments={formats}
            value={formatOf(later)}
            onChange={(format) => onFormat(read.value, format)}
          />
        )}
      </div>
      {read.ok ? (
        <ModelOutline tables={modelOutline(read.value)} />
      ) : (
        <p className="text-danger text-sm">{read.message}</p>
      )}
    </section>
  );
}
