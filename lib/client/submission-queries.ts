import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { PackageResource, packagePage } from "@/lib/contracts/console/wire/package";
import type { Finding } from "@/lib/contracts/console/wire/package-file";
import { api } from "./fetcher";

export type PackagePage = z.infer<typeof packagePage>;
export type PackageStatus = PackageResource["status"];
/** What the list is narrowed to: a status, and a part of the agent's name. */
export type SubmissionSearch = { status: PackageStatus | null; q: string };

const LIMIT = 50;

function listPath({ status, q }: SubmissionSearch, after: string): string {
  const search = new URLSearchParams({ submittedBy: "me", limit: String(LIMIT) });
  if (status) search.set("status", status);
  if (q) search.set("q", q);
  if (after) search.set("after", after);
  return `/api/packages?${search}`;
}

/** Packages as their submitters see them. */
export const submissionQueries = {
  all: ["packages"] as const,
  mine: (search: SubmissionSearch) =>
    infiniteQueryOptions({
      queryKey: [...submissionQueries.all, "mine", search],
      queryFn: ({ pageParam, signal }) => api<PackagePage>(listPath(search, pageParam), { signal }),
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: [...submissionQueries.all, "one", id],
      queryFn: ({ signal }) => api<PackageResource>(`/api/packages/${encodeURIComponent(id)}`, { signal }),
    }),
  findings: (id: string) =>
    queryOptions({
      queryKey: [...submissionQueries.all, "findings", id],
      queryFn: ({ signal }) =>
        api<{ data: Finding[] }>(`/api/packages/${encodeURIComponent(id)}/findings`, { signal }).then(
          ({ data }) => data,
        ),
    }),
  /** The newest package of an agent. */
  newest: (agentId: string) =>
    queryOptions({
      queryKey: [...submissionQueries.all, "newest", agentId],
      queryFn: async ({ signal }) => {
        const page = await api<PackagePage>(`/api/packages?agentId=${encodeURIComponent(agentId)}&limit=1`, { signal });
        return page.data[0] ?? null;
      },
    }),
};

/** The newest package of the agent with this name in the tab's workspace; null when the caller may not read it. */
export async function findNewestByName(name: string): Promise<PackageResource | null> {
  const search = new URLSearchParams({ q: name, limit: "100" });
  const page = await api<PackagePage>(`/api/packages?${search}`);
  return page.data.find((one) => one.agentName === name && one.newest) ?? null;
}

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: submissionQueries.all });

/** Takes a waiting package back. */
export const withdrawSubmission = (client: QueryClient, id: string) => ({
  mutationFn: () => api<PackageResource>(`/api/packages/${encodeURIComponent(id)}/withdraw`, { method: "POST" }),
  onSettled: changed(client),
});
