import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { addedMember, Member, memberChanges, newMember } from "@/lib/contracts/console/wire/people";
import { api } from "./fetcher";
import { membersQueries } from "./member-queries";
import { type Paged, pages } from "./paged";

const pathOf = (workspaceId: string) => `/api/workspaces/${encodeURIComponent(workspaceId)}/members`;

/** The members of a workspace, page by page. */
export const membershipQueries = {
  list: (workspaceId: string, q: string) =>
    infiniteQueryOptions({
      queryKey: [...membersQueries.all, workspaceId, "list", q],
      ...pages<Member>(pathOf(workspaceId), { q }),
    }),
  /** The first hundred, to choose from. */
  choice: (workspaceId: string) =>
    queryOptions({
      queryKey: [...membersQueries.all, workspaceId, "choice"],
      queryFn: ({ signal }) =>
        api<Paged<Member>>(`${pathOf(workspaceId)}?limit=100`, { signal }).then(({ data }) => data),
    }),
};

// The workspace's own numbers and, where it is about oneself, the session change with its members.
const changed = (client: QueryClient) => () =>
  client.invalidateQueries({ predicate: ({ queryKey }) => ["workspaces", "me"].includes(String(queryKey[0])) });

export type AddedMember = z.infer<typeof addedMember>;

/** Adds a person by e-mail; for an unknown one the answer has the invitation's link. */
export const addMember = (client: QueryClient, workspaceId: string) => ({
  mutationFn: (body: z.input<typeof newMember>) => api<AddedMember>(pathOf(workspaceId), { method: "POST", body }),
  onSettled: changed(client),
});

/** Changes a member's role or right to submit. */
export const changeMember = (client: QueryClient, workspaceId: string, userId: string) => ({
  mutationFn: (body: z.input<typeof memberChanges>) =>
    api<Member>(`${pathOf(workspaceId)}/${encodeURIComponent(userId)}`, { method: "PATCH", body }),
  onSettled: changed(client),
});

/** Takes a person out; their agents go to `reassignTo`, else to the caller. */
export const removeMember = (client: QueryClient, workspaceId: string, userId: string) => ({
  mutationFn: (reassignTo: string | null) => {
    const search = reassignTo ? `?${new URLSearchParams({ reassignTo })}` : "";
    return api<void>(`${pathOf(workspaceId)}/${encodeURIComponent(userId)}${search}`, { method: "DELETE" });
  },
  onSettled: changed(client),
});
