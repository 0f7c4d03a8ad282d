import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { PageInfo } from "@/lib/contracts/console/wire/list";
import { api } from "./fetcher";

/** A search that somebody keeps under a name. */
export type SavedView = {
  id: string;
  page: string;
  name: string;
  query: string;
  columns: string[];
  shared: boolean;
  default: boolean;
  owner: { id: string; name: string };
  rev: number;
};
export type NewView = Pick<SavedView, "name" | "query" | "columns" | "shared">;
export type ViewChanges = Partial<Omit<NewView, "columns"> & { columns: readonly string[]; default: boolean }>;

type ViewPage = { data: SavedView[]; pageInfo: PageInfo };

const all = ["views"] as const;

async function everyView(signal: AbortSignal): Promise<SavedView[]> {
  const views: SavedView[] = [];
  let after = "";
  for (;;) {
    const search = new URLSearchParams({ page: "agents", orderBy: '[{"name":"asc"}]', ...(after && { after }) });
    const { data, pageInfo } = await api<ViewPage>(`/api/views?${search}`, { signal });
    views.push(...data);
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return views;
    after = pageInfo.endCursor;
  }
}

/** The saved views of the table of agents: one's own and the shared ones. */
export const viewQueries = {
  all,
  agents: () => queryOptions({ queryKey: [...all, "agents"], queryFn: ({ signal }) => everyView(signal) }),
};

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: all });
const place = (id: string) => `/api/views/${encodeURIComponent(id)}`;

/** Keeps a search under a name. */
export const createView = (client: QueryClient) => ({
  mutationFn: (view: NewView) => api<SavedView>("/api/views", { method: "POST", body: { page: "agents", ...view } }),
  onSettled: changed(client),
});

/** Renames, redefines or shares a view, or makes it the one that the page opens with. */
export const updateView = (client: QueryClient) => ({
  mutationFn: ({ id, changes }: { id: string; changes: ViewChanges }) =>
    api<SavedView>(place(id), { method: "PATCH", body: changes }),
  onSettled: changed(client),
});

/** Deletes a view. */
export const deleteView = (client: QueryClient) => ({
  mutationFn: (id: string) => api<void>(place(id), { method: "DELETE" }),
  onSettled: changed(client),
});
