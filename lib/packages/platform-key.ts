import { parse, type TomlTable } from "smol-toml";
import { isShallow, isTable } from "./manifest-text";

/** Where the text of a platform key stands in `ncp.toml`, quotes included, as offsets into the text. */
type Span = { from: number; to: number };

// Every form of TOML string, longest quotes first, and comments. Only used on text that parses, where every string ends.
const STRING =
  /"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*/g;
const KEY_BEFORE = /api_key["']?[ \t]*=[ \t]*$/;
const DEPTH = 20;
// Each try parses the whole text; a file that repeats its key more often than this is not worth more time.
const MOST_TRIES = 20;

function parsed(text: string): TomlTable | null {
  try {
    const table = parse(text, { maxDepth: DEPTH });
    return isShallow(table, DEPTH) ? table : null;
  } catch {
    return null;
  }
}

const apiKey = (table: TomlTable | null): string => {
  const platform = table?.platform;
  const key = isTable(platform) ? platform.api_key : undefined;
  return typeof key === "string" ? key : "";
};

function emptied(table: TomlTable): string {
  const platform = isTable(table.platform) ? { ...table.platform, api_key: "" } : table.platform;
  return JSON.stringify({ ...table, platform });
}

/** The strings that could be the key's value, those right behind the name `api_key` first. */
function candidates(text: string, key: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: literal, index } of text.matchAll(STRING)) {
    if (literal.startsWith("#") || parsed(`v = ${literal}`)?.v !== key) continue;
    spans.push({ from: index, to: index + literal.length });
  }
  const named = (span: Span) => KEY_BEFORE.test(text.slice(Math.max(0, span.from - 100), span.from));
  return [...spans.filter(named), ...spans.filter((span) => !named(span))].slice(0, MOST_TRIES);
}

/** Finds the string by trying: emptying it must empty the platform key and change nothing else that the file says. */
function findPlatformKey(text: string): Span | null {
  const table = parsed(text);
  const key = apiKey(table);
  if (table === null || key.trim() === "") return null;
  const expected = emptied(table);
  return candidates(text, key).find((span) => JSON.stringify(parsed(emptyAt(text, span))) === expected) ?? null;
}

const emptyAt = (text: string, { from, to }: Span) => `${text.slice(0, from)}""${text.slice(to)}`;

/** The text of an `ncp.toml` with its filled platform key emptied and nothing else changed; null when there is none. */
export function withoutPlatformKey(text: string): string | null {
  const span = findPlatformKey(text);
  return span === null ? null : emptyAt(text, span);
}

/** The text with the characters of the platform key replaced by `mask`, line breaks kept. */
export function maskPlatformKey(text: string, mask: string): string {
  const span = findPlatformKey(text);
  if (span === null) return text;
  const breaks = text.slice(span.from, span.to).replace(/[^\n]/g, "");
  return `${text.slice(0, span.from)}"${mask}"${breaks}${text.slice(span.to)}`;
}

/** The line, from 1, of a filled platform key; null when there is none. */
export function platformKeyLine(text: string): number | null {
  const span = findPlatformKey(text);
  return span === null ? null : text.slice(0, span.from).split("\n").length;
}
