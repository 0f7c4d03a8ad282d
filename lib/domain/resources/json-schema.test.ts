import { expect, test } from "vitest";
import type { JsonObject } from "./hidden-values";
import { assertJsonSchema } from "./json-schema";

const nested = (levels: number): JsonObject => (levels === 0 ? {} : { not: nested(levels - 1) });

test.each<[string, JsonObject]>([
  ["nothing", {}],
  ["an object", { type: "object", properties: { a: { type: "string", pattern: "^x" } }, required: ["a"] }],
  [
    "references into itself",
    {
      $defs: { "a/b": {}, x: { $anchor: "here" } },
      anyOf: [{ $ref: "#/$defs/a~1b" }, { $ref: "#here" }, { $ref: "#" }],
    },
  ],
  ["the right draft", { $schema: "https://json-schema.org/draft/2020-12/schema" }],
  ["names that look like words", { properties: { $ref: { type: "string" }, pattern: { type: "number" } } }],
  ["data that looks like a reference", { const: { $ref: "https://x.example/" }, examples: [{ $ref: "y" }] }],
  ["32 levels", nested(31)],
])("%s is a schema", (_, schema) => {
  expect(() => assertJsonSchema(schema)).not.toThrow();
});

test.each<[string, JsonObject, string]>([
  ["a wrong type", { properties: { a: { type: "strng" } } }, "schema.properties.a.type"],
  ["a reference to elsewhere", { items: { $ref: "https://x.example/s.json" } }, "schema.items.$ref"],
  ["a reference to a file", { allOf: [{ $ref: "file:///etc/passwd" }] }, "schema.allOf.0.$ref"],
  [
    "a reference under a property named like a word",
    { properties: { const: { $ref: "other.json" } } },
    "schema.properties.const.$ref",
  ],
  ["a dynamic reference to elsewhere", { $dynamicRef: "other#x" }, "schema.$dynamicRef"],
  ["a reference to nothing", { $ref: "#/$defs/a" }, "schema.$ref: points to nothing"],
  ["a broken reference", { $ref: "#/%E0%A4%A" }, "schema.$ref: points to nothing"],
  ["a broken pattern", { pattern: "(" }, "schema.pattern"],
  ["another draft", { $schema: "http://json-schema.org/draft-07/schema#" }, "schema.$schema"],
  ["33 levels", nested(32), "nested deeper than 32"],
  ["too much", { description: "x".repeat(262_144) }, "at most 256 KiB"],
])("%s is refused with its place", (_, schema, message) => {
  expect(() => assertJsonSchema(schema)).toThrow(message);
});
