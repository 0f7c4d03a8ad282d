import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { memberPage } from "@/lib/contracts/console/wire/people";
import { api } from "./fetcher";

const NAMED = 5;

/** The people of a workspace. */
export const membersQueries = {
  all: ["workspaces", "members"] as const,
  /** A few of those who decide about rights. */
  admins: (workspaceId: string) =>
    queryOptions({
      queryKey: [...membersQueries.all, workspaceId, "admins"],
      queryFn: async ({ signal }) => {
        const path = `/api/workspaces/${encodeURIComponent(workspaceId)}/members?limit=100`;
        const page = await api<z.infer<typeof memberPage>>(path, { signal });
        return page.data.filter(({ role }) => role === "owner" || role === "admin").slice(0, NAMED);
      },
    }),
};
