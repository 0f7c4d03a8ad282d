import { z } from "zod";
import type { Sql } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { SortKey } from "@/lib/domain/page";

export type SortField = { column: Sql; cast: SortKey["cast"]; nullable?: boolean };

const MOST_KEYS = 5;
const LONGEST = 2048;
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

const wire = z.union([z.array(z.record(z.string(), z.string())), z.record(z.string(), z.string())]);

function refused(message: string): DomainError {
  return new DomainError("invalid_order_by", `orderBy: ${message}`, {
    issues: [{ type: "invalid_order_by", loc: ["query", "orderBy"], message }],
  });
}

function parsed(text: string): Record<string, string>[] {
  if (text.length > LONGEST) throw refused(`longer than ${LONGEST} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('must be JSON such as [{"createdAt":"desc"}]');
  }
  const checked = wire.safeParse(value);
  if (!checked.success) throw refused('must be an array of objects such as [{"createdAt":"desc"}]');
  return Array.isArray(checked.data) ? checked.data : [checked.data];
}

function toKey(fields: ReadonlyMap<string, SortField>, entry: Record<string, string>): SortKey {
  const [pair, ...rest] = Object.entries(entry);
  if (!pair || rest.length > 0) throw refused("each object has exactly one field");
  const [name, word] = pair;
  const field = fields.get(name);
  if (!field) throw refused(`unknown field '${name.slice(0, 60)}'; known: ${[...fields.keys()].join(", ")}`);
  const found = directions.get(word);
  if (!found) throw refused(`unknown direction '${word.slice(0, 60)}'`);
  const [direction, nulls] = found;
  return { name, column: field.column, cast: field.cast, direction, nulls: field.nullable ? nulls : "none" };
}

/**
 * The order of a list from its `orderBy` text (JSON array of one-key objects); `fallback` where none is given.
 * Throws `invalid_order_by`.
 */
export function parseOrder(
  fields: ReadonlyMap<string, SortField>,
  text: string | undefined,
  fallback: Record<string, string>[],
): SortKey[] {
  const given = text === undefined ? fallback : parsed(text);
  const entries = given.length === 0 ? fallback : given;
  if (entries.length > MOST_KEYS) throw refused(`at most ${MOST_KEYS} fields`);
  const keys = entries.map((entry) => toKey(fields, entry));
  if (new Set(keys.map((key) => key.name)).size < keys.length) throw refused("a field appears twice");
  return keys;
}

/** Refuses `after` and `before` in one request. */
export function assertOneCursor({ after, before }: { after?: string; before?: string }): void {
  if (after === undefined || before === undefined) return;
  const message = "after and before cannot be combined";
  throw new DomainError("invalid_parameter", message, {
    issues: [{ type: "conflict", loc: ["query", "before"], message }],
  });
}
