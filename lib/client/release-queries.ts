import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Comparison, historyPage } from "@/lib/contracts/console/wire/version";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";

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

/**
 * Freezes the draft as a version and makes that live. The revision that was looked at stands for the draft: once
 * somebody changed it, nothing goes live.
 */
export function publishDraft(client: QueryClient, { id: agentId, rev }: AgentDetail) {
  return {
    mutationFn: async (note: string) => {
      const version = await api<{ id: string; name: string }>("/api/agent-versions", {
        method: "POST",
        body: { agentId, note },
      });
      const path = `/api/agent-versions/${encodeURIComponent(version.id)}/publish`;
      // The version is the draft, so that nothing of it is lost.
      await api(path, { method: "POST", body: { discardDraft: true }, rev });
      return version.name;
    },
    onSettled: () => outdated(client),
  };
}
