import { expect, test } from "vitest";
import { briefArguments, briefly, resultText } from "./tool-result";

test("a text is shown as it is, data as indented JSON, nothing as null", () => {
  expect(resultText({ result: "two\nlines", truncated: false })).toBe("two\nlines");
  expect(resultText({ result: { sum: 5 }, truncated: false })).toBe('{\n  "sum": 5\n}');
  expect(resultText({ result: null, truncated: false })).toBe("null");
  expect(resultText({ result: "", truncated: false })).toBe('""');
  expect(resultText({ result: '{"cut": [1, 2', truncated: true })).toBe('{"cut": [1, 2');
});

test("history entries fit on a line", () => {
  expect(briefArguments({ a: 2, name: "x" })).toBe('a=2, name="x"');
  expect(briefly("a\n  b")).toBe("a b");
  expect(briefly("x".repeat(500))).toHaveLength(121);
});
