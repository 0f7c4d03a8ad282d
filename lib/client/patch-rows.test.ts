import { expect, test } from "vitest";
import type { BulkItem } from "./bulk-actions";
import { patchedPages } from "./patch-rows";

const item = (id: string, ok = true): BulkItem => ({ id, name: id, ok, status: null, error: null });
const row = (id: string, reviewStatus = "ACTIVE") => ({ id, reviewStatus });
const list = {
  pages: [
    { data: [row("a"), row("b")], pageInfo: { total: 9 } },
    { data: [row("c")], pageInfo: { total: 9 } },
  ],
};

test("deleted rows leave a list at once, refused ones stay", () => {
  const after = patchedPages(list, { act: { action: "delete" }, items: [item("a"), item("b", false), item("c")] });
  expect(after.pages.map((page) => page.data.map(({ id }) => id))).toEqual([["b"], []]);
  expect(after.pages[0]?.pageInfo.total).toBe(7);
});

test("switched rows show their new status, tags wait for the next reading", () => {
  const after = patchedPages(list, { act: { action: "disable" }, items: [item("a"), item("b", false)] });
  expect(after.pages[0]?.data).toEqual([row("a", "DISABLED"), row("b")]);
  expect(patchedPages(list, { act: { action: "addTags", tags: ["x"] }, items: [item("a")] })).toBe(list);
});
