import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { codeOf } from "./problem";
import { isSameProcess, markOf, type ProcessMark } from "./process-facts";
import { readIfThere, writeSafely } from "./safe-file";

const markSchema = z.object({ pid: z.number().int().positive(), started: z.string() });
const lockSchema = markSchema.extend({ children: z.array(markSchema).default([]) });

export type Lock = {
  /** Processes that the last owner, who died without releasing, may have left behind. */
  orphans: ProcessMark[];
  /** Records our children, so that the next owner can end them if we die. */
  setChildren: (children: readonly ProcessMark[]) => void;
  release: () => void;
};

/** Takes the lock file, also over from an owner that is gone; gives the owner's pid when that one is alive. */
export function takeLock(path: string): Lock | { heldBy: number } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o711 });
  const self = markOf(process.pid) ?? { pid: process.pid, started: "" };
  const orphans: ProcessMark[] = [];
  for (;;) {
    if (create(path, { ...self, children: [] })) return held(path, self, orphans);
    const text = readIfThere(path);
    if (text === undefined) continue;
    const owner = parse(text);
    if (owner && isSameProcess(owner)) return { heldBy: owner.pid };
    if (removeStale(path, text)) orphans.push(...(owner?.children ?? []));
  }
}

function held(path: string, self: ProcessMark, orphans: ProcessMark[]): Lock {
  return {
    orphans: orphans.filter(isSameProcess),
    setChildren: (children) => writeSafely(path, JSON.stringify({ ...self, children })),
    release: () => rmSync(path, { force: true }),
  };
}

/** A link to a complete file either appears whole or fails because there is one. */
function create(path: string, content: z.output<typeof lockSchema>): boolean {
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the stale file away; puts it back if meanwhile another process had replaced it by a fresh one. */
function removeStale(path: string, expected: string): boolean {
  const aside = `${path}.stale-${randomBytes(4).toString("hex")}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
  const stale = readIfThere(aside) === expected;
  if (!stale) linkSync(aside, path);
  rmSync(aside, { force: true });
  return stale;
}

function parse(text: string): z.output<typeof lockSchema> | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
