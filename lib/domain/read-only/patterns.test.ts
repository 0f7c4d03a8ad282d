import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { matchesPattern, mayWrite } from "./rules";

test.each([
  ["*.py", "a.py", true],
  ["*.py", "deep/er/a.py", true],
  ["*.py", "a.pyc", false],
  ["Makefile", "sub/Makefile", true],
  [".env*", ".env.local", true],
  [".env*", "x/.env", true],
  [".claude/*", ".claude/a/b.md", true],
  [".claude/*", "sub/.claude/a", false],
  ["output/*", "output", false],
  ["output/*", "output/a", true],
  ["output/", "output/a/b", true],
  ["src/*.ts", "src/a.ts", true],
  ["src/*.ts", "src/a/b.ts", false],
  ["src/**/*.ts", "src/a/b/c.ts", true],
  ["src/**/*.ts", "src/c.ts", true],
  ["**/x.md", "x.md", true],
  ["a?c/b", "abc/b", true],
  ["a?c/b", "a/c/b", false],
  ["/top.txt", "top.txt", true],
  ["/top.txt", "a/top.txt", false],
  ["a.c", "abc", false],
])("%s on %s: %s", (pattern, path, expected) => expect(matchesPattern(pattern, path)).toBe(expected));

test("allowed beats blocked, what neither names is open, and switched off nothing is guarded", () => {
  const lists = { blocked: ["*.py", "docs/*"], allowed: ["output/*"] };
  const on = { enabled: true, ...lists };
  expect(mayWrite(on, "a.py")).toBe(false);
  expect(mayWrite(on, "output/a.py")).toBe(true);
  expect(mayWrite(on, "docs/a/b")).toBe(false);
  expect(mayWrite(on, "notes.md")).toBe(true);
  expect(mayWrite({ enabled: false, ...lists }, "a.py")).toBe(true);
});

const part = fc.stringMatching(/^[a-c.]{1,5}$/).filter((text) => !/^\.+$/.test(text));
const paths = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));

/** The same rule told as a regular expression. */
function asExpression(pattern: string): RegExp {
  const body = pattern.replace(/[.]/g, "\\.").replace(/\*\*|\*|\?/g, (sign) => {
    if (sign === "**") return ".*";
    return sign === "*" ? "[^/]*" : "[^/]";
  });
  return new RegExp(`^${body}$`);
}

test("matching says what a regular expression would", () => {
  const signs = fc.array(fc.constantFrom("a", "b", ".", "*", "?", "a/", "**b"), { minLength: 1, maxLength: 8 });
  const pattern = signs.map((parts) => `a/${parts.join("")}c`).filter((text) => !text.includes("***"));
  fc.assert(
    fc.property(pattern, paths, (text, path) => {
      expect(matchesPattern(text, path)).toBe(asExpression(text).test(path));
    }),
    { numRuns: 3_000 },
  );
});

test("no pattern is slow", () => {
  const match = () => expect(matchesPattern(`a/${"*a".repeat(99)}b`, `a/${"a".repeat(4_000)}`)).toBe(false);
  expect(cpuCost(match)).toBeLessThan(500);
});
