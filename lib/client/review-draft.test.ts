import { beforeEach, expect, test, vi } from "vitest";
import { addRemark, carryDraft, dropRemark, emptyDraft, readDraft, writeDraft } from "./review-draft";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test("a draft is there again after a reload, and gone once it is forgotten", () => {
  writeDraft("pkg_1", { ...emptyDraft, body: "Looks good" });
  expect([...kept.values()]).toEqual([expect.stringContaining("Looks good")]);
  writeDraft("pkg_1", null);
  expect(kept.size).toBe(0);
  expect(readDraft("pkg_1")).toEqual(emptyDraft);
});

test("what was typed moves to the newer package", () => {
  writeDraft("pkg_2", { ...emptyDraft, decision: "decline", body: "Pin the versions" });
  carryDraft("pkg_2", "pkg_3");
  expect(readDraft("pkg_3")).toMatchObject({ decision: "decline", body: "Pin the versions" });
  expect(readDraft("pkg_2")).toEqual(emptyDraft);
});

test("what was typed for the newer package is not overwritten", () => {
  writeDraft("pkg_4", { ...emptyDraft, body: "old" });
  writeDraft("pkg_5", { ...emptyDraft, body: "new" });
  carryDraft("pkg_4", "pkg_5");
  expect(readDraft("pkg_5").body).toBe("new");
});

test("a broken or forbidden session store is an empty draft, not an error", () => {
  kept.set("muster.review.pkg_6", '{"decision":"maybe"}');
  expect(readDraft("pkg_6")).toEqual(emptyDraft);
  vi.stubGlobal("sessionStorage", undefined);
  expect(readDraft("pkg_7")).toEqual(emptyDraft);
  writeDraft("pkg_7", { ...emptyDraft, body: "kept in memory" });
  expect(readDraft("pkg_7").body).toBe("kept in memory");
});

test("remarks are added and taken out one by one, also two with the same words", () => {
  const remark = { path: "a.py", line: 3, body: "Why?" };
  addRemark("pkg_8", remark);
  addRemark("pkg_8", remark);
  const [first, second] = readDraft("pkg_8").comments;
  dropRemark("pkg_8", first?.id ?? "");
  expect(readDraft("pkg_8").comments).toEqual([second]);
});
