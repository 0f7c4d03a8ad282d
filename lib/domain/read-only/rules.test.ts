import { describe, expect, test } from "vitest";
import { decidingPattern, matchesPattern, mayWrite } from "./rules";

const lists = { blocked: ["*.py", "*.json", ".claude/*", "secret/**/deep.md"], allowed: ["output/*", "*.txt"] };

describe("patterns", () => {
  test.each([
    ["*.py", "src/deep/main.py", true],
    ["*.py", "main.pyc", false],
    [".claude/*", ".claude/a/b.md", true],
    ["output/*", "my/output/a.md", false],
    ["data/?.csv", "data/a.csv", true],
    ["data/?.csv", "data/ab.csv", false],
    ["secret/**/deep.md", "secret/deep.md", true],
    ["secret/**/deep.md", "secret/a/b/deep.md", true],
    ["Makefile", "tools/Makefile", true],
  ])("%s and %s: %s", (pattern, path, matches) => expect(matchesPattern(pattern, path)).toBe(matches));
});

describe("what decides", () => {
  test("the first pattern that names the path, an allowed one before a blocked one", () => {
    expect(decidingPattern(lists, "output/data.json")).toEqual({ list: "allowed", pattern: "output/*" });
    expect(decidingPattern(lists, "src/data.json")).toEqual({ list: "blocked", pattern: "*.json" });
    expect(decidingPattern(lists, "notes.md")).toBeNull();
  });

  test("only a blocked path is refused, and none while the mode is off", () => {
    expect(mayWrite({ enabled: true, ...lists }, "src/data.json")).toBe(false);
    expect(mayWrite({ enabled: true, ...lists }, "output/data.json")).toBe(true);
    expect(mayWrite({ enabled: true, ...lists }, "notes.md")).toBe(true);
    expect(mayWrite({ enabled: false, ...lists }, "src/data.json")).toBe(true);
  });
});
