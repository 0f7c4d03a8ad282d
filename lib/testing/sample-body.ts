import { z } from "zod";

type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  minLength?: number;
  minimum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
};

const formats: Record<string, string> = { email: "sample@example.com", uuid: "5b0e8c9e-0000-4000-8000-000000000000" };

function textOf({ format = "", minLength = 1 }: Schema): string {
  return formats[format] ?? "sample text for a test".repeat(2).slice(0, Math.max(minLength, 12));
}

type Known = Readonly<Record<string, unknown>>;

function sample(schema: Schema, known: Known): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.allOf ?? [];
  if (first) return sample(first, known);
  if (schema.type === "object" || schema.properties) {
    const value = (name: string) => known[name] ?? sample(schema.properties?.[name] ?? {}, known);
    return Object.fromEntries((schema.required ?? []).map((name) => [name, value(name)]));
  }
  if (schema.type === "array") return [];
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  return textOf(schema);
}

/** The smallest JSON body that a schema asks for: its required fields with plain values, or those that are known by name. */
export function sampleBody(schema: z.ZodType, known: Known = {}): string {
  return JSON.stringify(sample(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema, known));
}
