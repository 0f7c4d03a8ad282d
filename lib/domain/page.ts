import { Prisma } from "@/generated/prisma/client";
import { plannedAnew, type Sql, sql } from "@/lib/db";
import { decodeCursor, encodeCursor, type Position } from "@/lib/domain/cursor";
import { isTimeout } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { behind, type Order, orderingOf, reversed, type SortKey } from "@/lib/domain/keyset";
import type { Reader } from "@/lib/domain/query";

export type { SortKey } from "@/lib/domain/keyset";
export type PageRequest = { limit: number; after?: string; before?: string };
export type PageInfo = {
  total: number;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};
export type Page<Row> = { data: Row[]; pageInfo: PageInfo };

/**
 * A part of a list that an index can read in order by itself. `each`: the part falls into groups, and `where` holds for
 * the rows of one group, `over` (a FROM item) names the groups.
 */
export type Source = { where: Sql; each?: { over: Sql; where: Sql } };

export type ListSpec = {
  /** Names the list; cursors are bound to it and to the order. */
  list: string;
  /** `FROM …` with the joins that `where` and `order` need. */
  from: Sql;
  /** Further joins that `select` alone needs, each with one row at most: rows are counted without them. */
  shown?: Sql;
  where: Sql;
  /** Parts that together are the list, each row in one of them; a list without parts is read as a whole. */
  sources?: Source[];
  /** How many rows there are, for lists that need not count them. */
  total?: Sql;
  id: Sql;
  order: SortKey[];
  /** `column AS "field", …` of one row, without the id. */
  select: Sql;
  /** The best plan depends on the values, such as a filter's. */
  varied?: boolean;
};

/** A row with its place in the order. */
export type Row = { at: (string | null)[]; id: string } & Record<string, unknown>;
type Fetched = { total: bigint; rows: Row[]; beyond: boolean };
type Walk = { spec: ListSpec; order: Order; position: Position | null; rows: number };

const whole: Source[] = [{ where: sql`TRUE` }];
const sourcesOf = (spec: ListSpec) => spec.sources ?? whole;
// A number in the text, because a plan that is kept must know how few rows are wanted.
const limited = (rows: number) => Prisma.raw(String(Math.trunc(rows)));

function listName(spec: ListSpec): string {
  return `${spec.list}:${spec.order.map((k) => `${k.name}.${k.direction}.${k.nulls}`).join(",")}`;
}

/** What a cursor needs of a row: its place in the order. */
function placeOf({ keys }: Order): Sql {
  return sql`ARRAY[${Prisma.join(keys.map((key) => sql`${key.column}::text`))}]::text[] AS at`;
}

/** The first rows of one part, as `columns`. */
function firstOf({ spec, order, position, rows }: Walk, where: Sql, columns: Sql, joins: Sql): Sql {
  const from = position ? sql`AND ${behind(order, position)}` : Prisma.empty;
  return sql`SELECT ${spec.id} AS id, ${placeOf(order)}, ${columns} ${spec.from} ${joins} WHERE ${where} AND ${spec.where} ${from}
    ORDER BY ${orderingOf(order)} LIMIT ${limited(rows)}`;
}

/** The first rows of all parts: found in each part by id and keys alone, merged, and only then looked up. */
function mergedPage(walk: Walk): Sql {
  const { spec, order, rows } = walk;
  const names = order.keys.map((_, i) => Prisma.raw(`k${i}`));
  const keys = Prisma.join(order.keys.map((key, i) => sql`${key.column} AS ${names[i] ?? Prisma.empty}`));
  const parts = sourcesOf(spec).map(({ where, each }) => {
    if (!each) return sql`(${firstOf(walk, where, keys, Prisma.empty)})`;
    return sql`(SELECT g.* FROM ${each.over} CROSS JOIN LATERAL (${firstOf(walk, each.where, keys, Prisma.empty)}) g)`;
  });
  const merged = { ...order, id: sql`u.id` };
  const ordering = orderingOf(
    merged,
    names.map((name) => sql`u.${name}`),
  );
  const found = sql`SELECT u.* FROM (${Prisma.join(parts, " UNION ALL ")}) u ORDER BY ${ordering} LIMIT ${limited(rows)}`;
  return sql`SELECT u.id, u.at, x.* FROM (${found}) u CROSS JOIN LATERAL (
    SELECT ${spec.select} ${spec.from} ${spec.shown ?? Prisma.empty} WHERE ${spec.id} = u.id) x ORDER BY ${ordering}`;
}

function pageOf(walk: Walk): Sql {
  const [only, another] = sourcesOf(walk.spec);
  if (!only || another || only.each) return mergedPage(walk);
  return firstOf(walk, only.where, walk.spec.select, walk.spec.shown ?? Prisma.empty);
}

/** Whether there are rows on the other side of the cursor, the row under it included. */
function beyondOf({ spec, order, position }: Walk): Sql {
  if (!position) return sql`FALSE`;
  const back = reversed(order);
  const there = behind(back, position, { inclusive: true });
  // Not EXISTS, which would drop the order and with it the reason to use an index.
  const one = (where: Sql) => sql`SELECT TRUE ${spec.from} WHERE ${where} AND ${spec.where} AND ${there}
    ORDER BY ${orderingOf(back)} LIMIT 1`;
  const parts = sourcesOf(spec).map(({ where, each }) => {
    const found = each
      ? sql`SELECT TRUE FROM ${each.over} CROSS JOIN LATERAL (${one(each.where)}) g LIMIT 1`
      : one(where);
    return sql`(${found}) IS NOT NULL`;
  });
  return sql`(${Prisma.join(parts, " OR ")})`;
}

/** How many rows the parts have, counted. */
export function countOf(spec: Pick<ListSpec, "from" | "where" | "sources">, sources = spec.sources ?? whole): Sql {
  const counts = sources.map(({ where }) => sql`(SELECT count(*) ${spec.from} WHERE ${where} AND ${spec.where})`);
  return counts.length === 0 ? sql`0` : Prisma.join(counts, " + ");
}

function statement(walk: Walk): Sql {
  const { spec } = walk;
  const text = sql`
    WITH page AS (${pageOf(walk)})
    SELECT (${spec.total ?? countOf(spec)})::bigint AS total, ${beyondOf(walk)} AS beyond,
      coalesce((SELECT json_agg(page.*) FROM page), '[]') AS rows`;
  return spec.varied ? plannedAnew(text) : text;
}

async function fetchPage(db: Pick<Reader, "$queryRaw">, walk: Walk): Promise<Fetched> {
  try {
    const [found] = await db.$queryRaw<Fetched[]>(statement(walk));
    return found ?? { total: 0n, rows: [], beyond: false };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new DomainError("query_timeout", "Narrow the filter and try again.");
  }
}

/** One page of a keyset-ordered list; rows and total come from one snapshot. Throws `invalid_cursor`, `query_timeout`. */
export async function keysetPage(
  db: Pick<Reader, "$queryRaw">,
  spec: ListSpec,
  request: PageRequest,
): Promise<Page<Record<string, unknown>>> {
  const name = listName(spec);
  const backward = request.before !== undefined;
  const cursor = request.before ?? request.after;
  const position = cursor === undefined ? null : decodeCursor(name, cursor, backward ? "before" : "after");
  const forward: Order = { keys: spec.order, id: spec.id, idDirection: "asc" };
  const order = backward ? reversed(forward) : forward;
  const found = await fetchPage(db, { spec, order, position, rows: request.limit + 1 });
  const more = found.rows.length > request.limit;
  const kept = found.rows.slice(0, request.limit);
  if (backward) kept.reverse();
  const cursorOf = (row: Row | undefined) => (row ? encodeCursor(name, { values: row.at, id: row.id }) : null);
  return {
    data: kept.map(({ at: _, ...row }) => row),
    pageInfo: {
      total: Number(found.total),
      hasNextPage: backward ? found.beyond : more,
      hasPreviousPage: backward ? more : found.beyond,
      startCursor: cursorOf(kept[0]),
      endCursor: cursorOf(kept.at(-1)),
    },
  };
}

/** The rows behind `last` in the order, without total and cursors: a long list is read in portions of them, as for a file. */
export async function nextRows(
  db: Pick<Reader, "$queryRaw">,
  spec: ListSpec,
  last: Row | undefined,
  rows: number,
): Promise<Row[]> {
  const order: Order = { keys: spec.order, id: spec.id, idDirection: "asc" };
  const position = last ? { values: last.at, id: last.id } : null;
  const text = sql`SELECT coalesce(json_agg(page.*), '[]') AS rows FROM (${pageOf({ spec, order, position, rows })}) page`;
  const [found] = await db.$queryRaw<Pick<Fetched, "rows">[]>(plannedAnew(text));
  return found?.rows ?? [];
}

/** A text in a LIKE pattern: `%`, `_` and `\` stand for themselves. */
export function literalPattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** The pattern of texts that begin so. */
export function prefixPattern(text: string): string {
  return `${literalPattern(text)}%`;
}

/** The same for a text that stands anywhere in others. */
export function substringPattern(text: string): string {
  return `%${prefixPattern(text)}`;
}
