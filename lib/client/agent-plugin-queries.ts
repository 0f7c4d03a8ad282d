import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { AgentPluginItem, agentPlugins, ContextResource } from "@/lib/contracts/plugins/wire/agent-plugins";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { type ApiOptions, api } from "./fetcher";

/** An agent as contract `plugins` is asked about it: in the workspace where it lies. */
export type PlacedAgent = Pick<AgentDetail, "id" | "workspaceId">;
export type AgentPlugins = z.infer<typeof agentPlugins>;
export type AssembledContext = ContextResource & Required<Pick<ContextResource, "blocks" | "skipped" | "newer">>;
export type ContextVersion = "draft" | "live";
/** What a list shows of a plugin; `assigned_at` is new ones' lack. */
export type ListedPlugin = Omit<AgentPluginItem, "priority" | "assigned_at">;

function ask<T>({ id, workspaceId }: PlacedAgent, rest: string, options: ApiOptions = {}): Promise<T> {
  return api<T>(`/api/agents/${encodeURIComponent(id)}${rest}`, { ...options, workspace: workspaceId });
}

const idsOf = (plugins: readonly ListedPlugin[]) => plugins.map(({ plugin_id }) => plugin_id);

/** The plugins of an agent and the context that it runs with. Their keys begin as the agent's, so that its events outdate them too. */
export const agentPluginQueries = {
  of: (agent: PlacedAgent) =>
    queryOptions({
      queryKey: [...agentQueries.all, "plugins", agent.id],
      queryFn: ({ signal }) => ask<AgentPlugins>(agent, "/plugins", { signal }),
    }),
  /** As the caller is shown it, or one of the two. */
  context: (agent: PlacedAgent, version: ContextVersion | null = null) =>
    queryOptions({
      queryKey: [...agentQueries.all, "context", agent.id, version],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({ blocks: "true", ...(version && { version }) });
        return ask<AssembledContext>(agent, `/assembled-context?${search}`, { signal });
      },
      placeholderData: keepPreviousData,
    }),
  /** As it would be with these plugins in this order. */
  tried: (agent: PlacedAgent, plugins: readonly ListedPlugin[]) =>
    queryOptions({
      queryKey: [...agentQueries.all, "tried-context", agent.id, idsOf(plugins).join()],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({ blocks: "true", plugin_ids: idsOf(plugins).join() });
        return ask<AssembledContext>(agent, `/assembled-context?${search}`, { signal });
      },
      placeholderData: keepPreviousData,
    }),
};

/** Whether a context cannot be put together because the agent has no model. */
export function lacksModel(error: Error | null): boolean {
  return error instanceof ApiError && /no model configured/.test(error.message);
}

/** Whether two lists name the same plugins in the same order. */
export function samePlugins(one: readonly ListedPlugin[], other: readonly ListedPlugin[]): boolean {
  return idsOf(one).join() === idsOf(other).join();
}

/** Replaces the plugins of a draft by these, in this order. */
export function replacePlugins(client: QueryClient, agent: PlacedAgent) {
  return {
    mutationFn: (plugins: readonly ListedPlugin[]) =>
      ask(agent, "/plugins", { method: "PUT", body: { plugin_ids: idsOf(plugins) } }),
    onSettled: () => client.invalidateQueries({ queryKey: agentQueries.all }),
  };
}
