import { chmodSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "./given-agent";
import { runtimeFolder } from "./runtime-folder";

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
const asRoot = process.getuid?.() === 0;
const plain = { mode: "process", hidden: [], sized: false } as const;

function closedData(name: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "data"), { recursive: true });
  chmodSync(folder, 0o700);
  return join(folder, "data");
}

test("packages are installed in the data folder where agents can get there, and always under bubblewrap", () => {
  expect(runtimeFolder(root, plain)).toBe(join(root, "runtimes"));
  const closed = closedData("closed");
  expect(runtimeFolder(closed, { ...plain, mode: "bubblewrap" })).toBe(join(closed, "runtimes"));
});

test.runIf(asRoot)(
  "a closed data folder has its packages in an open folder of its own, unless somebody else made it",
  () => {
    const closed = closedData("private");
    const folder = runtimeFolder(closed, plain);
    expect(folder).not.toContain(closed);
    expect(runtimeFolder(closed, plain)).toBe(folder);
    expect(runtimeFolder(closedData("other"), plain)).not.toBe(folder);
    expect(statSync(dirname(folder)).mode & 0o777).toBe(0o711);

    chmodSync(dirname(folder), 0o777);
    expect(() => runtimeFolder(closed, plain)).toThrow("Remove it");
    for (const made of [folder, runtimeFolder(closedData("other"), plain)]) rmSync(dirname(made), { recursive: true });
  },
);
