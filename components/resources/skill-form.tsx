"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { MarkdownEditor } from "@/components/patterns/markdown-editor";
import { Input } from "@/components/ui/input";
import { skillForm, skillValues } from "@/lib/client/resource-forms";
import { NameFields } from "./form-parts";
import type { ResourceFormProps } from "./resource-form";

/** Creates or changes a skill. */
export function SkillForm({ existing, ...dialog }: ResourceFormProps<"skills">) {
  return (
    <FormDialog {...dialog} size="lg" schema={skillForm} defaultValues={skillValues(existing)}>
      {(form) => (
        <>
          <NameFields form={form} example="Refund rules" />
          <FormField form={form} name="text" label="Text" hint="Markdown. The agent reads it as it stands." required>
            {(control) => <MarkdownEditor text={form.watch("text")} {...control} />}
          </FormField>
          <FormField form={form} name="tags" label="Tags" aside="optional" hint="With commas between: finance, vat">
            {(control) => <Input autoComplete="off" {...control} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
