import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readIfThere, writeSafely } from "./safe-file";

/** Files that decide nothing about what is built. */
const IRRELEVANT = /\.(test|spec)\.tsx?$|\.md$|^lib\/bench\//;

/** One hash over the paths and contents of files and folders (given by path, absent ones count as absent). */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  } else if (!IRRELEVANT.test(path)) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(path));
  }
}

/**
 * Runs `work` unless it was completed before with the same sources and what it made is still there; true when it ran.
 * Content decides, not times: a fresh checkout of the same content is up to date. Broken off, it runs again.
 */
export async function whenStale(
  stampFile: string,
  sources: readonly string[],
  made: readonly string[],
  work: () => Promise<void>,
): Promise<boolean> {
  const hash = hashOf(sources);
  if (readIfThere(stampFile) === hash && made.every((path) => existsSync(path))) return false;
  rmSync(stampFile, { force: true });
  mkdirSync(dirname(stampFile), { recursive: true });
  await work();
  writeSafely(stampFile, hash, 0o644);
  return true;
}
