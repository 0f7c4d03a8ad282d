import { Ajv2020 } from "ajv/dist/2020.js";
import { invalidField } from "@/lib/domain/faults";
import type { JsonObject, JsonValue } from "@/lib/domain/resources/hidden-values";
import { DEEPEST_SCHEMA, jsonSize, LARGEST_SCHEMA } from "@/lib/domain/resources/rules";

const DRAFT = "https://json-schema.org/draft/2020-12/schema";
/** Words whose values are data and not schemas, so that what looks like a reference in them is none. */
const dataWords = new Set(["const", "enum", "default", "examples"]);
/** Words that hold schemas by names of the author's own. */
const namingWords = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);

type Place = { path: string; key: string; value: JsonValue };

/** It is never asked to compile what people send: that makes program text of it. */
const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false, logger: false });

function depthOf(value: JsonValue, level = 1): number {
  if (typeof value !== "object" || value === null || level > DEEPEST_SCHEMA + 1) return level - 1;
  return Math.max(level, ...Object.values(value).map((inner) => depthOf(inner, level + 1)));
}

/** Every keyword of the schema and of the schemas in it; names that the author gave to properties are none. */
function* keywords(value: JsonValue, path: string, named = false): Generator<Place> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const place = `${path}.${key}`;
    if (!Array.isArray(value) && !named) yield { path: place, key, value: inner };
    if (named || !dataWords.has(key)) yield* keywords(inner, place, !named && namingWords.has(key));
  }
}

function pointed(schema: JsonObject, pointer: string): boolean {
  let value: JsonValue | undefined = schema;
  for (const part of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = Array.isArray(value) ? value[Number(key)] : value[key];
  }
  return true;
}

function assertReference(schema: JsonObject, anchors: ReadonlySet<JsonValue>, { path, value }: Place): void {
  if (typeof value !== "string") return;
  if (!value.startsWith("#")) throw invalidField(path, "may only point into this schema, as in #/$defs/address");
  let found = value === "#" || anchors.has(value.slice(1));
  try {
    found ||= value.startsWith("#/") && pointed(schema, value.slice(1));
  } catch {
    found = false;
  }
  if (!found) throw invalidField(path, "points to nothing in this schema");
}

function assertPattern({ path, value }: Place): void {
  if (typeof value !== "string") return;
  try {
    new RegExp(value, "u");
  } catch {
    throw invalidField(path, "is not a regular expression");
  }
}

function assertKeywords(schema: JsonObject): void {
  const places = [...keywords(schema, "schema")];
  const anchors = new Set(places.filter(({ key }) => /^\$(dynamicA|a)nchor$/.test(key)).map(({ value }) => value));
  for (const place of places) {
    if (place.key === "$ref" || place.key === "$dynamicRef") assertReference(schema, anchors, place);
    if (place.key === "pattern") assertPattern(place);
    if (place.key === "$schema" && place.value !== DRAFT) throw invalidField(place.path, `must be ${DRAFT} or absent`);
  }
}

/** Makes sure that it is a JSON Schema of 2020-12 that needs nothing from outside. Throws `invalid` with the place. */
export function assertJsonSchema(schema: JsonObject): void {
  if (jsonSize(schema) > LARGEST_SCHEMA) throw invalidField("schema", "may have at most 256 KiB");
  if (depthOf(schema) > DEEPEST_SCHEMA) throw invalidField("schema", `is nested deeper than ${DEEPEST_SCHEMA}`);
  assertKeywords(schema);
  if (ajv.validateSchema(schema) === true) return;
  const [error] = ajv.errors ?? [];
  const place = (error?.instancePath ?? "").replaceAll("/", ".");
  throw invalidField(`schema${place}`, error?.message ?? "is not a JSON Schema");
}
