"use client";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";

const split = (text: string) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];
const schema = z.object({
  action: z.enum(["addTags", "removeTags"]),
  tags: z
    .string()
    .transform((text) => split(text.toLowerCase()))
    .refine((tags) => tags.length > 0, "Name at least one tag")
    .refine((tags) => tags.length <= 20, "At most 20 at once")
    .refine((tags) => tags.every((tag) => /^[a-z0-9-]{1,50}$/.test(tag)), "Letters a-z, digits and hyphens only"),
});
export type TagChange = z.output<typeof schema>;

const actions = [
  { value: "addTags", label: "Add" },
  { value: "removeTags", label: "Remove" },
] as const;

type TagsDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  count: number;
  onTags: (change: TagChange) => void;
};

/** Which tags to add to the chosen agents, or to take off. */
export function TagsDialog({ open, onOpenChange, count, onTags }: TagsDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title={count === 1 ? "Tag 1 agent" : `Tag ${count} agents`}
      schema={schema}
      defaultValues={{ action: "addTags", tags: "" }}
      submitLabel="Apply"
      submit={async (change) => onTags(change)}
    >
      {(form) => (
        <>
          <RadioGroup
            legend="What to do"
            hideLegend
            value={form.watch("action")}
            onChange={(action) => form.setValue("action", action)}
            options={actions}
          />
          <FormField form={form} name="tags" label="Tags" hint="Several with commas" required>
            {(control) => <Input {...control} autoComplete="off" placeholder="prod, finance" maxLength={1000} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
