import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { whenStale } from "./stamps";

let folder: string;
let runs: number;
const at = (name: string) => join(folder, name);
const build = async () => {
  runs += 1;
  writeFileSync(at("made"), "");
};
const run = (work = build) => whenStale(at("out/stamp"), [at("src"), at("absent.config")], [at("made")], work);

beforeEach(() => {
  runs = 0;
  folder = mkdtempSync(join(tmpdir(), "muster-stamps-"));
  mkdirSync(at("src/deep"), { recursive: true });
  writeFileSync(at("src/deep/a.ts"), "one");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("work is done once for the same content, whatever the times say", async () => {
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
  utimesSync(at("src/deep/a.ts"), 1, 1);
  expect(await run()).toBe(false);
  expect(runs).toBe(1);
});

test("changed, added, renamed and removed sources are noticed; tests and notes are not", async () => {
  await run();
  writeFileSync(at("src/deep/a.ts"), "two");
  expect(await run()).toBe(true);
  writeFileSync(at("src/b.ts"), "");
  expect(await run()).toBe(true);
  rmSync(at("src/b.ts"));
  expect(await run()).toBe(true);
  writeFileSync(at("absent.config"), "now");
  expect(await run()).toBe(true);
  writeFileSync(at("src/deep/a.test.ts"), "");
  writeFileSync(at("src/README.md"), "");
  expect(await run()).toBe(false);
});

test("work that failed or whose result is gone is done again", async () => {
  await expect(run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await run()).toBe(true);
  rmSync(at("made"));
  expect(await run()).toBe(true);
});
