export type DiffMark = " " | "+" | "-";
export type DiffHunk = {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: readonly (readonly [DiffMark, string])[];
};

export type DiffLine = { mark: DiffMark; text: string; oldLine: number | null; newLine: number | null };
export type DiffPair = { left: DiffLine | null; right: DiffLine | null };

/** The lines of a hunk with their numbers on both sides. */
export function unifiedLines(hunk: DiffHunk): DiffLine[] {
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  return hunk.lines.map(([mark, text]) => ({
    mark,
    text,
    oldLine: mark === "+" ? null : oldLine++,
    newLine: mark === "-" ? null : newLine++,
  }));
}

/** The same lines side by side: of each block of changes the n-th removed line stands beside the n-th added one. */
export function splitLines(hunk: DiffHunk): DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      pairs.push({ left: removed[index] ?? null, right: added[index] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const line of unifiedLines(hunk)) {
    if (line.mark === "-") removed.push(line);
    else if (line.mark === "+") added.push(line);
    else {
      flush();
      pairs.push({ left: line, right: line });
    }
  }
  flush();
  return pairs;
}

/** How many lines the hunks add and remove. */
export function countChanges(hunks: readonly DiffHunk[]): { additions: number; deletions: number } {
  const marks = hunks.flatMap((hunk) => hunk.lines.map(([mark]) => mark));
  return {
    additions: marks.filter((mark) => mark === "+").length,
    deletions: marks.filter((mark) => mark === "-").length,
  };
}
