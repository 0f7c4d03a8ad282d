import { isUtf8 } from "node:buffer";
import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import type { PackageLimits } from "./limits";
import { PackageRefused, printable, refusal } from "./refusal";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

const invalid = (msg: string) => new PackageRefused(refusal("manifest.invalid", msg, ["ncp.toml"]));

/** Text of `ncp.toml` without a byte order mark. Throws PackageRefused when it is too large or not UTF-8. */
export function manifestText(bytes: Buffer, limits: PackageLimits): string {
  if (bytes.length > limits.manifestBytes) {
    throw invalid(`ncp.toml is larger than ${limits.manifestBytes / 1024} KiB. Move everything else out of it.`);
  }
  if (!isUtf8(bytes) || bytes.includes(0)) throw invalid("ncp.toml is not UTF-8 text. Save it as UTF-8.");
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** Parses `ncp.toml` into objects without a prototype. Throws PackageRefused with the line of the mistake. */
export function parseManifestText(text: string, limits: PackageLimits): TomlTable {
  let table: TomlTable;
  try {
    table = parse(text, { maxDepth: limits.manifestDepth });
  } catch (error) {
    if (!(error instanceof TomlError)) throw invalid("ncp.toml is not valid TOML.");
    const reason = printable((error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, ""));
    throw invalid(`ncp.toml is not valid TOML, line ${error.line}: ${reason}`);
  }
  if (!isShallow(table, limits.manifestDepth)) {
    throw invalid(`ncp.toml is nested deeper than ${limits.manifestDepth} levels.`);
  }
  return table;
}

/** True when nothing lies deeper than `depth`. Dotted keys nest as deep as they are long, past the parser's own limit. */
export function isShallow(table: TomlTable, depth: number): boolean {
  let level: TomlValue[] = [table];
  for (let at = 0; level.length > 0 && at <= depth; at++) {
    level = level.flatMap((value) => (Array.isArray(value) ? value : isTable(value) ? Object.values(value) : []));
  }
  return level.length === 0;
}

/** True for a TOML table, that is not for arrays, dates and plain values. */
export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof TomlDate);
}

/** The same value as JSON that any database can store: dates and odd numbers as text, `__proto__` and NUL left out. */
export function toJson(value: TomlValue): JsonValue {
  if (Array.isArray(value)) return value.map(toJson);
  if (isTable(value)) {
    const entries = Object.entries(value).filter(([key]) => key !== "__proto__");
    return Object.fromEntries(entries.map(([key, inner]) => [withoutNul(key), toJson(inner)]));
  }
  if (typeof value === "string") return withoutNul(value);
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  return String(value instanceof Date ? value.toISOString() : value);
}

const withoutNul = (text: string) => text.replaceAll("\0", "\ufffd");
