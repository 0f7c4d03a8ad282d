import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Comparison, historyPage, PublicationPlan } from "@/lib/contracts/console/wire/version";
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
      queryFn: ({ signal }) => api<PublicationPlan>(`${place(agentId)}/publication-plan`, { signal }),
    }),
};

/** What the caller agrees to lose. */
export type Concessions = { discardDraft: boolean; dropMissing: boolean };
export type Taken = Concessions & { versionId: string; note: string };

const outdated = (client: QueryClient) => client.invalidateQueries({ queryKey: agentQueries.all });

/** The draft takes a version's content. */
export function takeAsDraft(client: QueryClient, { id, rev }: AgentDetail) {
  return {
    mutationFn: ({ versionId, discardDraft: discard, dropMissing }: Taken) => {
      const body = { discardDraft: discard, dropMissing };
      return api(`${place(id)}/versions/${encodeURIComponent(versionId)}/restore`, { method: "POST", body, rev });
    },
    onSettled: () => outdated(client),
  };
}

type Released = { version: string };
type Detail = { attachments: Record<string, { id?: string; name?: string; deleted?: true }[]> };

const releasePlace = ({ id, workspaceId }: Pick<AgentDetail, "id" | "workspaceId">) =>
  `/tenants/${encodeURIComponent(workspaceId ?? "")}/api/v2/agents/${encodeURIComponent(id)}`;

/** Names of what a version had attached and what was deleted since. */
export function missingOf(agent: AgentDetail, versionId: string) {
  return queryOptions({
    queryKey: [...agentQueries.all, "missing", agent.id, versionId],
    queryFn: async ({ signal }) => {
      const path = `${releasePlace(agent)}/versions/${encodeURIComponent(versionId)}`;
      const { attachments } = await api<Detail>(path, { signal, workspace: null });
      return Object.values(attachments).flatMap((list) =>
        list.flatMap(({ deleted, name }) => (deleted && name ? [name] : [])),
      );
    },
  });
}

type Step = "edit" | "publish" | "discard-draft" | "rollback";

/** A step of the lifecycle, of the draft that was looked at alone: somebody else's change meanwhile is a refusal. */
function step(agent: AgentDetail, name: Step, body: object = {}): Promise<Released> {
  return api<Released>(`${releasePlace(agent)}/${name}`, { method: "POST", body, rev: agent.rev, workspace: null });
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

/** Makes a version live: itself when it never was, its content as a new version otherwise; gives the label of what is live. */
export function rollBack(client: QueryClient, agent: AgentDetail) {
  return {
    mutationFn: async ({ versionId, discardDraft: discard, dropMissing, note }: Taken) => {
      const body = {
        version_id: versionId,
        discard_draft: discard,
        drop_missing: dropMissing,
        description: note || null,
      };
      return (await step(agent, "rollback", body)).version;
    },
    onSettled: () => outdated(client),
  };
}

/** Gives the draft up for what is live; without a mapping of a kind its test resources return as recorded with that. */
export function discardDraft(client: QueryClient, agent: AgentDetail) {
  return {
    mutationFn: (mapping: Partial<ReleaseMapping>) => step(agent, "discard-draft", mapping),
    onSettled: () => outdated(client),
  };
}
