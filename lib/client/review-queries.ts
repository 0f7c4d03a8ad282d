import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Member } from "@/lib/contracts/console/wire/people";
import type { queuePage } from "@/lib/contracts/console/wire/review";
import { api } from "./fetcher";

type QueuePage = (typeof queuePage)["_output"];
type MemberPage = { data: Member[] };

/** Whose packages the queue shows: of everybody, claimed by oneself, claimed by nobody. */
export const claimFilters = ["all", "me", "nobody"] as const;
export const kindFilters = ["all", "package", "plugin"] as const;
export type QueueSearch = {
  kind: (typeof kindFilters)[number];
  claimedBy: (typeof claimFilters)[number];
  q: string;
};

const PAGE = 50;
/** Claims are not events; this bounds how old a shown one can be, ms. */
const CLAIMS_AGE = 30_000;

function queuePath({ kind, claimedBy, q }: QueueSearch, after: string | null, limit: number): string {
  const parameters = new URLSearchParams({ limit: String(limit) });
  if (kind !== "all") parameters.set("kind", kind);
  if (claimedBy !== "all") parameters.set("claimedBy", claimedBy);
  if (q) parameters.set("q", q);
  if (after) parameters.set("after", after);
  return `/api/review?${parameters}`;
}

/** What waits for a decision. */
export const reviewQueries = {
  all: ["review"] as const,
  list: (search: QueueSearch) =>
    infiniteQueryOptions({
      queryKey: [...reviewQueries.all, "list", search],
      queryFn: ({ pageParam, signal }) => api<QueuePage>(queuePath(search, pageParam, PAGE), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
      refetchInterval: CLAIMS_AGE,
    }),
  /** The first hundred, to step through. */
  line: () =>
    queryOptions({
      queryKey: [...reviewQueries.all, "line"],
      queryFn: ({ signal }) =>
        api<QueuePage>(queuePath({ kind: "all", claimedBy: "all", q: "" }, null, 100), { signal }),
    }),
  /** The people who decide in a workspace. */
  reviewers: (workspaceId: string) =>
    queryOptions({
      queryKey: [...reviewQueries.all, "reviewers", workspaceId],
      queryFn: async ({ signal }) => {
        const page = await api<MemberPage>(`/api/workspaces/${workspaceId}/members?limit=100`, { signal });
        return page.data.filter(({ role }) => role === "owner" || role === "admin");
      },
    }),
};
