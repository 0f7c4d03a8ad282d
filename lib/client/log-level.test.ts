import { expect, test } from "vitest";
import { isAtLeast, logLevel } from "./log-level";

test.each([
  ["2026-03-26 12:00:00 ERROR could not connect", "error"],
  ["[WARN] slow", "warning"],
  ["\u001b[31mERROR\u001b[0m: red", "error"],
  ['{"time":1,"level":"warn","msg":"x"}', "warning"],
  ["level=DEBUG msg=x", "debug"],
  ["INFO:root:ready", "info"],
  ["Traceback (most recent call last):", "error"],
  ["ValueError: no", "error"],
  ["3 errors were found", null],
  ["the word ERRORS is none", null],
  [`${"x".repeat(300)} ERROR`, null],
  ["", null],
])("%j says %s", (line, level) => {
  expect(logLevel(line)).toBe(level);
});

test("a line without a level is information", () => {
  expect([isAtLeast("hello", "info"), isAtLeast("hello", "warning"), isAtLeast("ERROR x", "warning")]).toEqual([
    true,
    false,
    true,
  ]);
});
