import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail, agentPage } from "@/lib/contracts/console/wire/agent";
import type { auditPage } from "@/lib/contracts/console/wire/audit";
import type { packagePage } from "@/lib/contracts/console/wire/package";
import { type AgentSelection, agentListParameters } from "./agent-search";
import { switchedAgent } from "./agent-switch";
import { api } from "./fetcher";
import { patchedPages } from "./patch-rows";

export type AgentPage = z.infer<typeof agentPage>;
/** What has been read of a list, page by page. */
export type AgentPages = InfiniteData<AgentPage, string>;
type AuditPage = z.infer<typeof auditPage>;
type PackagePage = z.infer<typeof packagePage>;

/** Rows of one page. */
export const AGENT_PAGE_LIMIT = 100;
const MOST_LIVE_PAGES = 5;
const AGE = 15_000;

/** For how many ms a list of so many pages is fresh. A long one stays as it is at every event: that would be a request per page. */
export function listAge(pages: number): number | "static" {
  return pages > MOST_LIVE_PAGES ? "static" : AGE;
}

const place = (ref: string) => `/api/console/agents/${encodeURIComponent(ref)}`;
const next = ({ pageInfo }: AgentPage | AuditPage | PackagePage) => (pageInfo.hasNextPage ? pageInfo.endCursor : null);

/** Agents, and what belongs to one. `ref` is an id, a number or a name. */
export const agentQueries = {
  all: ["agents"] as const,
  /** Only what decides about the rows is part of the key: columns and heights change without a request. */
  list: (selection: AgentSelection) =>
    infiniteQueryOptions({
      queryKey: [...agentQueries.all, "list", String(agentListParameters(selection, "", AGENT_PAGE_LIMIT))],
      queryFn: ({ pageParam, signal }) =>
        api<AgentPage>(`/api/console/agents?${agentListParameters(selection, pageParam, AGENT_PAGE_LIMIT)}`, {
          signal,
        }),
      // Comparing ten thousand rows for each page that comes would cost more than rendering the few that are visible.
      structuralSharing: false,
      placeholderData: keepPreviousData,
      initialPageParam: "",
      getNextPageParam: next,
      staleTime: ({ state }) => listAge(state.data?.pages.length ?? 0),
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "one", ref],
      queryFn: ({ signal }) => api<AgentDetail>(place(ref), { signal }),
    }),
  /** What was done to an agent, newest first. */
  activity: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: [...agentQueries.all, "activity", agentId],
      queryFn: ({ pageParam, signal }) => {
        const search = new URLSearchParams({ targetId: agentId, limit: "50" });
        if (pageParam) search.set("after", pageParam);
        return api<AuditPage>(`/api/audit?${search}`, { signal });
      },
      initialPageParam: "",
      getNextPageParam: next,
    }),
  /** The packages of an agent, newest first. */
  versions: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: ["packages", "versions", agentId],
      queryFn: ({ pageParam, signal }) => {
        const search = new URLSearchParams({ agentId, limit: "50" });
        if (pageParam) search.set("after", pageParam);
        return api<PackagePage>(`/api/packages?${search}`, { signal });
      },
      initialPageParam: "",
      getNextPageParam: next,
    }),
};

/** What one agent's change outdates. */
const outdated = (client: QueryClient) =>
  client.invalidateQueries({
    predicate: ({ queryKey }) => ["agents", "runtime", "packages"].includes(String(queryKey[0])),
  });

/** Switches an agent off or on; shown at once, taken back when the server refuses. */
export function switchAgent(client: QueryClient, ref: string) {
  const { queryKey } = agentQueries.one(ref);
  return {
    mutationFn: (to: "disable" | "enable") => api<AgentDetail>(`${place(ref)}/${to}`, { method: "POST" }),
    onMutate: async (to: "disable" | "enable") => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, switchedAgent(before, to));
      return { before };
    },
    onError: (_error: Error, _to: "disable" | "enable", context?: { before: AgentDetail | undefined }) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
    },
    onSettled: () => outdated(client),
  };
}

/** Allows or forbids unattended runs of an agent. */
export function setBackground(client: QueryClient, ref: string) {
  return {
    mutationFn: (supportsBackground: boolean) =>
      api<AgentDetail>(place(ref), { method: "PATCH", body: { supportsBackground } }),
    onSuccess: (agent: AgentDetail) => client.setQueryData(agentQueries.one(ref).queryKey, agent),
    onSettled: () => outdated(client),
  };
}

/** Moves an agent into the trash. `force` also when another agent uses it. */
export function removeAgent(client: QueryClient, ref: string) {
  return {
    mutationFn: (force: boolean) => api<void>(`${place(ref)}${force ? "?force=true" : ""}`, { method: "DELETE" }),
    onSuccess: () => {
      const queryKey = [...agentQueries.all, "list"];
      // Long lists do not read themselves again: one that is not shown now begins anew.
      client.removeQueries({ queryKey, type: "inactive" });
      const report = {
        act: { action: "delete" as const },
        items: [{ id: ref, name: null, ok: true, status: null, error: null }],
      };
      client.setQueriesData<AgentPages>({ queryKey }, (list) => list && patchedPages(list, report));
      void client.invalidateQueries({ queryKey: ["trash"] });
      return client.invalidateQueries({ queryKey });
    },
  };
}
