import { expect, test } from "vitest";
import { blockTexts, describeBlock, shareOf, tokens } from "./context-words";

const block = (start: number, end: number) => ({
  kind: "tier2" as const,
  source: "desk",
  start,
  end,
  token_estimate: 1,
});

test("blocks are cut by code points, in plain texts and in others", () => {
  expect(blockTexts("Hello\n\nthere", [block(0, 5), block(7, 12)])).toEqual(["Hello", "there"]);
  expect(blockTexts("🙂 é\n\n🙂🙂", [block(0, 3), block(5, 7)])).toEqual(["🙂 é", "🙂🙂"]);
});

test("numbers are said with what they are", () => {
  expect([tokens(1), tokens(1204)]).toEqual(["1 token", "1,204 tokens"]);
  expect([shareOf(0, 200_000), shareOf(20, 200_000), shareOf(3_000, 200_000), shareOf(50_000, 200_000)]).toEqual([
    "0.0 %",
    "less than 0.1 %",
    "1.5 %",
    "25 %",
  ]);
});

test("a block of a plugin names it, the overview of all names none", () => {
  expect(describeBlock(block(0, 1))).toMatchObject({ title: "Plugin", source: "desk" });
  expect(describeBlock({ ...block(0, 1), kind: "tier1" })).toMatchObject({ source: null });
});
