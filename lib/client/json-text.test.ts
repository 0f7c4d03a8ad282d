import { expect, test } from "vitest";
import { jsonText, readJsonText } from "./json-text";

test.each([
  ['{"a": 1,}', "line 1, column 9"],
  ['{\n  "a": tru\n}', "tru"],
  ['{\n  "a": [1', "line 2, column 10"],
  ["", "line 1, column 1"],
])("the fault in %j is found at %s", (text, place) => {
  expect(readJsonText(text)).toMatchObject({ ok: false, message: expect.stringContaining(place) });
});

test("what is valid comes back as it was", () => {
  expect(readJsonText(jsonText({ a: [1] }))).toEqual({ ok: true, value: { a: [1] } });
});
