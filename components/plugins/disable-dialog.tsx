"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot, Puzzle } from "lucide-react";
import { NamedList } from "@/components/patterns/named-list";
import { Code } from "@/components/ui/code";
import { showToast } from "@/components/ui/toaster";
import { useDisablePlugin } from "@/lib/client/plugin-mutations";
import { type DisablePlan, pluginQueries } from "@/lib/client/plugin-queries";
import { agentWords, pluginWords } from "@/lib/client/plugin-words";
import type { PlaceDialogProps } from "./enable-dialog";
import { PlanDialog } from "./plan-dialog";

/** Disables a plugin for a workspace, with all that need it; says first which, and which agents lose what. */
export function DisableDialog({ plugin, workspace, open, onOpenChange }: PlaceDialogProps) {
  const query = useQuery({ ...pluginQueries.disablePlan(workspace.id, plugin.id), enabled: open });
  const disable = useDisablePlugin(workspace.id);
  const confirm = async (plan: DisablePlan) => {
    const done = await disable.mutateAsync({ id: plugin.id, cascade: plan.also_disabled.length > 0 });
    showToast({
      tone: "success",
      title: `${plugin.name} is disabled in ${workspace.name}`,
      description: done.agents_unassigned > 0 ? `${agentWords(done.agents_unassigned)} lost a plugin.` : undefined,
    });
  };
  return (
    <PlanDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Disable ${plugin.name} in ${workspace.name}?`}
      query={query}
      danger
      confirmLabel={(plan) => `Disable ${pluginWords(1 + (plan?.also_disabled.length ?? 0))}`}
      onConfirm={confirm}
    >
      {(plan) => <Plan plan={plan} />}
    </PlanDialog>
  );
}

function Plan({ plan: { also_disabled, agents = [] } }: { plan: DisablePlan }) {
  return (
    <div className="flex flex-col gap-4 text-muted text-sm">
      {also_disabled.length > 0 && (
        <NamedList title={`${pluginWords(also_disabled.length)} that need it are disabled too`} icon={<Puzzle />}>
          {also_disabled.map((slug) => ({ id: slug, shown: <Code>{slug}</Code> }))}
        </NamedList>
      )}
      {agents.length > 0 ? (
        <NamedList title={`${agentWords(agents.length)} ${agents.length === 1 ? "loses" : "lose"} it`} icon={<Bot />}>
          {agents.map(({ agent_id, name }) => ({
            id: String(agent_id),
            shown: <span className="text-fg">{name}</span>,
          }))}
        </NamedList>
      ) : (
        <p>No agent of this workspace has it.</p>
      )}
      <p>Enabling it again does not give it back to agents. What it needs itself stays enabled.</p>
    </div>
  );
}
