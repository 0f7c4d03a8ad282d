import { expect, test } from "vitest";
import { textHunks } from "./text-hunks";

test("a line that moves is taken away and put back, everything else stays", () => {
  expect(textHunks("a\nb\nc", "a\nc\nb")).toEqual([
    {
      oldStart: 1,
      oldLines: 3,
      newStart: 1,
      newLines: 3,
      lines: [
        [" ", "a"],
        ["-", "b"],
        [" ", "c"],
        ["+", "b"],
      ],
    },
  ]);
  expect(textHunks("same", "same")).toEqual([]);
});
