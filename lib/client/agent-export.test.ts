import { afterEach, expect, test, vi } from "vitest";
import { exportAgents } from "./agent-export";
import type { AgentSelection } from "./agent-search";
import { csvLine } from "./csv";

afterEach(() => {
  vi.unstubAllGlobals();
});

const selection: AgentSelection = { q: "s", filter: "", failed: false, sort: "name" };
const at = "2026-03-02T10:00:00.000Z";
const row = (name: string) => ({
  id: `agt_${name}`,
  number: 1,
  name,
  description: 'says "hi", twice',
  reviewStatus: "ACTIVE",
  runState: "running",
  version: null,
  owner: { id: "usr_1", name: "Ada" },
  tags: ["a", "b"],
  hosting: "container",
  type: "general",
  isolation: null,
  error: null,
  createdAt: at,
  updatedAt: at,
});
const page = (names: string[], endCursor: string | null) =>
  new Response(
    JSON.stringify({ data: names.map(row), pageInfo: { total: 3, hasNextPage: endCursor !== null, endCursor } }),
  );

test("a record quotes what must be quoted and disarms formulas", () => {
  expect(csvLine(["a,b", 'c"d', "e\nf", 1, null, "=1+1", "-x", "@y", "plain"])).toBe(
    `"a,b","c""d","e\nf",1,,'=1+1,'-x,'@y,plain\r\n`,
  );
});

test("all pages end in one file, told of as they come, and a full server is waited for", async () => {
  const asked: string[] = [];
  const answers = [page(["one", "two"], "c1"), new Response("{}", { status: 429 }), page(["three"], null)];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return answers.shift();
  });
  const told: number[] = [];
  const { file, rows } = await exportAgents(selection, {
    signal: new AbortController().signal,
    onProgress: ({ done }) => told.push(done),
    pause: 1,
  });
  const lines = (await file.text()).split("\r\n");
  expect(rows).toBe(3);
  expect(lines).toHaveLength(5);
  expect(lines[1]).toContain('agt_one,1,one,"says ""hi"", twice",ACTIVE,running,,Ada,a b,container');
  expect(told).toEqual([2, 3]);
  expect(asked.map((path) => new URL(path, "http://x").searchParams.get("after"))).toEqual([null, "c1", "c1"]);
});

test("an export that is cut short gives no file", async () => {
  const stop = new AbortController();
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 429 }));
  const running = exportAgents(selection, { signal: stop.signal, onProgress: () => {}, pause: 60_000 });
  setTimeout(() => stop.abort(), 10);
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
});
