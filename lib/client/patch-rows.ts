import type { BulkReport } from "./bulk-actions";

type Page<Row> = { data: Row[]; pageInfo: { total: number } };
type Pages<Row> = { pages: Page<Row>[] };

const gone = new Set(["delete", "purge", "restore"]);

/**
 * What a list shows after an act, before it is read again: rows that left it are gone, switched ones show their new
 * status. `restore` takes rows out of the trash, `delete` out of the living.
 */
export function patchedPages<Row extends { id: string }, P extends Pages<Row>>(list: P, { act, items }: BulkReport): P {
  const done = new Set(items.filter((item) => item.ok).map((item) => item.id));
  const shown = {
    enable: { reviewStatus: "ACTIVE" },
    disable: { reviewStatus: "DISABLED" },
    start: { runState: "running" },
    stop: { runState: "stopped" },
  }[String(act.action)];
  if (gone.has(act.action)) {
    const left = list.pages.reduce((sum, page) => sum + page.data.filter((row) => done.has(row.id)).length, 0);
    const pages = list.pages.map((page) => ({
      ...page,
      data: page.data.filter((row) => !done.has(row.id)),
      pageInfo: { ...page.pageInfo, total: page.pageInfo.total - left },
    }));
    return { ...list, pages };
  }
  if (!shown) return list;
  const pages = list.pages.map((page) => ({
    ...page,
    data: page.data.map((row) => (done.has(row.id) ? { ...row, ...shown } : row)),
  }));
  return { ...list, pages };
}
