import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { parseAnsi, stripAnsi } from "./ansi";

const text = (line: string) =>
  parseAnsi(line)
    .map((segment) => segment.text)
    .join("");

test("colours become class names and end with the reset", () => {
  expect(parseAnsi("a \u001b[31;1mred\u001b[0m b")).toEqual([
    { text: "a ", className: "" },
    { text: "red", className: "ansi-red font-semibold" },
    { text: " b", className: "" },
  ]);
});

test("parameters of palette and RGB colours are not read as codes", () => {
  expect(parseAnsi("\u001b[38;5;31mx\u001b[38;2;31;32;33my")).toEqual([
    { text: "x", className: "" },
    { text: "y", className: "" },
  ]);
});

test.each([
  ["link (OSC 8)", "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007", "click"],
  ["clipboard (OSC 52)", "a\u001b]52;c;ZXZpbA==\u001b\\b", "ab"],
  ["cursor", "a\u001b[2J\u001b[10;10Hb", "ab"],
  ["title", "\u001b]0;owned\u0007ok", "ok"],
  ["carriage return and backspace", "a\rb\bc", "abc"],
  ["8-bit CSI", "a\u009b31mb", "ab"],
])("%s escapes leave nothing but their text", (_name, line, expected) => {
  expect(text(line)).toBe(expected);
  expect(stripAnsi(line)).toBe(expected);
});

test("no control character but the tab survives any line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (line) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
      expect(text(line)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
  );
});

test("a hostile megabyte is parsed within a second", () => {
  for (const text of ["\u001b]".repeat(300_000), `\u001b[${"0".repeat(1_000_000)}`])
    expect(cpuCost(() => stripAnsi(text))).toBeLessThan(500);
});
