import { expect, test } from "vitest";
import { countChanges, type DiffHunk, splitLines, unifiedLines } from "./diff-rows";

const hunk: DiffHunk = {
  oldStart: 10,
  oldLines: 3,
  newStart: 20,
  newLines: 4,
  lines: [
    [" ", "same"],
    ["-", "old 1"],
    ["+", "new 1"],
    ["+", "new 2"],
    [" ", "end"],
  ],
};

test("each line carries its number on the sides where it exists", () => {
  expect(unifiedLines(hunk).map(({ oldLine, newLine }) => [oldLine, newLine])).toEqual([
    [10, 20],
    [11, null],
    [null, 21],
    [null, 22],
    [12, 23],
  ]);
});

test("side by side the first removed line stands beside the first added one", () => {
  expect(splitLines(hunk).map(({ left, right }) => [left?.text, right?.text])).toEqual([
    ["same", "same"],
    ["old 1", "new 1"],
    [undefined, "new 2"],
    ["end", "end"],
  ]);
});

test("changes are counted by kind", () => {
  expect(countChanges([hunk, hunk])).toEqual({ additions: 4, deletions: 2 });
});
