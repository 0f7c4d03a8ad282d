import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock";
import { markOf } from "./process-facts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-lock-"));
  path = join(folder, "launch.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock held by a living process is refused with its pid, and is free after release", () => {
  const lock = takeLock(path);
  expect(takeLock(path)).toEqual({ heldBy: process.pid });
  if ("release" in lock) lock.release();
  expect(takeLock(path)).toHaveProperty("release");
  expect(readdirSync(folder)).toEqual(["launch.lock"]);
});

test("a lock whose owner is gone is taken over, with the children that still live", async () => {
  const child = spawn("sleep", ["60"]);
  const alive = markOf(child.pid ?? 0);
  const gone = { pid: child.pid, started: "another start" };
  writeFileSync(path, JSON.stringify({ pid: process.pid, started: "an earlier boot", children: [alive, gone] }));
  const lock = takeLock(path);
  child.kill("SIGKILL");
  expect(lock).toMatchObject({ orphans: [alive] });
});

test("a damaged lock file is taken over", () => {
  writeFileSync(path, "{");
  expect(takeLock(path)).toMatchObject({ orphans: [] });
});

test("the children of the owner are written for whoever comes after", () => {
  const lock = takeLock(path);
  const child = { pid: 123, started: "then" };
  if ("setChildren" in lock) lock.setChildren([child]);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, children: [child] });
});
