/** One place of a compiled pattern: a character, `?`, `*`, `**`, or `**` with a slash (any number of folders). */
type Part = { kind: "char"; char: string } | { kind: "one" | "some" | "all" | "folders" };

type Pattern = { parts: Part[]; nameOnly: boolean };

/**
 * `*` and `?` stay within a part of the path, `**` crosses parts; without a slash the file's name is meant at any depth;
 * `dir/*` and `dir/` mean everything below `dir`.
 */
function compile(text: string): Pattern {
  const trimmed = text.replace(/^(\.\/|\/)+/, "");
  const nameOnly = !text.includes("/");
  const source = trimmed.replace(/(^|\/)\*$/, nameOnly ? "$&" : "$1**").replace(/\/$/, "/**");
  const parts: Part[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? "";
    if (source.startsWith("**/", at) && (at === 0 || source[at - 1] === "/")) {
      parts.push({ kind: "folders" });
      at += 2;
    } else if (source.startsWith("**", at)) {
      parts.push({ kind: "all" });
      at += 1;
    } else if (char === "*") parts.push({ kind: "some" });
    else parts.push(char === "?" ? { kind: "one" } : { kind: "char", char });
  }
  return { parts, nameOnly };
}

const mayBeEmpty = (part: Part | undefined) =>
  part?.kind === "some" || part?.kind === "all" || part?.kind === "folders";

/** Adds a place and those that are reached from it without a character. */
function reach(places: Uint8Array, parts: readonly Part[], place: number): void {
  for (let at = place; at <= parts.length; at += 1) {
    places[at] = 1;
    if (!mayBeEmpty(parts[at])) return;
  }
}

/** All places at once, so that no pattern is slow: pattern times path, whatever they hold. */
function matches(parts: readonly Part[], text: string): boolean {
  let places = new Uint8Array(parts.length + 1);
  reach(places, parts, 0);
  for (const char of text) {
    const next = new Uint8Array(parts.length + 1);
    for (const [at, part] of parts.entries()) {
      if (places[at] !== 1) continue;
      if (part.kind === "char" ? part.char === char : part.kind === "one" && char !== "/") reach(next, parts, at + 1);
      else if (part.kind === "some" && char !== "/") reach(next, parts, at);
      else if (part.kind === "all") reach(next, parts, at);
      else if (part.kind === "folders") {
        next[at] = 1;
        if (char === "/") reach(next, parts, at + 1);
      }
    }
    places = next;
  }
  return places[parts.length] === 1;
}

/** Whether a path below the workspace matches one pattern of contract 2, 4.15. */
export function matchesPattern(text: string, path: string): boolean {
  const { parts, nameOnly } = compile(text);
  return matches(parts, nameOnly ? path.slice(path.lastIndexOf("/") + 1) : path);
}

export type ReadOnly = { enabled: boolean; blocked: readonly string[]; allowed: readonly string[] };

/** What decides about one path: the first pattern that names it, and in which list; null when none does. */
export function decidingPattern(
  { blocked, allowed }: Omit<ReadOnly, "enabled">,
  path: string,
): { list: "allowed" | "blocked"; pattern: string } | null {
  const opens = allowed.find((pattern) => matchesPattern(pattern, path));
  if (opens !== undefined) return { list: "allowed", pattern: opens };
  const shuts = blocked.find((pattern) => matchesPattern(pattern, path));
  return shuts === undefined ? null : { list: "blocked", pattern: shuts };
}

/** Whether the agent itself may write a path below the workspace. Allowed beats blocked; what neither names is open. */
export function mayWrite({ enabled, ...lists }: ReadOnly, path: string): boolean {
  return !enabled || decidingPattern(lists, path)?.list !== "blocked";
}
