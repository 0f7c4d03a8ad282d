import { isUtf8 } from "node:buffer";
import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { printable } from "./refusal";
import { limitText } from "./zip/zip-refused";

/** What a YAML text may be at most; `bytes` limits the text and, again, what it says once aliases are followed. */
export type YamlLimits = { readonly bytes: number; readonly depth: number; readonly aliases: number };

export type YamlValue = string | number | boolean | null | YamlValue[] | { [key: string]: YamlValue };

/** A YAML text that breaks a rule; the message completes the sentence "the file …". */
export class YamlRefused extends Error {
  override readonly name = "YamlRefused";
}

/** Weighs what was read, with aliases followed, without recursion. Throws YamlRefused for what JSON cannot say. */
function assertPlain(root: unknown, limits: YamlLimits): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let bytes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    bytes += weigh(value);
    if (bytes > limits.bytes) throw new YamlRefused(`says more than ${limitText(limits.bytes)} through its aliases`);
    if (typeof value !== "object" || value === null) continue;
    if (depth >= limits.depth) throw tooDeep(limits);
    for (const [key, inner] of Object.entries(value)) {
      if (key === "__proto__") throw new YamlRefused("may not have the key '__proto__'");
      if (!Array.isArray(value)) bytes += weigh(key);
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function weigh(value: unknown): number {
  if (typeof value === "number" && !Number.isFinite(value)) throw new YamlRefused("holds a number without end");
  if (typeof value !== "string") return 1;
  if (/[\0\p{Cs}]/u.test(value)) throw new YamlRefused("holds a text that is no Unicode");
  return Buffer.byteLength(value);
}

const tooDeep = ({ depth }: YamlLimits) => new YamlRefused(`is nested deeper than ${depth} levels`);

function refusalOf(error: unknown, limits: YamlLimits): unknown {
  if (!(error instanceof YAMLException)) return error;
  if (error.reason.includes("maxDepth")) return tooDeep(limits);
  const { mark } = error;
  const place = mark ? ` (line ${mark.line + 1}, column ${mark.column + 1})` : "";
  return new YamlRefused(`is no valid YAML: ${printable(error.reason, 120)}${place}`);
}

/** Its values were made by the core schema and weighed by `assertPlain`, so they are these. */
const asYamlValue = (value: unknown): YamlValue => value as YamlValue;

/**
 * The one document in a YAML text, as JSON could say it: dates stay text, keys are text, `<<` means nothing. Throws
 * YamlRefused for anything over the limits, tags of its own, double keys and text that is not UTF-8.
 */
export function readYaml(source: Buffer, limits: YamlLimits): YamlValue {
  if (source.length > limits.bytes) throw new YamlRefused(`is larger than ${limitText(limits.bytes)}`);
  if (!isUtf8(source)) throw new YamlRefused("is not UTF-8 text");
  // The parser may try one place twice, first as a key.
  const aliases = new Set<unknown>();
  const count = (event: string, state: { kind?: unknown; result?: unknown; position?: unknown }) => {
    if (event !== "close" || state.kind !== null || state.result === null) return;
    aliases.add(state.position);
    if (aliases.size > limits.aliases) throw new YamlRefused(`has more than ${limits.aliases} aliases`);
  };
  // The parser's own levels are several for one of ours; its limit only protects the stack, `assertPlain` is exact.
  const options = { schema: CORE_SCHEMA, maxDepth: 3 * limits.depth + 3, listener: count };
  try {
    const value: unknown = load(source.toString("utf8"), options) ?? null;
    assertPlain(value, limits);
    return asYamlValue(value);
  } catch (error) {
    throw refusalOf(error, limits);
  }
}
