"use client";
import { FormCard } from "@/components/patterns/form-card";
import { RadioGroup } from "@/components/ui/radio-group";
import { retentionDays, retentionTiers } from "@/lib/domain/workspaces/rules";
import type { WorkspaceCardProps } from "./workspace-settings";

const labels = { short: "Short", medium: "Medium", long: "Long", none: "No limit" } as const;

const options = retentionTiers.map((value) => ({
  value,
  label: labels[value],
  hint:
    retentionDays[value] === null
      ? "A deleted agent stays in the trash until somebody purges it by hand."
      : `A deleted agent can be restored for ${retentionDays[value]} days, then it is gone for good.`,
}));

const schema = async () =>
  (await import("@/lib/contracts/console/wire/workspaces")).workspaceChanges.pick({ retentionTier: true });

/** How long deleted agents can be restored. */
export function RetentionCard({ workspace, save, locked }: WorkspaceCardProps) {
  return (
    <FormCard
      title="Trash"
      description="For agents deleted from now on; those in the trash keep the time they were deleted under."
      schema={schema}
      values={{ retentionTier: workspace.retentionTier }}
      locked={locked}
      submit={save}
    >
      {(form) => (
        <RadioGroup
          legend="Retention"
          value={form.watch("retentionTier") ?? null}
          onChange={(tier) => form.setValue("retentionTier", tier, { shouldDirty: true })}
          options={options}
        />
      )}
    </FormCard>
  );
}
