import { structuredPatch } from "diff";
import type { DiffHunk, DiffMark } from "./diff-rows";

/** Texts that differ too much are not compared line by line for longer than this, ms. */
const PATIENCE = 1_000;

const isMark = (mark: string): mark is DiffMark => mark === " " || mark === "+" || mark === "-";

/** What changes from one text to another, with three lines around it; null where that would take too long. */
export function textHunks(before: string, after: string): DiffHunk[] | null {
  const patch = structuredPatch("", "", `${before}\n`, `${after}\n`, "", "", { context: 3, timeout: PATIENCE });
  if (!patch) return null;
  return patch.hunks.map(({ lines, ...hunk }) => ({
    ...hunk,
    lines: lines.flatMap((line): [DiffMark, string][] => {
      const mark = line.slice(0, 1);
      return isMark(mark) ? [[mark, line.slice(1)]] : [];
    }),
  }));
}
