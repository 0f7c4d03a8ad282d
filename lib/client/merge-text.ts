import { diffArrays } from "diff";

/** Lines `from` … `to` (not included) of the base become `lines`. */
type Edit = { from: number; to: number; lines: readonly string[] };
export type Merged = { text: string; conflicts: number };

const linesOf = (text: string) => text.split("\n");
const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((line, i) => line === b[i]);

function editsOf(base: readonly string[], text: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let open: { from: number; to: number; lines: string[] } | null = null;
  for (const { added, removed, value } of diffArrays([...base], [...text])) {
    if (!added && !removed) {
      if (open) edits.push(open);
      open = null;
      at += value.length;
      continue;
    }
    open ??= { from: at, to: at, lines: [] };
    if (removed) at += value.length;
    if (added) open.lines.push(...value);
    open.to = at;
  }
  return open ? [...edits, open] : edits;
}

/** What a stretch of the base becomes by those edits that lie in it. */
function applied(
  base: readonly string[],
  { from, to }: { from: number; to: number },
  edits: readonly Edit[],
): string[] {
  const lines: string[] = [];
  let at = from;
  for (const edit of edits) {
    lines.push(...base.slice(at, edit.from), ...edit.lines);
    at = edit.to;
  }
  return [...lines, ...base.slice(at, to)];
}

/** Edits of both sides that touch each other, taken together: one stretch of the base. */
function stretches(theirs: readonly Edit[], yours: readonly Edit[]) {
  const all = [...theirs, ...yours].toSorted((a, b) => a.from - b.from || a.to - b.to);
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of all) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

const within = ({ from, to }: { from: number; to: number }, edits: readonly Edit[]) =>
  edits.filter((edit) => edit.from >= from && edit.to <= to);

/**
 * Two changes of one text brought together, line by line. Where both changed the same lines differently, both stand
 * there between markers, and each such place counts as a conflict.
 */
export function mergeTexts(base: string, theirs: string, yours: string): Merged {
  const lines = linesOf(base);
  const [theirEdits, yourEdits] = [editsOf(lines, linesOf(theirs)), editsOf(lines, linesOf(yours))];
  const merged: string[] = [];
  let [at, conflicts] = [0, 0];
  for (const stretch of stretches(theirEdits, yourEdits)) {
    const [their, your] = [within(stretch, theirEdits), within(stretch, yourEdits)];
    merged.push(...lines.slice(at, stretch.from));
    const [one, other] = [applied(lines, stretch, their), applied(lines, stretch, your)];
    if (your.length === 0 || same(one, other)) merged.push(...one);
    else if (their.length === 0) merged.push(...other);
    else {
      conflicts += 1;
      merged.push("<<<<<<< theirs", ...one, "=======", ...other, ">>>>>>> yours");
    }
    at = stretch.to;
  }
  return { text: [...merged, ...lines.slice(at)].join("\n"), conflicts };
}
