import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installProblem, isInstalled, missingPackages, nodeProblem, noteInstalled, ROOT } from "./install.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "muster-install-"));
  mkdirSync(join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true }));

const lock = (name: string, packages: object) => writeFileSync(join(root, name), JSON.stringify({ packages }));
const wanted = (packages: object) => lock("package-lock.json", { "": {}, ...packages });
const present = (packages: object) => lock("node_modules/.package-lock.json", packages);

test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("Node.js %s is good enough", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(["18.20.0", "20.18.3"])("Node.js %s is refused with both versions named", (version) => {
  expect(nodeProblem(version)).toMatch(new RegExp(`20.19 or newer.*${version}`));
});

test("packages are installed when each has the version of the lock file", () => {
  wanted({ "node_modules/a": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(false);
  present({ "node_modules/a": { version: "0.9.0" } });
  expect(isInstalled(root)).toBe(false);
  present({ "node_modules/a": { version: "1.0.0" }, "node_modules/more": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(true);
});

test("a lock file that was installed here is not installed again, whatever npm made of it", () => {
  wanted({ "node_modules/nobody-asks-for": { version: "1.0.0" } });
  present({});
  expect(isInstalled(root)).toBe(false);
  noteInstalled(root);
  expect(isInstalled(root)).toBe(true);
  wanted({ "node_modules/newer": { version: "1.0.0" } });
  expect(isInstalled(root)).toBe(false);
});

test("this lock file names no package that npm would leave out", () => {
  expect(missingPackages(ROOT)).toEqual([]);
});

test("an optional package counts when it is for this platform", () => {
  const here = { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] };
  present({});
  wanted({
    "node_modules/elsewhere": { ...here, os: ["aix"] },
    "node_modules/any": { version: "1.0.0", optional: true },
  });
  expect(isInstalled(root)).toBe(true);
  wanted({ "node_modules/here": here });
  expect(isInstalled(root)).toBe(false);
});

test.each([
  ["npm error code EAI_AGAIN", "cannot be reached"],
  ["npm error code ENOSPC", "disk is full"],
  ["npm error code EACCES", "write access"],
  ["npm warn old\nnpm error code EUSAGE\nnpm error not in sync", "not in sync"],
])("%s becomes a sentence", (said, words) => {
  expect(installProblem(said)).toContain(words);
  expect(installProblem(said)).not.toContain("npm warn");
});
