"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { changeTags } from "@/lib/client/agent-setting-queries";
import type { SettingCardProps } from "./settings-tab";

const split = (text: string) =>
  [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ].sort();
const schema = z.object({
  tags: z
    .string()
    .transform(split)
    .refine((tags) => tags.length <= 100, "At most 100 tags")
    .refine((tags) => tags.every((tag) => /^[a-z0-9-]{1,50}$/.test(tag)), "Letters a-z, digits and hyphens only"),
});

/** Words by which an agent is found and filtered. */
export function TagsCard({ agent, locked }: SettingCardProps) {
  const { mutateAsync } = useMutation(changeTags(useQueryClient(), agent.id));
  return (
    <FormCard
      title="Tags"
      description="For filters and views."
      schema={schema}
      values={{ tags: agent.tags.join(", ") }}
      locked={locked}
      submit={async ({ tags }) => {
        await mutateAsync(tags);
        showToast({ tone: "success", title: `Tags of ${agent.name} saved` });
      }}
    >
      {(form) => (
        <FormField form={form} name="tags" label="Tags" hint="Several with commas">
          {(control) => <Input {...control} autoComplete="off" placeholder="prod, finance" maxLength={6000} />}
        </FormField>
      )}
    </FormCard>
  );
}
