import { structuredPatch } from "diff";
import type { PackageFile } from "./package-sink";

export const fileChanges = ["added", "changed", "same", "removed"] as const;
export type FileChange = (typeof fileChanges)[number];

/** A path with what became of it; `before` and `after` are null where it did not exist. */
export type ComparedFile = { path: string; change: FileChange; before: PackageFile | null; after: PackageFile | null };

/** Compares two file lists by content, in order of their paths. An empty `base` makes everything added. */
export function compareFiles(base: readonly PackageFile[], head: readonly PackageFile[]): ComparedFile[] {
  const before = new Map(base.map((file) => [file.path, file]));
  const after = new Map(head.map((file) => [file.path, file]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.map((path) => {
    const [old, now] = [before.get(path) ?? null, after.get(path) ?? null];
    return { path, change: changeOf(old, now), before: old, after: now };
  });
}

function changeOf(before: PackageFile | null, after: PackageFile | null): FileChange {
  if (before === null) return "added";
  if (after === null) return "removed";
  return before.sha256 === after.sha256 ? "same" : "changed";
}

export type DiffLine = [mark: " " | "+" | "-", text: string];
export type Hunk = { oldStart: number; oldLines: number; newStart: number; newLines: number; lines: DiffLine[] };
export type TextDiff = { hunks: Hunk[]; additions: number; deletions: number };

const CONTEXT = 3;
const LONGEST_MS = 2000;

/** The changed lines with three lines around them; null when the texts differ too much to be compared within 2 s. */
export function textHunks(before: string, after: string): TextDiff | null {
  const patch = structuredPatch("", "", before, after, "", "", { context: CONTEXT, timeout: LONGEST_MS });
  if (!patch) return null;
  const hunks = patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    oldStart,
    oldLines,
    newStart,
    newLines,
    lines: lines.flatMap(toDiffLine),
  }));
  const count = (mark: string) => hunks.reduce((sum, { lines }) => sum + lines.filter(([is]) => is === mark).length, 0);
  return { hunks, additions: count("+"), deletions: count("-") };
}

/** The note about a missing line break at the end is no line. */
function toDiffLine(line: string): DiffLine[] {
  const mark = line.charAt(0);
  return mark === " " || mark === "+" || mark === "-" ? [[mark, line.slice(1)]] : [];
}
