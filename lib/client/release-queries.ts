import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Comparison, historyPage, PlannedResource } from "@/lib/contracts/console/wire/version";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";
import type { ReleaseMapping } from "./release-mapping";

type HistoryPage = z.infer<typeof historyPage>;
const place = (agentId: string) => `/api/console/agents/${encodeURIComponent(agentId)}`;

/** The versions of an agent. Their keys begin as the agent's, so that its events outdate them too. */
export const releaseQueries = {
  history: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: [...agentQueries.all, "history", agentId],
      queryFn: ({ pageParam, signal }) => {
        const search = new URLSearchParams({ limit: "50", ...(pageParam && { after: pageParam }) });
        return api<HistoryPage>(`${place(agentId)}/versions?${search}`, { signal });
      },
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }: HistoryPage) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
  /** What changes from one version to another; each is `draft`, `live`, a label or an id. */
  comparison: (agentId: string, from: string, to: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "comparison", agentId, from, to],
      queryFn: ({ signal }) =>
        api<Comparison>(`${place(agentId)}/comparison?${new URLSearchParams({ from, to })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  /** What of the draft can go live as something else. */
  plan: (agentId: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "publication-plan", agentId],
      queryFn: async ({ signal }) =>
        (await api<{ resources: PlannedResource[] }>(`${place(agentId)}/publication-plan`, { signal })).resources,
    }),
};

/** What the caller agrees to lose. */
export type Concessions = { discardDraft: boolean; dropMissing: boolean };
export type Taken = Concessions & { versionId: string };

const outdated = (client: QueryClient) => client.invalidateQueries({ queryKey: agentQueries.all });

/** Makes a version live: itself when it never was, its content as a new version otherwise. */
export function makeLive(client: QueryClient, { rev }: AgentDetail) {
  return {
    mutationFn: ({ versionId, ...body }: Taken) =>
      api(`/api/agent-versions/${encodeURIComponent(versionId)}/publish`, { method: "POST", body, rev }),
    onSettled: () => outdated(client),
  };
}

/** The draft takes a version's content. */
export function takeAsDraft(client: QueryClient, { id, rev }: AgentDetail) {
  return {
    mutationFn: ({ versionId, ...body }: Taken) =>
      api(`${place(id)}/versions/${encodeURIComponent(versionId)}/restore`, { method: "POST", body, rev }),
    onSettled: () => outdated(client),
  };
}

type Released = { version: string };

/** A step of the lifecycle, of the draft that was looked at alone: somebody else's change meanwhile is a refusal. */
function step(agent: AgentDetail, name: "edit" | "publish" | "discard-draft", body: object = {}): Promise<Released> {
  const { id, workspaceId, rev } = agent;
  const path = `/tenants/${encodeURIComponent(workspaceId ?? "")}/api/v2/agents/${encodeURIComponent(id)}/${name}`;
  return api<Released>(path, { method: "POST", body, rev, workspace: null });
}

/** Enters edit mode: what is live stays live. */
export function enterEditMode(client: QueryClient, agent: AgentDetail) {
  return { mutationFn: () => step(agent, "edit"), onSettled: () => outdated(client) };
}

export type Publication = { note: string; mapping: ReleaseMapping };

/** Makes the draft live, with production resources in the place of test ones; gives the label of its version. */
export function publishDraft(client: QueryClient, agent: AgentDetail) {
  return {
    mutationFn: async ({ note: description, mapping }: Publication) =>
      (await step(agent, "publish", { description, ...mapping })).version,
    onSettled: () => outdated(client),
  };
}

/** Gives the draft up for what is live. */
export function discardDraft(client: QueryClient, agent: AgentDetail) {
  return { mutationFn: () => step(agent, "discard-draft"), onSettled: () => outdated(client) };
}
