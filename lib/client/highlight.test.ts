import { expect, test } from "vitest";
import { type HighlightedLine, highlightLines, languageOf } from "./highlight";

async function colour(text: string, path: string): Promise<readonly HighlightedLine[]> {
  const language = languageOf(path);
  let result: readonly HighlightedLine[] = [];
  if (!language) return result;
  for await (const lines of highlightLines(text, language, new AbortController().signal)) result = lines;
  return result;
}

test("keywords, strings and comments get classes, and the text stays what it is", async () => {
  const source = 'def add(a):\n    # sum\n    return "x"';
  const lines = await colour(source, "tools/add.py");
  expect(lines.map((line) => line.map((token) => token.text).join("")).join("\n")).toBe(source);
  const classOf = (text: string) => lines.flat().find((token) => token.text.includes(text))?.className;
  expect([classOf("return"), classOf("# sum"), classOf("x")]).toEqual([
    "tok-keyword",
    "tok-comment",
    expect.stringMatching(/^tok-string/),
  ]);
});

test("a text that spans two chunks of lines keeps its state", async () => {
  const source = `"""\n${"words\n".repeat(450)}"""\nx = 1`;
  const lines = await colour(source, "a.py");
  expect(lines[440]?.[0]?.className).toMatch(/^tok-(string|comment)/);
});

test.each(["a.toml", "a.md", "a.json", "a.yml", "a.js", "a.ts", "a.sh"])("%s has colours", async (path) => {
  expect(languageOf(path)).not.toBeNull();
  expect((await colour("key = 1 # x", path)).length).toBe(1);
});

test("an unknown name has no language, and the server's word counts first", () => {
  expect(languageOf("constructor")).toBeNull();
  expect(languageOf("Makefile", "toString")).toBeNull();
  expect(languageOf("x.txt", "python")).toBe("python");
});
