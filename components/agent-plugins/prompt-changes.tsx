"use client";
import { useQuery } from "@tanstack/react-query";
import { agentPluginQueries, type ListedPlugin } from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ContextChanges } from "./context-changes";

type PromptChangesProps = { agent: AgentDetail; plugins: readonly ListedPlugin[] };

/** What a list that is not saved yet changes in the prompt. */
export default function PromptChanges({ agent, plugins }: PromptChangesProps) {
  return <ContextChanges agent={agent} tried={useQuery(agentPluginQueries.tried(agent, plugins))} />;
}
