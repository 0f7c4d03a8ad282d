import type { Sql } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { SortKey } from "@/lib/domain/keyset";

export type SortField = { column: Sql; cast: SortKey["cast"]; nullable?: boolean };

const MOST_KEYS = 5;
const LONGEST = 2048;
const LONGEST_NAME = 60;
const directions = new Map<string, [SortKey["direction"], "first" | "last"]>(
  (
    [
      ["asc", "asc", "last"],
      ["desc", "desc", "first"],
      ["asc_nulls_first", "asc", "first"],
      ["asc_nulls_last", "asc", "last"],
      ["desc_nulls_first", "desc", "first"],
      ["desc_nulls_last", "desc", "last"],
    ] as const
  ).flatMap(([name, direction, nulls]) => {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const pascal = camel.replace(/^[a-z]/, (letter) => letter.toUpperCase());
    const spellings = name.includes("_") ? [name, camel, pascal, name.toUpperCase()] : [name, name.toUpperCase()];
    return spellings.map((spelling): [string, [SortKey["direction"], "first" | "last"]] => [
      spelling,
      [direction, nulls],
    ]);
  }),
);

type Path = (string | number)[];

function refused(path: Path, message: string): DomainError {
  const text = path.reduce<string>(
    (all, part) => (typeof part === "number" ? `${all}[${part}]` : `${all}.${part}`),
    "",
  );
  return new DomainError("invalid_order_by", `orderBy${text}: ${message}`, {
    issues: [{ type: "invalid_order_by", loc: ["query", "orderBy", ...path], message }],
  });
}

function parsed(text: string): unknown[] {
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST) throw refused([], `${bytes} bytes; at most ${LONGEST}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused([], "not valid JSON");
  }
  return Array.isArray(value) ? value : [value];
}

function pairOf(entry: unknown, i: number): [name: string, direction: unknown] {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    throw refused([i], 'must be an object such as {"createdAt":"desc"}');
  const [pair, ...rest] = Object.entries(entry);
  if (!pair || rest.length > 0) throw refused([i], "one field per object");
  return pair;
}

function toKey(fields: ReadonlyMap<string, SortField>, entry: unknown, i: number): SortKey {
  const [name, word] = pairOf(entry, i);
  const path = [i, name.slice(0, LONGEST_NAME)];
  const field = fields.get(name);
  if (!field) throw refused(path, "unknown field");
  const found = typeof word === "string" ? directions.get(word) : undefined;
  if (!found) throw refused(path, `unknown direction '${String(word).slice(0, LONGEST_NAME)}'`);
  const [direction, nulls] = found;
  return { name, column: field.column, cast: field.cast, direction, nulls: field.nullable ? nulls : "none" };
}

/**
 * The order of a list from its `orderBy` text (JSON array of one-key objects); `fallback` where none is given. All
 * spellings of an order give the same keys; what stands behind the id has no effect and is left out. Throws `invalid_order_by`.
 */
export function parseOrder(
  fields: ReadonlyMap<string, SortField>,
  text: string | undefined,
  fallback: Record<string, string>[],
): SortKey[] {
  const given = text === undefined ? fallback : parsed(text);
  const entries = given.length === 0 ? fallback : given;
  if (entries.length > MOST_KEYS) throw refused([], `${entries.length} keys; at most ${MOST_KEYS}`);
  const keys = entries.map((entry, i) => toKey(fields, entry, i));
  const again = keys.findIndex(({ name }, i) => keys.findIndex((key) => key.name === name) < i);
  if (again !== -1) throw refused([again, keys[again]?.name ?? ""], "the same field twice");
  const last = keys.findIndex(({ name }) => name === "id");
  return last === -1 ? keys : keys.slice(0, last + 1);
}

/** Refuses `after` and `before` in one request. */
export function assertOneCursor({ after, before }: { after?: string; before?: string }): void {
  if (after === undefined || before === undefined) return;
  const message = "cannot be combined with after";
  throw new DomainError("invalid_parameter", `before: ${message}`, {
    issues: [{ type: "conflict", loc: ["query", "before"], message }],
  });
}
