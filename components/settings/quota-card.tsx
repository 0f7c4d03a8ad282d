"use client";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { useConsoleSession } from "@/lib/client/console-session";
import type { Workspace } from "@/lib/contracts/console/wire/workspaces";
import type { WorkspaceCardProps } from "./workspace-settings";

const schema = async () =>
  (await import("@/lib/contracts/console/wire/workspaces")).workspaceChanges.pick({ settings: true });
type Schema = Awaited<ReturnType<typeof schema>>;
type Form = UseFormReturn<z.input<Schema>, unknown, z.output<Schema>>;
type Resource = keyof Workspace["usage"];

const resources: readonly { name: Resource; label: string; unit: string }[] = [
  { name: "agents", label: "Agents", unit: "" },
  { name: "cpu", label: "CPU", unit: " cores" },
  { name: "memoryGb", label: "Memory", unit: " GB" },
];

/** How much the workspace may use, and how much it uses. */
export function QuotaCard({ workspace, save }: WorkspaceCardProps) {
  const { me } = useConsoleSession();
  return (
    <FormCard
      title="Quotas"
      description="Lowering one below what is used stops nothing; new agents and starts are refused."
      schema={schema}
      values={{ settings: { quotas: workspace.settings.quotas } }}
      locked={me.instanceAdmin ? undefined : "Instance admins set the quotas of a workspace."}
      submit={save}
    >
      {(form) => (
        <div className="grid gap-5 sm:grid-cols-3">
          {resources.map((resource) => (
            <Quota key={resource.name} form={form} workspace={workspace} {...resource} />
          ))}
        </div>
      )}
    </FormCard>
  );
}

type QuotaProps = { form: Form; workspace: Workspace; name: Resource; label: string; unit: string };

const toQuota = (value: unknown) => (value === "" || value === null ? null : Number(value));

function Quota({ form, workspace, name, label, unit }: QuotaProps) {
  const used = workspace.usage[name];
  const quota = workspace.settings.quotas[name];
  const usage = quota === null ? `${used}${unit} used, no limit` : `${used} of ${quota}${unit} used`;
  return (
    <div className="flex flex-col gap-2">
      <FormField form={form} name={`settings.quotas.${name}`} label={label} hint={usage}>
        {(control) => (
          <Input
            {...control}
            {...form.register(`settings.quotas.${name}`, { setValueAs: toQuota })}
            inputMode="numeric"
            placeholder="Unlimited"
          />
        )}
      </FormField>
      {quota !== null && <Progress label={`${label} used`} value={quota === 0 ? 1 : Math.min(1, used / quota)} />}
    </div>
  );
}
