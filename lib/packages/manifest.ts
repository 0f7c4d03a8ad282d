import type { TomlTable, TomlValue } from "smol-toml";
import { z } from "zod";
import type { PackageLimits } from "./limits";
import { isTable, type JsonValue, manifestText, parseManifestText, toJson } from "./manifest-text";
import { packageNameFault } from "./package-name";
import { platformKeyLine, withoutPlatformKey } from "./platform-key";
import { PackageRefused, printable, Refusals, type RefusalType, refusal } from "./refusal";
import { parseVersion } from "./version";

/** `entryPoint` is `package.module:variable`; `extra` holds what no rule speaks of, a platform key left out. */
export type PackageManifest = {
  name: string;
  version: string;
  description: string;
  author: string[];
  license: string | null;
  pythonVersion: string;
  entryPoint: string;
  extra: { [key: string]: JsonValue };
};

/** `platformKeyLine` is the line of a filled `platform.api_key`, null when there is none. */
export type ManifestReading = { manifest: PackageManifest; platformKeyLine: number | null };

const DEFAULT_ENTRY_POINT = "agents.main_agent:agent";
const DEFAULT_PYTHON = "3.11";
const OLDEST_PYTHON = 8;
const ENTRY_POINT = /^[A-Za-z_]\w{0,99}(?:\.[A-Za-z_]\w{0,99}){0,19}:[A-Za-z_]\w{0,99}$/;

const trimmedText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "is empty")
    .refine((text) => [...text].length <= max, `is longer than ${max} characters`)
    .refine((text) => !text.includes("\0"), "has a NUL character");

const name = z.string().check(({ value, issues }) => {
  const fault = packageNameFault(value);
  if (fault !== null) issues.push({ code: "custom", message: fault, input: value });
});
const version = z
  .string()
  .refine(
    (text) => parseVersion(text) !== null,
    "must be three numbers with dots, each 0 to 999999, for example 1.0.0",
  );
const pythonVersion = z
  .string()
  .refine((text) => Number(/^3\.(\d{1,2})$/.exec(text)?.[1] ?? 0) >= OLDEST_PYTHON, "must be 3.8 or a later 3.N");
const entryPoint = z
  .string()
  .regex(ENTRY_POINT, `must be 'package.module:variable', for example '${DEFAULT_ENTRY_POINT}'`);

/** Reads one key after the other, noting every broken rule instead of stopping at the first. */
class ManifestFields {
  constructor(
    readonly table: TomlTable,
    readonly refusals: Refusals,
  ) {}

  section(key: string): TomlTable {
    const value = this.table[key];
    if (isTable(value)) return value;
    if (value !== undefined) this.#refuse("manifest.invalid", [key], "must be a table", value);
    return {};
  }

  read<T>(section: string, key: string, schema: z.ZodType<T>, type: RefusalType, fallback: T | undefined, empty: T): T {
    const value = this.section(section)[key];
    if (value === undefined) {
      if (fallback === undefined) this.#refuse(type, [section, key], "is missing", value);
      return fallback ?? empty;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const wrongType = issue?.code === "invalid_type" || issue?.code === "invalid_union";
    const what = wrongType ? "has the wrong type" : (issue?.message ?? "is not valid");
    this.#refuse(wrongType ? "manifest.invalid" : type, [section, key], what, value);
    return empty;
  }

  #refuse(type: RefusalType, key: string[], what: string, value: TomlValue | undefined): void {
    const shown = typeof value === "string" ? ` '${printable(value, 60)}'` : "";
    const input = value === undefined ? null : typeof value === "string" ? value : JSON.stringify(toJson(value));
    this.refusals.add(refusal(type, `ncp.toml: ${key.join(".")}${shown} ${what}.`, ["ncp.toml", ...key], input));
  }
}

const people = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** Reads `ncp.toml`. Throws PackageRefused naming every key that breaks a rule of contract `submissions` §5. */
export function readManifest(bytes: Buffer, limits: PackageLimits): ManifestReading {
  const text = manifestText(bytes, limits);
  const table = parseManifestText(text, limits);
  const refusals = new Refusals(limits.refusals);
  const fields = new ManifestFields(table, refusals);
  const manifest: PackageManifest = {
    name: fields.read("project", "name", name, "manifest.name", undefined, ""),
    version: fields.read("project", "version", version, "manifest.version", undefined, ""),
    description: fields.read("project", "description", trimmedText(500), "manifest.description", undefined, ""),
    author: fields.read("project", "author", people, "manifest.invalid", [], []).map((one) => one.replaceAll("\0", "")),
    license: fields.read("project", "license", z.string().nullable(), "manifest.invalid", null, null),
    pythonVersion: fields.read("build", "python_version", pythonVersion, "manifest.python_version", DEFAULT_PYTHON, ""),
    entryPoint: fields.read("build", "entry_point", entryPoint, "manifest.entry_point", DEFAULT_ENTRY_POINT, ""),
    extra: {},
  };
  fields.read("platform", "url", z.string(), "manifest.invalid", "", "");
  const key = fields.read("platform", "api_key", z.string(), "manifest.invalid", "", "");
  refusals.throwIfAny();
  if (key.trim() !== "" && withoutPlatformKey(text) === null) {
    const msg =
      "ncp.toml: platform.api_key is filled in an unusual way. Write it as a plain string, or leave it empty.";
    throw new PackageRefused(refusal("manifest.invalid", msg, ["ncp.toml", "platform", "api_key"]));
  }
  return { manifest: { ...manifest, extra: extraKeys(table) }, platformKeyLine: platformKeyLine(text) };
}

const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ["project", ["name", "version", "description", "author", "license"]],
  ["build", ["python_version", "entry_point"]],
  ["platform", ["api_key"]],
]);

function extraKeys(table: TomlTable): { [key: string]: JsonValue } {
  const extra: [string, JsonValue][] = [];
  for (const [section, value] of Object.entries(table)) {
    const known = KNOWN.get(section);
    const inner = isTable(value) ? Object.entries(value).filter(([key]) => !known?.includes(key)) : [];
    const kept = isTable(value) ? Object.fromEntries(inner) : value;
    if (section !== "__proto__" && (!known || inner.length > 0)) extra.push([section, toJson(kept)]);
  }
  return Object.fromEntries(extra);
}
