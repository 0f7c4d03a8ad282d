import { type AgentSearch, agentSearchParts, type ColumnId, columnIds, type SearchChange } from "./agent-search";

/** What a saved view keeps of a search. */
export type ViewContent = { query: string; columns: readonly string[] };

/** The table without any view. */
export const wholeList = { id: "all", query: "", columns: [] } as const;

const kept = ["q", "filter", "failed", "sort", "density"] as const;

function written(search: AgentSearch, key: (typeof kept)[number]): string | null {
  const value = search[key];
  return value === agentSearchParts[key].usual ? null : String(value);
}

/** A search as a view keeps it: the part of the address that differs from the whole list, and the columns. */
export function viewContent(search: AgentSearch): ViewContent {
  const query = new URLSearchParams();
  for (const key of kept) {
    const text = written(search, key);
    if (text !== null) query.set(key, text);
  }
  return { query: String(query), columns: search.columns ?? [] };
}

function isColumn(id: string): id is ColumnId {
  return columnIds.some((known) => known === id);
}

/** The change that brings a table into the state of a view, whatever it showed before; unknown words are passed over. */
export function viewChange(view: ViewContent & { id: string }): SearchChange {
  const query = new URLSearchParams(view.query);
  const columns = view.columns.filter(isColumn);
  return {
    q: query.get("q"),
    filter: query.get("filter"),
    failed: query.get("failed") === "true" ? true : null,
    sort: agentSearchParts.sort.parse(query.get("sort") ?? ""),
    density: agentSearchParts.density.parse(query.get("density") ?? ""),
    columns: columns.length > 0 ? columns : null,
    view: view.id,
  };
}

/** The table's state that a view stands for. */
export function viewSearch(view: ViewContent & { id: string }): AgentSearch {
  const { q, filter, failed, sort, columns, density } = viewChange(view);
  return {
    q: q ?? "",
    filter: filter ?? "",
    failed: failed ?? false,
    sort: sort ?? agentSearchParts.sort.usual,
    density: density ?? agentSearchParts.density.usual,
    columns: columns ?? null,
    view: view.id,
  };
}

/** Whether a search still is what the view says. */
export function isView(search: AgentSearch, view: ViewContent): boolean {
  const { query, columns } = viewContent(search);
  const same = viewContent(viewSearch({ ...view, id: "" }));
  return query === same.query && columns.join() === same.columns.join();
}
