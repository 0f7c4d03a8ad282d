import { afterEach, expect, test, vi } from "vitest";
import { bulkSentence, portions, runBulk, undoOf } from "./bulk-actions";

afterEach(() => {
  vi.unstubAllGlobals();
});

const item = (id: string, ok = true) => ({
  id,
  name: id,
  ok,
  status: null,
  error: ok ? null : { code: "conflict", message: "No" },
});
const ids = Array.from({ length: 230 }, (_, index) => `agt_${index}`);

test("many are sent a hundred at a time, in order, and told of as they are done", async () => {
  const sent: { ids: string[]; params: unknown }[] = [];
  vi.stubGlobal("fetch", async (_path: string, options: RequestInit) => {
    const body = JSON.parse(String(options.body)) as { ids: string[]; params: unknown };
    sent.push(body);
    return new Response(JSON.stringify({ data: body.ids.map((id) => item(id)) }));
  });
  const told: number[] = [];
  const report = await runBulk({ action: "purge" }, ids, (count) => told.push(count));
  expect(sent.map((body) => body.ids.length)).toEqual([100, 100, 30]);
  expect(sent[2]?.params).toEqual({ confirm: 30 });
  expect(report.items.map(({ id }) => id)).toEqual(ids);
  expect(told).toEqual([100, 200, 230]);
});

test("what got no answer has failed, with the reason, and nothing more is sent", async () => {
  let calls = 0;
  vi.stubGlobal("fetch", async (_path: string, options: RequestInit) => {
    calls += 1;
    if (calls === 2) return new Response("{}", { status: 503 });
    const body = JSON.parse(String(options.body)) as { ids: string[] };
    return new Response(JSON.stringify({ data: body.ids.map((id) => item(id)) }));
  });
  const { items } = await runBulk({ action: "disable" }, ids);
  expect(calls).toBe(2);
  expect(items.filter(({ ok }) => ok)).toHaveLength(100);
  expect(items.at(-1)).toMatchObject({ id: "agt_229", ok: false, error: { code: "status_503" } });
});

test("what succeeded can be taken back, what cannot be taken back offers nothing", () => {
  const items = [item("a"), item("b", false), item("c"), item("d")];
  const changed = new Set(["a", "b", "d"]);
  expect(undoOf({ act: { action: "delete" }, items }, changed)).toEqual({
    act: { action: "restore" },
    ids: ["a", "d"],
  });
  expect(undoOf({ act: { action: "addTags", tags: ["x"] }, items }, changed)).toBeNull();
  expect(undoOf({ act: { action: "purge" }, items }, changed)).toBeNull();
  expect(undoOf({ act: { action: "disable" }, items: [item("b", false)] }, changed)).toBeNull();
  expect(bulkSentence({ act: { action: "disable" }, items })).toBe("3 agents disabled");
  expect(bulkSentence({ act: { action: "delete" }, items: [item("a")] })).toBe("a moved to the trash");
});

test("no more than a hundred go together", () => {
  expect(portions(ids.slice(0, 100)).map((some) => some.length)).toEqual([100]);
  expect(portions([])).toEqual([]);
});
