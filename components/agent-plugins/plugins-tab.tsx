"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { EnterEditButton } from "@/components/releases/enter-edit-button";
import { Alert } from "@/components/ui/alert";
import { agentPluginQueries } from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { NewerVersions } from "./newer-versions";
import { PluginOrder } from "./plugin-order";
import { SkippedPlugins } from "./skipped-plugins";

/** The plugins that an agent uses, and in which order. */
export default function PluginsTab({ agent }: { agent: AgentDetail }) {
  const placed = agent.workspaceId !== null;
  const query = useQuery({ ...agentPluginQueries.of(agent), enabled: placed });
  if (!placed) return <Alert title="Agents of the system have no plugins" />;
  const editable = agent.may.includes("edit") && agent.lifecycleState === "draft";
  return (
    <div className="flex flex-col gap-4">
      <Why agent={agent} />
      <SkippedPlugins agent={agent} />
      <NewerVersions agent={agent}>Read on the Context tab what it says now.</NewerVersions>
      <QueryView query={query} what="the plugins">
        {({ items }) => <PluginOrder agent={agent} stored={items} editable={editable} />}
      </QueryView>
    </div>
  );
}

/** Why nothing can be changed here, where that is so. */
function Why({ agent }: { agent: AgentDetail }) {
  const { may, lifecycleState, live, name } = agent;
  if (!may.includes("edit")) {
    return (
      <Alert title={live ? `What ${live.label}, which is live, uses` : "You can see these plugins but not change them"}>
        The owner of the agent, its editors and the admins of the workspace can change them.
      </Alert>
    );
  }
  if (lifecycleState === "draft") return null;
  return (
    <Alert title={`${name} is live`} actions={<EnterEditButton agent={agent}>Enter edit mode</EnterEditButton>}>
      What is live does not change under its users. Change the plugins in a draft, and publish it again.
    </Alert>
  );
}
