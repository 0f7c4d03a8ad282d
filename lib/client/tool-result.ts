import type { ToolOutcome } from "@/lib/contracts/console/wire/runtime";

const BRIEF = 120;

/** A result as people read it: text as it is, everything else as indented JSON; a cut one is text already. */
export function resultText({ result, truncated }: Pick<ToolOutcome, "result" | "truncated">): string {
  if (truncated && typeof result === "string") return result;
  if (typeof result === "string") return result === "" ? '""' : result;
  return JSON.stringify(result ?? null, null, 2);
}

/** A value in one short line. */
export function briefly(value: unknown): string {
  const text = (typeof value === "string" ? value : (JSON.stringify(value) ?? "null")).replace(/\s+/g, " ");
  return text.length > BRIEF ? `${text.slice(0, BRIEF)}…` : text;
}

/** The arguments of a call as Python would write it: "a=2, b=3". */
export function briefArguments(args: Readonly<Record<string, unknown>>): string {
  const text = Object.entries(args)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(", ");
  return briefly(text);
}
