"use client";
import { useQuery } from "@tanstack/react-query";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { membershipQueries } from "@/lib/client/membership-queries";
import type { WorkspaceCardProps } from "./workspace-settings";

const submitters = [
  { value: "everyone", label: "Every member" },
  { value: "developers", label: "Developers, admins and owners" },
  { value: "admins", label: "Admins and owners only" },
] as const;

const schema = async () =>
  (await import("@/lib/contracts/console/wire/workspaces")).workspaceChanges.pick({
    settings: true,
    defaultServiceUserId: true,
  });

/** Who may submit, draft and live, and as whom agents run. */
export function SubmissionRulesCard({ workspace, save, locked }: WorkspaceCardProps) {
  const members = useQuery(membershipQueries.choice(workspace.id));
  const { lifecycle, whoMaySubmit } = workspace.settings;
  const people = (members.data ?? []).map(({ userId, name }) => ({ value: userId, label: name }));
  const service = workspace.defaultServiceUserId;
  const known = service === null || people.some(({ value }) => value === service);
  return (
    <FormCard
      title="Rules"
      schema={schema}
      values={{ settings: { lifecycle, whoMaySubmit }, defaultServiceUserId: service }}
      locked={locked}
      submit={save}
    >
      {(form) => (
        <>
          <FormField
            form={form}
            name="settings.whoMaySubmit"
            label="Who may submit packages"
            hint="A member's own setting comes before this."
          >
            {(control) => <Select {...control} options={submitters} />}
          </FormField>
          <Checkbox
            {...form.register("settings.lifecycle")}
            label="Draft and live"
            hint="Agents are changed as a draft and published as versions. Without it there is no publishing."
          />
          <FormField
            form={form}
            name="defaultServiceUserId"
            label="Default service user"
            hint="New agents run as this member unless they name somebody."
          >
            {(control) => (
              <Select
                {...control}
                {...form.register("defaultServiceUserId", { setValueAs: (value) => value || null })}
                placeholder="Nobody"
                options={known ? people : [...people, { value: service, label: service }]}
              />
            )}
          </FormField>
        </>
      )}
    </FormCard>
  );
}
