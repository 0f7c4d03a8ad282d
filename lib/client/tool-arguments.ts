import { parseJson } from "./api-error";

export type ArgumentKind = "string" | "integer" | "number" | "boolean" | "enum" | "json";
export type ArgumentField = {
  name: string;
  kind: ArgumentKind;
  /** As people read it: "integer", "array", "string or null". */
  typeName: string;
  description: string | null;
  required: boolean;
  /** Allowed values of an enum. */
  options: readonly unknown[];
  minimum: number | null;
  maximum: number | null;
  /** What the input shows at first. */
  initial: string;
};
export type ArgumentErrors = Record<string, string>;
export type ParsedArguments = { ok: true; arguments: Record<string, unknown> } | { ok: false; errors: ArgumentErrors };

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function typeName(schema: Record<string, unknown>): string {
  if (typeof schema.type === "string") return schema.type;
  const parts = Array.isArray(schema.type) ? schema.type : (schema.anyOf ?? schema.oneOf);
  if (!Array.isArray(parts)) return "JSON";
  return parts.map((part) => (typeof part === "string" ? part : typeName(record(part) ?? {}))).join(" or ");
}

function kindOf(schema: Record<string, unknown>): ArgumentKind {
  if (Array.isArray(schema.enum)) return "enum";
  const { type } = schema;
  return type === "string" || type === "integer" || type === "number" || type === "boolean" ? type : "json";
}

function initialText(kind: ArgumentKind, value: unknown, required: boolean): string {
  if (value === undefined) return kind === "boolean" && required ? "false" : "";
  return kind === "string" && typeof value === "string" ? value : JSON.stringify(value);
}

function readField(name: string, value: unknown, required: boolean): ArgumentField {
  const schema = record(value) ?? {};
  const kind = kindOf(schema);
  return {
    name,
    kind,
    typeName: kind === "enum" ? "one of" : typeName(schema),
    description: typeof schema.description === "string" ? schema.description : null,
    required,
    options: Array.isArray(schema.enum) ? schema.enum : [],
    minimum: typeof schema.minimum === "number" ? schema.minimum : null,
    maximum: typeof schema.maximum === "number" ? schema.maximum : null,
    initial: initialText(kind, schema.default, required),
  };
}

/** The inputs that a tool's parameters (a JSON Schema object) ask for: the required ones in the order of `required`, then the others. */
export function readArgumentFields(schema: unknown): ArgumentField[] {
  const root = record(schema);
  const properties = record(root?.properties) ?? {};
  const required = Array.isArray(root?.required) ? root.required : [];
  // PostgreSQL sorts the keys of an object by length; only the list of required names still has the function's order.
  const rank = (name: string) => (required.includes(name) ? required.indexOf(name) : required.length);
  return Object.entries(properties)
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([name, value]) => readField(name, value, required.includes(name)));
}

function parseNumber(field: ArgumentField, text: string): number | string {
  const value = Number(text);
  if (!Number.isFinite(value))
    return `${field.name} must be a number, such as ${field.kind === "integer" ? "3" : "2.5"}`;
  if (field.kind === "integer" && !Number.isSafeInteger(value)) return `${field.name} must be a whole number`;
  if (field.minimum !== null && value < field.minimum) return `${field.name} must be at least ${field.minimum}`;
  if (field.maximum !== null && value > field.maximum) return `${field.name} must be at most ${field.maximum}`;
  return value;
}

type ParsedValue = { value: unknown } | { error: string };

function parseValue(field: ArgumentField, text: string): ParsedValue {
  if (field.kind === "string") return { value: text };
  if (field.kind === "boolean") return { value: text === "true" };
  if (field.kind === "integer" || field.kind === "number") {
    const value = parseNumber(field, text.trim());
    return typeof value === "number" ? { value } : { error: value };
  }
  const value = parseJson(text);
  return value === undefined ? { error: `${field.name} must be valid JSON, such as ["a", 1] or "text"` } : { value };
}

/** Turns the inputs' texts into the arguments object. Empty optional inputs are left out; an empty required text is the empty string. */
export function parseArguments(
  fields: readonly ArgumentField[],
  texts: Readonly<Record<string, string>>,
): ParsedArguments {
  const values: [string, unknown][] = [];
  const errors: [string, string][] = [];
  for (const field of fields) {
    const text = texts[field.name] ?? field.initial;
    if (text === "" && !field.required) continue;
    if (text.trim() === "" && field.kind !== "string") {
      errors.push([field.name, `${field.name} is required`]);
      continue;
    }
    const parsed = parseValue(field, text);
    if ("error" in parsed) errors.push([field.name, parsed.error]);
    else values.push([field.name, parsed.value]);
  }
  if (errors.length > 0) return { ok: false, errors: Object.fromEntries(errors) };
  return { ok: true, arguments: Object.fromEntries(values) };
}

/** How a form shows an arguments object: the text of each input that it has a value for. */
export function argumentTexts(
  fields: readonly ArgumentField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const texts = fields.flatMap(({ name, kind }): [string, string][] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return [];
    return [[name, kind === "string" && typeof value === "string" ? value : JSON.stringify(value)]];
  });
  return Object.fromEntries(texts);
}

/** The parameters in one line, optional ones with a question mark: "a, b, precision?". */
export function toolSignature(schema: unknown): string {
  return readArgumentFields(schema)
    .map(({ name, required }) => (required ? name : `${name}?`))
    .join(", ");
}
