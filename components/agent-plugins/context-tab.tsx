"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Segmented } from "@/components/ui/segmented";
import { useAgentAddress } from "@/lib/client/agent-address";
import {
  type AssembledContext,
  agentPluginQueries,
  type ContextVersion,
  lacksModel,
} from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ContextBlocks } from "./context-blocks";
import { ContextFacts } from "./context-facts";
import { ContextTools } from "./context-tools";
import { NewerVersions } from "./newer-versions";
import { SkippedPlugins } from "./skipped-plugins";

/** What an agent runs with: its prompt block by block, its settings and its tools. */
export default function ContextTab({ agent }: { agent: AgentDetail }) {
  const [version, setVersion] = useState<ContextVersion>("draft");
  const choice = agent.live !== null && agent.lifecycleState === "draft" && agent.may.includes("edit");
  const placed = agent.workspaceId !== null;
  const query = useQuery({ ...agentPluginQueries.context(agent, choice ? version : null), enabled: placed });
  if (!placed) return <Alert title="Agents of the system are not shown here" />;
  return (
    <div className="flex flex-col gap-4">
      {choice && (
        <Segmented<ContextVersion>
          label="Version"
          value={version}
          onChange={setVersion}
          segments={[
            { value: "draft", label: "Draft" },
            { value: "live", label: `Live (${agent.live?.label})` },
          ]}
        />
      )}
      {lacksModel(query.error) ? (
        <EmptyState title="No model is set">
          A context is put together for a model. Set one for {agent.name}: the first in its list is the one that it runs
          with.
        </EmptyState>
      ) : (
        <QueryView query={query} what="the context">
          {(context) => <Context agent={agent} version={choice ? version : null} context={context} />}
        </QueryView>
      )}
    </div>
  );
}

type ContextProps = { agent: AgentDetail; version: ContextVersion | null; context: AssembledContext };

function Context({ agent, version, context }: ContextProps) {
  const [, setAddress] = useAgentAddress();
  return (
    <>
      <SkippedPlugins agent={agent} version={version} />
      <NewerVersions agent={agent} version={version}>
        The prompt below has the text of today.
      </NewerVersions>
      <ContextFacts agentId={agent.id} context={context} />
      <ContextBlocks context={context} onOrder={() => setAddress({ tab: "plugins" })} />
      <ContextTools tools={context.tools} />
    </>
  );
}
