import { isUtf8 } from "node:buffer";
import { validRange } from "semver";
import { z } from "zod";
import { printable } from "../refusal";
import { parseVersion } from "../version";
import { pluginLimits } from "./plugin-limits";
import { PluginRefused } from "./plugin-refused";

export const pluginSlug = /^[a-z0-9][a-z0-9-]{1,99}$/;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "must not contain control characters");
const prose = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !/[\0\p{Cs}]/u.test(text), "must be Unicode text");
const partName = line(200)
  .min(1)
  .refine((name) => !/[/\\]/.test(name) && name !== "." && name !== "..", "must be a name without / and \\");
const partNames = z
  .array(partName)
  .max(pluginLimits.parts)
  .refine((names) => new Set(names).size === names.length, "names the same twice");

/** `slug` or `slug@range`. */
export function parseDependency(text: string): { slug: string; range: string } | null {
  const at = text.indexOf("@");
  const slug = at === -1 ? text : text.slice(0, at);
  const range = at === -1 ? "*" : text.slice(at + 1).trim();
  return pluginSlug.test(slug) && range !== "" && range.length <= 100 && validRange(range) !== null
    ? { slug, range }
    : null;
}

const manifestSchema = z.strictObject({
  slug: z.string().regex(pluginSlug, "must be 2 to 100 of a-z, 0-9 and -, and not begin with -"),
  name: line(255).min(1),
  version: z.string().refine((text) => parseVersion(text) !== null, "must be three integers, such as 1.2.0"),
  description: prose(500).default(""),
  long_description: prose(20_000).default(""),
  author: line(255).optional(),
  license: line(100).optional(),
  category: z.string().regex(pluginSlug, "must be the slug of a category").optional(),
  tags: z
    .array(z.string().regex(/^[a-z0-9-]{1,50}$/, "must be 1 to 50 of a-z, 0-9 and -"))
    .max(20)
    .default([]),
  recommended_models: z.array(line(200).min(1)).max(20).default([]),
  token_estimate: z.number().int().min(0).max(10_000_000).optional(),
  contents: z
    .strictObject({
      skills: partNames.optional(),
      commands: partNames.optional(),
      agents: partNames.optional(),
      hooks: partNames.optional(),
    })
    .optional(),
  tools: z
    .array(z.strictObject({ name: line(200).min(1), description: prose(2_000).default("") }))
    .max(100)
    .default([]),
  dependencies: z
    .array(z.string().refine((text) => parseDependency(text) !== null, "must be slug or slug@range"))
    .max(50)
    .default([]),
});
export type PluginManifest = z.output<typeof manifestSchema>;

/** Reads a `manifest.json`. Throws PluginRefused naming the first wrong field. */
export function readPluginManifest(bytes: Buffer): PluginManifest {
  if (bytes.length > pluginLimits.manifestBytes) throw new PluginRefused("'manifest.json' is larger than 256 KiB");
  if (!isUtf8(bytes)) throw new PluginRefused("'manifest.json' is not UTF-8 text");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    throw new PluginRefused("'manifest.json' is no valid JSON");
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "the whole";
  throw new PluginRefused(
    `'manifest.json': ${printable(field, 100)}: ${printable(issue?.message ?? "not valid", 200)}`,
  );
}
