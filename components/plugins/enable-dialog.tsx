"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, CornerDownRight } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { showToast } from "@/components/ui/toaster";
import { useEnablePlugin } from "@/lib/client/plugin-mutations";
import { type EnablePlan, pluginQueries } from "@/lib/client/plugin-queries";
import { listed, pluginWords } from "@/lib/client/plugin-words";
import { PlanDialog } from "./plan-dialog";

export type PlaceDialogProps = {
  plugin: { id: string; name: string };
  workspace: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Enables a plugin for a workspace; says first what comes along, what is there already, or why it cannot be. */
export function EnableDialog({ plugin, workspace, open, onOpenChange }: PlaceDialogProps) {
  const query = useQuery({ ...pluginQueries.enablePlan(workspace.id, plugin.id), enabled: open });
  const enable = useEnablePlugin(workspace.id);
  const confirm = async () => {
    const { enabled } = await enable.mutateAsync(plugin.id);
    const along = enabled.length - 1;
    showToast({
      tone: "success",
      title: `${plugin.name} is enabled in ${workspace.name}`,
      description: along > 0 ? `With ${pluginWords(along)} that it needs.` : "It can now be assigned to agents.",
    });
  };
  return (
    <PlanDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Enable ${plugin.name} in ${workspace.name}?`}
      query={query}
      refusal={(message) => <Refusal message={message} />}
      confirmLabel={(plan) => `Enable ${pluginWords(plan?.enabled.length ?? 1)}`}
      onConfirm={confirm}
    >
      {(plan) => <Plan plan={plan} />}
    </PlanDialog>
  );
}

function Plan({ plan: { enabled, already_enabled } }: { plan: EnablePlan }) {
  return (
    <div className="flex flex-col gap-3 text-muted text-sm">
      <p>
        {enabled.length === 1
          ? "Agents of this workspace can then be given it."
          : `It needs other plugins, so ${pluginWords(enabled.length)} are enabled, in this order:`}
      </p>
      <ol aria-label="What is enabled" className="flex flex-col divide-y divide-line rounded-md border border-line">
        {enabled.map(({ plugin_id, slug, version, reason }) => (
          <li key={plugin_id} className="flex flex-wrap items-center gap-2 px-3 py-2">
            <Code>{slug}</Code>
            <span className="tabular-nums">{version}</span>
            {reason === "dependency" && <Badge className="ml-auto">Needed by it</Badge>}
          </li>
        ))}
      </ol>
      {already_enabled.length > 0 && <p>Enabled already: {listed(already_enabled, 8)}.</p>}
    </div>
  );
}

const CYCLE = "Circular dependency: ";

/** Why it cannot be enabled; a cycle is shown as its path. */
function Refusal({ message }: { message: string }) {
  if (!message.startsWith(CYCLE)) {
    return (
      <Alert tone="danger" live title="It cannot be enabled">
        {message}
      </Alert>
    );
  }
  const path = message.slice(CYCLE.length).split(" -> ");
  return (
    <Alert tone="danger" live title="It cannot be enabled: its plugins need each other in a circle">
      <ol aria-label="The circle" className="mt-1 flex flex-col gap-1">
        {path.map((slug, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first slug of a circle is also its last
          <li key={index} className="flex items-center gap-1.5">
            {index === 0 ? (
              <ArrowDown aria-hidden className="size-3.5" />
            ) : (
              <CornerDownRight aria-hidden className="size-3.5" />
            )}
            <span className="sr-only">{index > 0 && "needs "}</span>
            <Code>{slug}</Code>
          </li>
        ))}
      </ol>
    </Alert>
  );
}
