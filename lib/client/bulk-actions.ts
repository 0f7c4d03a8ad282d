import type { QueryClient } from "@tanstack/react-query";
import { describeFailure } from "./api-error";
import { api } from "./fetcher";
import { patchedPages } from "./patch-rows";

/** What can be done to many agents at once. */
export type BulkAct =
  | { action: "enable" | "disable" | "start" | "stop" | "delete" | "restore" | "purge" }
  | { action: "addTags" | "removeTags"; tags: readonly string[] };

/** What became of one of them. */
export type BulkItem = {
  id: string;
  name: string | null;
  ok: boolean;
  status: string | null;
  error: { code: string; message: string } | null;
};
export type BulkReport = { act: BulkAct; items: readonly BulkItem[] };

/** As many as the server takes at once. */
const MOST = 100;

function bodyOf(act: BulkAct, ids: readonly string[]) {
  if (act.action === "purge") return { action: act.action, ids, params: { confirm: ids.length } };
  if ("tags" in act) return { action: act.action, ids, params: { tags: act.tags } };
  return { action: act.action, ids, params: {} };
}

/** `ids` in groups that the server takes. */
export function portions(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / MOST);
  return Array.from({ length: count }, (_, index) => ids.slice(index * MOST, (index + 1) * MOST));
}

/**
 * Does the same to many agents, a hundred at a time; `onDone` hears how many are done. What the server did not answer for
 * counts as failed, with its reason, and nothing more is sent.
 */
export async function runBulk(
  act: BulkAct,
  ids: readonly string[],
  onDone: (count: number) => void = () => {},
): Promise<BulkReport> {
  const items: BulkItem[] = [];
  for (const some of portions(ids)) {
    try {
      items.push(...(await api<{ data: BulkItem[] }>("/api/bulk", { method: "POST", body: bodyOf(act, some) })).data);
    } catch (error) {
      const rest = ids.slice(items.length);
      const failure = describeFailure(error);
      return {
        act,
        items: [...items, ...rest.map((id) => ({ id, name: null, ok: false, status: null, error: failure }))],
      };
    }
    onDone(items.length);
  }
  return { act, items };
}

type ListPages = { pages: { data: { id: string }[]; pageInfo: { total: number } }[] };

/** Lists that lose or show what an act did: the living for most, the trash for `restore` and `purge`. */
function patchLists(client: QueryClient, report: BulkReport): void {
  const trash = report.act.action === "restore" || report.act.action === "purge";
  const queryKey = trash ? ["trash", "list"] : ["agents", "list"];
  client.setQueriesData<ListPages>({ queryKey }, (list) => list && patchedPages(list, report));
}

/** A bulk act as a mutation: shown at once also by long lists, and everything that shows agents is read again. */
export const bulkMutation = (client: QueryClient, onDone?: (count: number) => void) => ({
  onSuccess: (report: BulkReport) => patchLists(client, report),
  mutationFn: ({ act, ids }: { act: BulkAct; ids: readonly string[] }) => runBulk(act, ids, onDone),
  onSettled: () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        ["agents", "trash", "overview", "packages", "review", "runtime"].includes(String(queryKey[0])),
    }),
});

const past: Record<BulkAct["action"], string> = {
  enable: "enabled",
  disable: "disabled",
  start: "started",
  stop: "stopped",
  delete: "moved to the trash",
  restore: "restored",
  purge: "deleted for good",
  addTags: "tagged",
  removeTags: "untagged",
};
const reverse: Partial<Record<BulkAct["action"], "enable" | "disable" | "start" | "stop" | "delete" | "restore">> = {
  enable: "disable",
  disable: "enable",
  start: "stop",
  stop: "start",
  delete: "restore",
  restore: "delete",
};

/** "3 agents disabled", "scout disabled" */
export function bulkSentence({ act, items }: BulkReport): string {
  const done = items.filter((item) => item.ok);
  const [only] = done;
  const who = done.length === 1 && only?.name ? only.name : `${done.length} agents`;
  return `${who} ${past[act.action]}`;
}

/**
 * The act that takes back what was done, with the ids that it is for; null for what cannot be taken back. `changed` are
 * those that the act made different: what was disabled before stays disabled.
 */
export function undoOf(
  { act, items }: BulkReport,
  changed: ReadonlySet<string>,
): { act: BulkAct; ids: string[] } | null {
  const action = reverse[act.action];
  const ids = items.filter((item) => item.ok && changed.has(item.id)).map((item) => item.id);
  return action && ids.length > 0 ? { act: { action }, ids } : null;
}
