import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { memberPage } from "@/lib/contracts/console/wire/people";
import { api } from "./fetcher";

const NAMED = 5;
const LIMIT = 100;
/** A workspace of more people is searched, not listed. */
const MOST_PAGES = 10;

type MemberPage = z.infer<typeof memberPage>;

/** The people of a workspace. */
export const membersQueries = {
  all: ["workspaces", "members"] as const,
  /** A few of those who decide about rights. */
  admins: (workspaceId: string) =>
    queryOptions({
      queryKey: [...membersQueries.all, workspaceId, "admins"],
      queryFn: async ({ signal }) => {
        const path = `/api/workspaces/${encodeURIComponent(workspaceId)}/members?limit=100`;
        const page = await api<MemberPage>(path, { signal });
        return page.data.filter(({ role }) => role === "owner" || role === "admin").slice(0, NAMED);
      },
    }),
  /** Everybody, a thousand at most. */
  every: (workspaceId: string) =>
    queryOptions({
      queryKey: [...membersQueries.all, workspaceId, "every"],
      queryFn: async ({ signal }) => {
        const people: MemberPage["data"] = [];
        let after = "";
        for (let page = 0; page < MOST_PAGES; page += 1) {
          const search = new URLSearchParams({ limit: String(LIMIT), ...(after && { after }) });
          const path = `/api/workspaces/${encodeURIComponent(workspaceId)}/members?${search}`;
          const { data, pageInfo } = await api<MemberPage>(path, { signal });
          people.push(...data);
          if (!pageInfo.hasNextPage || !pageInfo.endCursor) break;
          after = pageInfo.endCursor;
        }
        return people;
      },
      staleTime: 60_000,
    }),
};
