import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureCredentialKey, ensureDataFolder, ensureSecret, spaceProblem } from "./data-folder";
import { explain, LaunchProblem } from "./problem";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the secret is generated once, for its owner alone; a given one is not written", () => {
  expect(ensureSecret(folder, "x".repeat(40))).toBe("x".repeat(40));
  const secret = ensureSecret(folder, undefined);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(ensureSecret(folder, undefined)).toBe(secret);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
});

test("the key of exported credentials is made once too, and a damaged one is refused", () => {
  const key = ensureCredentialKey(folder, undefined);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(ensureCredentialKey(folder, undefined)).toBe(key);
  expect(ensureCredentialKey(folder, "a".repeat(64))).toBe("a".repeat(64));
  writeFileSync(join(folder, "credential-key"), "short");
  expect(() => ensureCredentialKey(folder, undefined)).toThrow(/damaged.*bundles/);
});

test("a damaged secret is refused, not replaced, and one that others can read is refused", () => {
  writeFileSync(join(folder, "secret"), "short", { mode: 0o600 });
  expect(() => ensureSecret(folder, undefined)).toThrow(/damaged.*delete it/);
  expect(readFileSync(join(folder, "secret"), "utf8")).toBe("short");
  writeFileSync(join(folder, "secret"), "x".repeat(40));
  chmodSync(join(folder, "secret"), 0o644);
  expect(() => ensureSecret(folder, undefined)).toThrow(/chmod 600/);
});

test("a file in the place of the data folder is refused", () => {
  writeFileSync(join(folder, "data"), "");
  expect(() => ensureDataFolder(join(folder, "data"))).toThrow(/is not a folder/);
  expect(() => ensureDataFolder(join(folder, "data", "deeper"))).toThrow(LaunchProblem);
});

test("a nearly full disk is refused with what is left", () => {
  expect(spaceProblem("/data", 1024 ** 3)).toBeUndefined();
  expect(spaceProblem("/data", 50 * 1024 ** 2)).toMatch(/50 MiB left.*MUSTER_DATA_DIR/);
});

test("errors of the system become sentences", () => {
  const error = (code: string) => Object.assign(new Error(`${code}: open '/data/x'`), { code });
  expect(explain(error("ENOSPC"), "/data")).toMatch(/disk is full.*MUSTER_DATA_DIR/);
  expect(explain(error("EROFS"), "/data")).toMatch(/may not write there.*write access/);
  expect(explain(new LaunchProblem("Do that."), "/data")).toBe("Do that.");
});
