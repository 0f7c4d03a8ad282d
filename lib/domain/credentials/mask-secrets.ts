import type { CredentialFiles } from "@/lib/domain/credentials/rules";
import { parseEnvironmentFile } from "@/lib/runtime/agent-server/environment-file";

/** Shorter values, such as "true" or a port, would mask words of every log. */
const SHORTEST = 6;
const MASK = "••••••";

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function ofJson(text: string): string[] {
  try {
    return leavesOf(JSON.parse(text));
  } catch {
    return [];
  }
}

/** Lines of keys and certificates; their first and last lines say what they are and nothing else. */
function ofLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith("-----"));
}

function valuesOf(path: string, bytes: Buffer): string[] {
  const text = bytes.toString("utf8");
  if (path === ".env")
    return [...parseEnvironmentFile(text).values()].flatMap((value) => [value, ...value.split("\n")]);
  return path.endsWith(".json") ? ofJson(text) : ofLines(text);
}

/** The values that must appear in no log, the longest first. */
export function secretValues(files: CredentialFiles): string[] {
  const values = [...files].flatMap(([path, bytes]) => valuesOf(path, bytes));
  const long = values.map((value) => value.trim()).filter((value) => value.length >= SHORTEST);
  return [...new Set(long)].sort((a, b) => b.length - a.length);
}

/** An agent's own runtime token, known by its shape: nobody keeps what it was. */
const RUNTIME_TOKEN = "mra_[A-Za-z0-9_-]{65}";

/** Puts dots in the place of every value, and of every runtime token, in a line of a log. */
export function createMask(values: readonly string[]): (text: string) => string {
  const known = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const any = new RegExp([...known, RUNTIME_TOKEN].join("|"), "g");
  return (text) => text.replace(any, MASK);
}
