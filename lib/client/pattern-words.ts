import { decidingPattern, type ReadOnly } from "@/lib/domain/read-only/rules";

const MOST = 200;
const LONGEST = 200;

/** One pattern a line; empty lines and repeats go. */
export function patternsOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

/** What is wrong with a list of patterns, as a sentence; null when nothing. */
export function patternProblem(patterns: readonly string[]): string | null {
  if (patterns.length > MOST) return `${patterns.length} patterns; at most ${MOST}`;
  const long = patterns.find((pattern) => pattern.length > LONGEST);
  return long === undefined ? null : `A pattern has at most ${LONGEST} characters: ${long.slice(0, 40)}…`;
}

/** What read-only mode would do with a path, and why; null for no path. */
export function testPath(
  patterns: Omit<ReadOnly, "enabled">,
  typed: string,
): { writable: boolean; sentence: string } | null {
  const path = typed.trim().replace(/^(\/home\/developer)?\/+/, "");
  if (path === "") return null;
  const found = decidingPattern(patterns, path);
  if (!found) return { writable: true, sentence: "Allowed: no pattern names it." };
  return found.list === "allowed"
    ? { writable: true, sentence: `Allowed by ${found.pattern}` }
    : { writable: false, sentence: `Blocked by ${found.pattern}` };
}
