/** Reads another file of the package by its path; undefined when there is none. */
export type ReadInside = (path: string) => string | undefined;

export const requirementKinds = ["pinned", "unpinned", "platform", "url", "option", "unreadable"] as const;

/** One requirement. `text` is the line without comment and continuation, `line` counts from 1 in `file`. */
export type Requirement = {
  kind: (typeof requirementKinds)[number];
  text: string;
  name: string | null;
  file: string;
  line: number;
};

const PLATFORM_NAMES = new Set(["ncp", "ncp-sdk"]);
const DEEPEST_INCLUDE = 5;
const LONGEST_LINE = 1000;
const MOST_LINES = 5000;

// pip takes every word that begins with a dash for an option, wherever it stands; only hashes may follow a requirement.
const SPECIFIER = "(?:===?|~=|!=|<=?|>=?) ?[A-Za-z0-9*][A-Za-z0-9.*+!_-]{0,99}";
const SPECIFIERS = `${SPECIFIER}(?: ?, ?${SPECIFIER}){0,20}`;
const NAMED = new RegExp(
  "^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)" +
    "(?: ?\\[[A-Za-z0-9._, -]{0,200}\\])?" +
    `(?: ?(${SPECIFIERS}|\\( ?${SPECIFIERS} ?\\)))?` +
    "(?: ?;(?:(?! -)[\\w.<>=!~'\"(),+* -]){1,300})?" +
    "(?: --hash=sha(?:256|384|512):[0-9a-f]{64,128}){0,20}$",
);
const EXACT = /^\(? ?={2,3}[^,*]+$/;
const DIRECT = /^[A-Za-z0-9._-]{1,100}\s*(?:\[[^\]]{0,200}\])?\s*@/;
const LOCATION = /^(?:[a-z][a-z0-9+.-]{0,30}:|\.{0,2}[\\/]|~|[A-Za-z]:\\)|[\\/]|\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)$/i;
const INCLUDE = /^(?:-r\s*|--requirement[=\s]\s*)(\S.*)$/;

/** A project name as the index compares it: lower case, one `-` for every run of `-`, `_` and `.`. */
const canonicalName = (name: string) => name.toLowerCase().replace(/[-_.]+/g, "-");

function classify(text: string): Pick<Requirement, "kind" | "name"> {
  if (text.length > LONGEST_LINE || text.includes("${")) return { kind: "unreadable", name: null };
  if (text.startsWith("-")) return { kind: "option", name: null };
  const match = NAMED.exec(text);
  if (match?.[1]) {
    const name = canonicalName(match[1]);
    if (PLATFORM_NAMES.has(name)) return { kind: "platform", name };
    if (!/\.(?:whl|zip|tgz|tar\.gz|tar\.bz2)$/i.test(text)) {
      return { kind: EXACT.test(match[2] ?? "") ? "pinned" : "unpinned", name };
    }
  }
  if (DIRECT.test(text) || LOCATION.test(text)) return { kind: "url", name: null };
  return { kind: /\s--?\w/.test(text) ? "option" : "unreadable", name: null };
}

/** Lines as pip sees them: continued by a backslash, comments and blank lines left out. */
function* logicalLines(text: string): Generator<{ text: string; line: number }> {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .slice(0, MOST_LINES);
  let joined = "";
  let first = 1;
  for (const [at, raw] of lines.entries()) {
    if (joined === "") first = at + 1;
    const comment = /^\s*#/.test(raw);
    if (!comment && raw.endsWith("\\") && at < lines.length - 1) {
      joined += `${raw.slice(0, -1)} `;
      continue;
    }
    const whole = comment && joined !== "" ? joined : joined + raw;
    joined = "";
    const cleaned = (/^\s*#/.test(whole) ? "" : (whole.split(/\s#/)[0] ?? "")).trim();
    if (cleaned !== "") yield { text: cleaned.replace(/\s+/g, " "), line: first };
  }
}

/** `base` and `target` joined to a path inside the package; null when it leads out of it. */
function inside(base: string, target: string): string | null {
  if (/^[\\/~]|:|\\/.test(target)) return null;
  const parts: string[] = [];
  for (const part of [...base.split("/").slice(0, -1), ...target.split("/")]) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

/**
 * Every requirement of `file` and of the files that it includes with `-r`, in order. A file is read once, however often it
 * is included; an include that leads out of the package or to nothing is of kind `option`.
 */
export function readRequirements(file: string, read: ReadInside): Requirement[] {
  const found: Requirement[] = [];
  const visited = new Set<string>();
  const visit = (path: string, text: string, depth: number) => {
    visited.add(path);
    for (const { text: line, line: number } of logicalLines(text)) {
      const target = INCLUDE.exec(line)?.[1];
      const included = target === undefined ? null : inside(path, target);
      const content = included === null || depth >= DEEPEST_INCLUDE ? undefined : read(included);
      if (included !== null && content !== undefined) {
        if (!visited.has(included)) visit(included, content, depth + 1);
      } else found.push({ ...classify(line), text: line, file: path, line: number });
    }
  };
  const text = read(file);
  if (text !== undefined) visit(file, text, 0);
  return found;
}

/** The lines that may be handed to pip, and those that are left out. Nothing in `install` is an option, address or path. */
export function installableRequirements(file: string, read: ReadInside): { install: string[]; skipped: Requirement[] } {
  const all = readRequirements(file, read);
  const wanted = (one: Requirement) => one.kind === "pinned" || one.kind === "unpinned";
  return { install: all.filter(wanted).map((one) => one.text), skipped: all.filter((one) => !wanted(one)) };
}
