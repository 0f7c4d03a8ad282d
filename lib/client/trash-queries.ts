import { infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { trashPage } from "@/lib/contracts/console/wire/trash";
import { api } from "./fetcher";

type TrashPage = z.infer<typeof trashPage>;

export const trashOrders = ["-deletedAt", "deletedAt", "name", "-name"] as const;
export type TrashOrder = (typeof trashOrders)[number];
export type TrashSearch = { q: string; sort: TrashOrder };

const LIMIT = 100;
const all = ["trash"] as const;

function listPath({ q, sort }: TrashSearch, after: string): string {
  const orderBy = JSON.stringify([{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc" : "asc" }]);
  const search = new URLSearchParams({ limit: String(LIMIT), orderBy });
  if (q.trim()) search.set("q", q.trim());
  if (after) search.set("after", after);
  return `/api/console/trash?${search}`;
}

/** The deleted agents of the workspace. */
export const trashQueries = {
  all,
  list: (search: TrashSearch) =>
    infiniteQueryOptions({
      queryKey: [...all, "list", search],
      queryFn: ({ pageParam, signal }) => api<TrashPage>(listPath(search, pageParam), { signal }),
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
};

const changed = (client: QueryClient) => () =>
  client.invalidateQueries({ predicate: ({ queryKey }) => ["agents", "trash"].includes(String(queryKey[0])) });
const place = (id: string) => `/api/agents/${encodeURIComponent(id)}`;

/** Brings a deleted agent back, under another name where one is given. */
export const restoreAgent = (client: QueryClient) => ({
  mutationFn: ({ id, name }: { id: string; name?: string }) =>
    api<{ id: string; name: string }>(`${place(id)}/restore`, {
      method: "POST",
      body: name === undefined ? undefined : { name },
    }),
  onSettled: changed(client),
});

/** Deletes a deleted agent for good. */
export const purgeAgent = (client: QueryClient) => ({
  mutationFn: (id: string) => api<{ success: true }>(`${place(id)}/purge`, { method: "DELETE" }),
  onSettled: changed(client),
});
