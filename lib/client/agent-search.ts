import { flag, oneOf, several, text, usually } from "./address-parts";

export const columnIds = [
  "reviewStatus",
  "runState",
  "version",
  "owner",
  "tags",
  "isolation",
  "hosting",
  "type",
  "number",
  "createdAt",
  "updatedAt",
] as const;
export type ColumnId = (typeof columnIds)[number];
/** Shown beside the name until somebody chooses. */
export const usualColumns: readonly ColumnId[] = ["reviewStatus", "runState", "version", "owner", "tags", "createdAt"];

const sortable = ["name", "number", "type", "createdAt", "updatedAt"] as const;
/** Field to order by; "-" before it means descending. */
export type AgentOrder = (typeof sortable)[number] | `-${(typeof sortable)[number]}`;
export const agentOrders: readonly AgentOrder[] = sortable.flatMap((field): AgentOrder[] => [field, `-${field}`]);
export const usualOrder: AgentOrder = "-createdAt";

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

/** The whole state of the table of agents, as it stands in the address. */
export type AgentSearch = {
  q: string;
  /** A filter of contract `registry` as JSON; empty for none. */
  filter: string;
  failed: boolean;
  sort: AgentOrder;
  /** Null: the usual ones. */
  columns: ColumnId[] | null;
  density: Density;
  /** The saved view that this began as, or "all". */
  view: string | null;
};
/** A change of the state; null takes a value out of the address. */
export type SearchChange = { [K in keyof AgentSearch]?: AgentSearch[K] | null };

/** How each part of the state is written in the address. */
export const agentSearchParts = {
  q: usually(text, ""),
  filter: usually(text, ""),
  failed: usually(flag, false),
  sort: usually(oneOf(agentOrders), usualOrder),
  columns: several(oneOf(columnIds)),
  density: usually(oneOf(densities), "comfortable"),
  view: text,
};

/** What decides which rows are shown and in which order. */
export type AgentSelection = Pick<AgentSearch, "q" | "filter" | "failed" | "sort">;

/** Whether anything but the order differs from the whole list. */
export function isNarrowed({ q, filter, failed }: AgentSelection): boolean {
  return q.trim() !== "" || filter !== "" || failed;
}

/** Whether the address says nothing of the table: neither a view nor anything that differs from the whole list. */
export function isBlank(search: AgentSearch): boolean {
  const { q, filter, failed, sort, columns, density, view } = search;
  const usual = sort === usualOrder && density === agentSearchParts.density.usual;
  return usual && q === "" && filter === "" && !failed && columns === null && view === null;
}

/** A search without filters. */
export const clearedSearch = { q: null, filter: null, failed: null } as const satisfies SearchChange;

/** The parameters of `GET /api/console/agents` for one page of this search; `after` is empty for the first. */
export function agentListParameters(selection: AgentSelection, after: string, limit: number): URLSearchParams {
  const { q, filter, failed, sort } = selection;
  const parameters = new URLSearchParams({ limit: String(limit) });
  parameters.set("orderBy", JSON.stringify([{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc" : "asc" }]));
  if (q.trim()) parameters.set("q", q.trim());
  if (filter) parameters.set("filter", filter);
  if (failed) parameters.set("failed", "true");
  if (after) parameters.set("after", after);
  return parameters;
}
