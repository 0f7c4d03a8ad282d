import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../given-agent";
import { createContextUse } from "./context-use";
import { openWorkspace } from "./workspace";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("counts the prompt and CLAUDE.md as it is now, never beyond the window or out of the workspace", async () => {
  const root = join(folder, "home");
  const file = join(root, "CLAUDE.md");
  mkdirSync(root);
  writeFileSync(join(folder, "secret"), "x".repeat(4_000));
  const use = createContextUse(await openWorkspace(root), { tokens: 2, windowTokens: 1_000 });
  expect(await use()).toEqual({ used: 2, max: 1_000 });
  writeFileSync(file, "é".repeat(400));
  expect(await use()).toEqual({ used: 102, max: 1_000 });
  writeFileSync(file, "x".repeat(100_000));
  expect(await use()).toEqual({ used: 1_000, max: 1_000 });
  rmSync(file);
  symlinkSync(join(folder, "secret"), file);
  expect(await use()).toEqual({ used: 2, max: 1_000 });
});
