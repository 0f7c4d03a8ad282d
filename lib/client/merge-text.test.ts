import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeTexts } from "./merge-text";

const text = (...lines: string[]) => lines.join("\n");

describe("two changes of one text", () => {
  test("in different places both stay", () => {
    const base = text("a", "b", "c", "d", "e");
    expect(mergeTexts(base, text("A", "b", "c", "d", "e"), text("a", "b", "c", "d", "E", "f"))).toEqual({
      text: text("A", "b", "c", "d", "E", "f"),
      conflicts: 0,
    });
    expect(mergeTexts(base, text("a", "c", "d", "e"), text("a", "b", "c", "x", "d", "e")).text).toBe(
      text("a", "c", "x", "d", "e"),
    );
  });

  test("of the same lines stand there both, between markers", () => {
    expect(mergeTexts(text("a", "b", "c"), text("a", "T", "c"), text("a", "Y", "c"))).toEqual({
      text: text("a", "<<<<<<< theirs", "T", "=======", "Y", ">>>>>>> yours", "c"),
      conflicts: 1,
    });
    // What both added at the same place, too.
    expect(mergeTexts("a", text("a", "T"), text("a", "Y")).conflicts).toBe(1);
  });

  test("that are the same are one", () => {
    expect(mergeTexts(text("a", "b"), text("a", "x"), text("a", "x"))).toEqual({ text: text("a", "x"), conflicts: 0 });
  });

  test("lose nothing: a side that changed nothing leaves the other's text, whatever it is", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", "")).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(texts, texts, (base, other) => {
        expect(mergeTexts(base, other, base)).toEqual({ text: other, conflicts: 0 });
        expect(mergeTexts(base, base, other)).toEqual({ text: other, conflicts: 0 });
        expect(mergeTexts(base, other, other)).toEqual({ text: other, conflicts: 0 });
      }),
    );
  });

  test("keep every line of both where they conflict", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c")).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(texts, texts, texts, (base, theirs, yours) => {
        const merged = mergeTexts(base, theirs, yours).text.split("\n");
        const added = (side: string) => side.split("\n").filter((line) => !base.split("\n").includes(line));
        for (const line of [...added(theirs), ...added(yours)]) expect(merged).toContain(line);
      }),
    );
  });
});
