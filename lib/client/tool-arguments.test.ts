import { expect, test } from "vitest";
import { argumentTexts, parseArguments, readArgumentFields } from "./tool-arguments";

const schema = {
  type: "object",
  required: ["a", "mode", "tags"],
  properties: {
    a: { type: "integer", minimum: 1 },
    rate: { type: "number", default: 0.5 },
    mode: { enum: ["fast", 2] },
    tags: { type: "array", items: { type: "string" } },
    note: { anyOf: [{ type: "string" }, { type: "null" }] },
    loud: { type: "boolean" },
  },
};

test("every kind of parameter gets its input, required ones first, in the order that the schema requires them", () => {
  expect(readArgumentFields(schema).map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ["a", "integer", true],
    ["mode", "enum", true],
    ["tags", "json", true],
    ["rate", "number", false],
    ["note", "json", false],
    ["loud", "boolean", false],
  ]);
});

test("texts become typed values, defaults count, and empty optional ones are left out", () => {
  const texts = { a: "3", mode: "2", tags: '["x"]' };
  expect(parseArguments(readArgumentFields(schema), texts)).toEqual({
    ok: true,
    arguments: { a: 3, rate: 0.5, mode: 2, tags: ["x"] },
  });
});

test("each wrong input is named with what is expected of it", () => {
  const parsed = parseArguments(readArgumentFields(schema), { a: "0", rate: "x", mode: "", tags: "[" });
  expect(parsed).toEqual({
    ok: false,
    errors: {
      a: "a must be at least 1",
      rate: "rate must be a number, such as 2.5",
      mode: "mode is required",
      tags: expect.stringContaining("valid JSON"),
    },
  });
});

test("a required text may be empty, a required number may not", () => {
  const fields = readArgumentFields({
    required: ["s", "n"],
    properties: { s: { type: "string" }, n: { type: "number" } },
  });
  expect(parseArguments(fields, { s: "", n: "1" })).toEqual({ ok: true, arguments: { s: "", n: 1 } });
  expect(parseArguments(fields, { s: "", n: " " })).toMatchObject({ ok: false });
});

test("an argument named __proto__ stays an argument", () => {
  const fields = readArgumentFields(JSON.parse('{"properties":{"__proto__":{"type":"integer"}}}'));
  const parsed = parseArguments(fields, Object.fromEntries([["__proto__", "7"]]));
  expect(parsed.ok && Object.entries(parsed.arguments)).toEqual([["__proto__", 7]]);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("7");
});

test.each([null, 3, "x", [], { properties: 4 }, { properties: { a: null } }])("schema %j never throws", (odd) => {
  expect(Array.isArray(readArgumentFields(odd))).toBe(true);
});

test("an arguments object goes into the form and comes out the same", () => {
  const fields = readArgumentFields(schema);
  const values = { a: 3, rate: 2.5, mode: "fast", tags: ["x", 1] };
  expect(parseArguments(fields, argumentTexts(fields, values))).toEqual({ ok: true, arguments: values });
  expect(argumentTexts(readArgumentFields(JSON.parse('{"properties":{"__proto__":{"type":"integer"}}}')), {})).toEqual(
    {},
  );
});
