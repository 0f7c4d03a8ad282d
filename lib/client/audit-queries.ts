import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AuditVerdict, auditPage } from "@/lib/contracts/console/wire/audit";
import type { memberPage, userPage } from "@/lib/contracts/console/wire/people";
import { type AuditSearch, auditParameters } from "./audit-search";
import { api } from "./fetcher";

type AuditPage = z.infer<typeof auditPage>;
const LIMIT = "50";
/** How often is looked for events that came meanwhile, ms. */
const LOOK = 10_000;

/** The workspace that is asked about: none for everything that the person may read. */
export function auditPlace({ scope }: AuditSearch, workspaceId: string | null): string | null {
  return scope === "all" ? null : workspaceId;
}

/** The audit trail of a `place`, a workspace's id or null for all. Its list does not read itself again: it says how many events came meanwhile. */
export const auditQueries = {
  all: ["audit"] as const,
  list: (search: AuditSearch, place: string | null) =>
    infiniteQueryOptions({
      queryKey: [...auditQueries.all, "list", search, place],
      queryFn: ({ pageParam, signal }) => {
        const parameters = auditParameters(search, Date.now());
        parameters.set("limit", LIMIT);
        if (pageParam) parameters.set("after", pageParam);
        return api<AuditPage>(`/api/audit?${parameters}`, { signal, workspace: place });
      },
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }: AuditPage) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      staleTime: "static",
    }),
  /** Events that came after the newest one shown; at most a hundred, `more` says whether there are others. */
  news: (search: AuditSearch, place: string | null, newest: string | null) =>
    queryOptions({
      queryKey: [...auditQueries.all, "news", search, place, newest],
      queryFn: async ({ signal }) => {
        const parameters = auditParameters(search, Date.now());
        if (newest) parameters.set("before", newest);
        const page = await api<AuditPage>(`/api/audit?${parameters}`, { signal, workspace: place });
        return { count: page.data.length, more: page.pageInfo.hasPreviousPage };
      },
      refetchInterval: LOOK,
      staleTime: LOOK / 2,
    }),
  verdict: () =>
    queryOptions({
      queryKey: [...auditQueries.all, "verdict"],
      queryFn: ({ signal }) => api<AuditVerdict>("/api/audit/verify", { signal }),
      enabled: false,
      staleTime: "static",
    }),
  /** People to choose an actor from: everybody for instance admins, else the workspace's members. */
  people: (everybody: boolean, workspaceId: string | null) =>
    queryOptions({
      queryKey: [...auditQueries.all, "people", everybody, workspaceId],
      queryFn: async ({ signal }) => {
        if (everybody) {
          const { data } = await api<z.infer<typeof userPage>>("/api/users?limit=100", { signal });
          return data.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
        }
        const workspace = encodeURIComponent(workspaceId ?? "");
        const { data } = await api<z.infer<typeof memberPage>>(`/api/workspaces/${workspace}/members?limit=100`, {
          signal,
        });
        return data.map(({ userId, name, email }) => ({ value: userId, label: name, hint: email }));
      },
      staleTime: 60_000,
    }),
};

/** The address of the trail as a file. */
export function auditExportPath(search: AuditSearch, place: string | null, format: "csv" | "json"): string {
  const parameters = auditParameters(search, Date.now());
  parameters.set("format", format);
  if (place) parameters.set("workspaceId", place);
  return `/api/audit/export?${parameters}`;
}
