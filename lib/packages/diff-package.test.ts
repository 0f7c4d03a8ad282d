import { expect, test } from "vitest";
import { compareFiles, textHunks } from "./diff-package";
import { languageOf } from "./language";

const file = (path: string, sha256: string) => ({ path, sha256, size: 1, binary: false });

test("files are compared by content", () => {
  const base = [file("a", "1"), file("b", "1"), file("d", "1")];
  const head = [file("b", "1"), file("c", "1"), file("d", "2")];
  expect(compareFiles(base, head).map(({ path, change }) => `${path} ${change}`)).toEqual([
    "a removed",
    "b same",
    "c added",
    "d changed",
  ]);
});

test("hunks name their lines on both sides", () => {
  expect(textHunks("a\nb\nc\n", "a\nB\nc\nd")).toEqual({
    hunks: [
      {
        oldStart: 1,
        oldLines: 3,
        newStart: 1,
        newLines: 4,
        lines: [
          [" ", "a"],
          ["-", "b"],
          ["+", "B"],
          [" ", "c"],
          ["+", "d"],
        ],
      },
    ],
    additions: 2,
    deletions: 1,
  });
  expect(textHunks("", "x\n")?.additions).toBe(1);
  expect(textHunks("x", "x")?.hunks).toEqual([]);
});

test("texts that are too different to compare are given up in time", () => {
  const numbers = (seed: number) => Array.from({ length: 60_000 }, (_, at) => `${(at * seed) % 7919}`).join("\n");
  const started = performance.now();
  textHunks(numbers(13), numbers(17));
  expect(performance.now() - started).toBeLessThan(8000);
});

test("languages", () => {
  const paths = ["a/b.py", "README.MD", "Dockerfile", "x.unknown", "ncp.toml", ".env", "constructor"];
  expect(paths.map(languageOf)).toEqual(["python", "markdown", "docker", "plaintext", "toml", "dotenv", "plaintext"]);
});
