import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Instance, instanceChanges } from "@/lib/contracts/console/wire/operation";
import type { invitedUser, newUser, User, userChanges } from "@/lib/contracts/console/wire/people";
import { api } from "./fetcher";
import { type Paged, pages } from "./paged";

export type UserSearch = { q: string; show: "all" | "admins" | "disabled"; sort: string };

function parametersOf({ q, show, sort }: UserSearch): Record<string, string | undefined> {
  const order = JSON.stringify([{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc_nulls_last" : "asc" }]);
  const narrowed = { all: {}, admins: { instanceAdmin: "true" }, disabled: { disabled: "true" } }[show];
  return { q, orderBy: order, ...narrowed };
}

/** Everybody, and the deployment: for instance admins. */
export const userQueries = {
  all: ["users"] as const,
  list: (search: UserSearch) =>
    infiniteQueryOptions({
      queryKey: [...userQueries.all, "list", search],
      ...pages<User>("/api/users", parametersOf(search)),
    }),
  /** The first hundred who can take agents over. */
  heirs: () =>
    queryOptions({
      queryKey: [...userQueries.all, "heirs"],
      queryFn: ({ signal }) =>
        api<Paged<User>>("/api/users?disabled=false&limit=100", { signal }).then(({ data }) => data),
    }),
  instance: () =>
    queryOptions({ queryKey: ["instance"], queryFn: ({ signal }) => api<Instance>("/api/instance", { signal }) }),
};

/** Renames the deployment or changes its settings. */
export const changeInstance = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof instanceChanges>) => api<Instance>("/api/instance", { method: "PATCH", body }),
  onSettled: () => client.invalidateQueries({ queryKey: ["instance"] }),
});

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: userQueries.all });
const pathOf = (id: string) => `/api/users/${encodeURIComponent(id)}`;

export type InvitedUser = z.infer<typeof invitedUser>;

/** Invites a person; the answer is the only place where the link can be read. */
export const inviteUser = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof newUser>) => api<InvitedUser>("/api/users", { method: "POST", body }),
  onSettled: changed(client),
});

/** Renames, promotes, disables a person who still has the revision that was shown. */
export const changeUser = (client: QueryClient, { id, rev }: Pick<User, "id" | "rev">) => ({
  mutationFn: (body: z.input<typeof userChanges>) => api<User>(pathOf(id), { method: "PATCH", body, rev }),
  onSettled: changed(client),
});

/** A link by which the person chooses a new password. */
export function makeResetLink(id: string): Promise<{ resetUrl: string }> {
  return api<{ resetUrl: string }>(`${pathOf(id)}/reset-password`, { method: "POST" });
}

/** Ends all sessions of a person. */
export function endSessionsOf(id: string): Promise<{ count: number }> {
  return api<{ count: number }>(`${pathOf(id)}/sessions`, { method: "DELETE" });
}

/** Switches a person's two-factor off. */
export const removeFactorOf = (client: QueryClient, id: string) => ({
  mutationFn: () => api<void>(`${pathOf(id)}/two-factor`, { method: "DELETE" }),
  onSettled: changed(client),
});

/** Deletes a person; their agents go to `reassignTo`. */
export const deleteUser = (client: QueryClient, id: string) => ({
  mutationFn: (reassignTo: string | null) =>
    api<void>(`${pathOf(id)}${reassignTo ? `?${new URLSearchParams({ reassignTo })}` : ""}`, { method: "DELETE" }),
  onSettled: changed(client),
});
