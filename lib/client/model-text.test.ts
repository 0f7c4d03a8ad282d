import { expect, test } from "vitest";
import { formatOf, modelText, readModelText } from "./model-text";

const model = { name: "Receipts", tables: [{ name: "receipt", note: "a: b", on: true, none: null, n: 1.5 }] };

test("a model is the same in both ways of writing, and each is told from the other", () => {
  for (const format of ["json", "yaml"] as const) {
    const text = modelText(model, format);
    expect(formatOf(text)).toBe(format);
    expect(readModelText(text)).toEqual({ ok: true, value: model });
  }
});

test("what cannot be read names its place", () => {
  expect(readModelText('{"name": }')).toMatchObject({ ok: false, message: expect.stringMatching(/^Not valid JSON/) });
  expect(readModelText("name: x\ntables: [\n")).toEqual({
    ok: false,
    message: expect.stringMatching(/^Not valid YAML at line \d+, column \d+$/),
  });
  expect(readModelText("")).toMatchObject({ ok: false });
});

test("a YAML text that would grow without end is refused", () => {
  const lines = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
  expect(readModelText(`l0: &l0 [x]\n${lines.join("\n")}`)).toMatchObject({ ok: false });
});
