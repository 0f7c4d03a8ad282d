import { shownText, TEXT_LIMIT } from "@/lib/domain/package-files/read-contents";
import { compare, type FileChange, type StoredFile } from "@/lib/domain/package-files/rules";
import { type Hunk, type TextDiff, textHunks } from "@/lib/packages/diff-package";
import type { PackageContent } from "@/lib/packages/package-file";

/** Together the texts of one comparison may have this many bytes on each side, and take this long, ms. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_TIME = 5_000;

export type Changed = { path: string; change: FileChange; binary: boolean; bytes: number };
export type ChangedFile = {
  path: string;
  status: FileChange;
  binary: boolean;
  additions: number;
  deletions: number;
  tooLarge: boolean;
};
export type Contents = ReadonlyMap<string, PackageContent>;
export type Comparison = { files: ChangedFile[]; hunksOf: (path: string) => Hunk[] };

/** Every file of either side with what became of it, by path. */
export function changesOf(head: readonly StoredFile[], base: readonly StoredFile[]): Changed[] {
  const before = new Map(base.map((file) => [file.path, file]));
  return compare(head, base)
    .map(({ file, change }) => {
      const old = before.get(file.path);
      const binary = file.binary || (old?.binary ?? false);
      return { path: file.path, change: change ?? "same", binary, bytes: Math.max(file.size, old?.size ?? 0) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The changed files whose text can be compared, within the bounds of one request. */
export function comparable(changes: readonly Changed[]): string[] {
  let left = MOST_BYTES;
  const kept = changes.filter(({ change, binary, bytes }) => {
    if (change === "same" || binary || bytes > TEXT_LIMIT || bytes > left) return false;
    left -= bytes;
    return true;
  });
  return kept.map((one) => one.path);
}

function textOf(contents: Contents, path: string): string {
  const content = contents.get(path);
  return content ? shownText(content, path) : "";
}

/** What changed in each of the paths; a path that the time did not reach is left out. */
function textDiffs(paths: readonly string[], before: Contents, after: Contents): Map<string, TextDiff> {
  const until = Date.now() + MOST_TIME;
  const diffs = new Map<string, TextDiff>();
  for (const path of paths) {
    if (Date.now() > until) break;
    const diff = textHunks(textOf(before, path), textOf(after, path));
    if (diff) diffs.set(path, diff);
  }
  return diffs;
}

function toChangedFile({ path, change, binary }: Changed, diff: TextDiff | undefined): ChangedFile {
  const known = { path, status: change, binary, additions: diff?.additions ?? 0, deletions: diff?.deletions ?? 0 };
  return { ...known, tooLarge: change !== "same" && !binary && !diff };
}

/** The changes with their lines; secrets are masked on both sides. The contents are those of `comparable`. */
export function compareContents(changes: readonly Changed[], before: Contents, after: Contents): Comparison {
  const diffs = textDiffs(comparable(changes), before, after);
  const files = changes.map((change) => toChangedFile(change, diffs.get(change.path)));
  return { files, hunksOf: (path) => diffs.get(path)?.hunks ?? [] };
}
