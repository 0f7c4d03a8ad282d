import { isUtf8 } from "node:buffer";
import { load } from "js-yaml";
import { PluginRefused } from "./plugin-refused";

export type PluginText = { name: string | null; description: string; text: string };

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)(?:\n|^)---[ \t]*(?:\n|$)/m;

function fieldsOf(front: string): Record<string, unknown> {
  try {
    const value: unknown = load(front);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // Front matter that is no YAML says nothing; it is removed all the same.
    return {};
  }
}

const oneLine = (value: unknown) => (typeof value === "string" ? value.replace(/\s+/g, " ").trim() : "");

/** Removes blank lines and white space at both ends. */
const trimmed = (text: string) => text.replace(/^(?:[ \t]*\n)+/, "").trim();

/**
 * The text of a skill or command as the prompt gets it: without BOM and front matter, LF alone, trimmed. `name` and
 * `description` are those of the front matter. Throws PluginRefused where it is not UTF-8.
 */
export function pluginText(path: string, bytes: Buffer): PluginText {
  if (!isUtf8(bytes) || bytes.includes(0)) throw new PluginRefused(`'${path}' is not UTF-8 text`);
  const plain = bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n");
  const front = plain.startsWith("---") ? FRONT_MATTER.exec(plain) : null;
  const inside = front && front.index === 0 ? fieldsOf(front[1] ?? "") : {};
  const rest = front && front.index === 0 ? plain.slice(front[0].length) : plain;
  const name = oneLine(inside.name).slice(0, 200);
  return { name: name || null, description: oneLine(inside.description).slice(0, 500), text: trimmed(rest) };
}
