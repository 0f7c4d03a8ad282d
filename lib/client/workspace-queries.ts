import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { newWorkspace, Workspace, workspaceChanges } from "@/lib/contracts/console/wire/workspaces";
import { api } from "./fetcher";
import { pages } from "./paged";

const pathOf = (id: string) => `/api/workspaces/${encodeURIComponent(id)}`;

/** Workspaces with their settings and usage. */
export const workspaceQueries = {
  all: ["workspaces"] as const,
  one: (id: string) =>
    queryOptions({
      queryKey: [...workspaceQueries.all, "one", id],
      queryFn: ({ signal }) => api<Workspace>(pathOf(id), { signal }),
    }),
  /** Everybody's, for instance admins. */
  everywhere: (q: string) =>
    infiniteQueryOptions({
      queryKey: [...workspaceQueries.all, "everywhere", q],
      ...pages<Workspace>("/api/workspaces", { all: "true", q }),
    }),
};

// Names and rights of workspaces stand in `me` too.
const changed = (client: QueryClient) => () =>
  client.invalidateQueries({ predicate: ({ queryKey }) => ["workspaces", "me"].includes(String(queryKey[0])) });

export type WorkspaceChange = { changes: z.input<typeof workspaceChanges>; rev: number };

/** Changes a workspace that still has the revision that was shown. */
export const changeWorkspace = (client: QueryClient, id: string) => ({
  mutationFn: ({ changes: body, rev }: WorkspaceChange) => api<Workspace>(pathOf(id), { method: "PATCH", body, rev }),
  onSettled: changed(client),
});

/** Makes a workspace. */
export const createWorkspace = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof newWorkspace>) => api<Workspace>("/api/workspaces", { method: "POST", body }),
  onSettled: changed(client),
});

/** Deletes a workspace without agents. */
export const deleteWorkspace = (client: QueryClient, id: string) => ({
  mutationFn: () => api<void>(pathOf(id), { method: "DELETE" }),
  onSettled: changed(client),
});
