import { parse, stringify, YAMLParseError } from "yaml";
import { type JsonText, jsonText, readJsonText } from "./json-text";

export type ModelFormat = "json" | "yaml";

/** How a text that somebody pasted is written: JSON begins with a brace, which YAML may but nobody writes. */
export function formatOf(text: string): ModelFormat {
  return /^\s*(\{|$)/.test(text) ? "json" : "yaml";
}

function readYaml(text: string): JsonText {
  try {
    // Through JSON, so that what is shown is what would be sent: dates and the like become texts.
    return { ok: true, value: JSON.parse(JSON.stringify(parse(text, { schema: "core" }) ?? null)) };
  } catch (error) {
    const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const where = place ? ` at line ${place.line}, column ${place.col}` : "";
    return { ok: false, message: `Not valid YAML${where}` };
  }
}

/** Reads a model as JSON or YAML; a fault names its place. */
export function readModelText(text: string): JsonText {
  return formatOf(text) === "json" ? readJsonText(text) : readYaml(text);
}

/** A model as people edit it. */
export function modelText(value: unknown, format: ModelFormat): string {
  return format === "json" ? jsonText(value) : stringify(value, { lineWidth: 100 });
}
