import { Prisma } from "@/generated/prisma/client";
import { plannedAnew, readRows, type Sql, sql } from "@/lib/db";
import { decodeCursor, encodeCursor, type Position } from "@/lib/domain/cursor";
import { isTimeout } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { foundOnce, type Parts } from "@/lib/domain/found-once";
import { JsonText, keysOf, textOf } from "@/lib/domain/json-text";
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
  /** One index finds the rows of the varied condition, whatever the value, and there are few of them as a rule. */
  steady?: boolean;
};

/** A row with its place in the order. */
export type Row = { at: (string | null)[]; id: string } & Record<string, unknown>;
type Fetched = { total: string; rows: Row[]; beyond: boolean };
export type Walk = { spec: ListSpec; order: Order; position: Position | null; rows: number };

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

/** The only part of a list whose rows are found once; null where there are several, where many may fit, or the total is known. */
function foundAlone(spec: ListSpec): Source | null {
  const [only, another] = sourcesOf(spec);
  return spec.steady && !spec.total && only && !another && !only.each ? only : null;
}

function partsOf(walk: Walk): Parts {
  const { spec, rows } = walk;
  const alone = foundAlone(spec);
  if (alone) return foundOnce(walk, limited(rows), alone.where);
  return { ctes: sql`page AS (${pageOf(walk)})`, total: spec.total ?? countOf(spec), beyond: beyondOf(walk) };
}

/** One statement: `shown` are the columns beside total and beyond, read from the CTE `page`. */
function statement(walk: Walk, shown: Sql): Sql {
  const { spec } = walk;
  const { ctes, total, beyond } = partsOf(walk);
  const text = sql`
    WITH ${ctes}
    SELECT (${total})::bigint::text AS total, ${beyond} AS beyond, ${shown}`;
  return spec.varied && !foundAlone(spec) ? plannedAnew(text) : text;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new DomainError("query_timeout", "Narrow the filter and try again.");
  }
}

/** What a request asks for: the walk along the order, and what the cursors of its page are bound to. */
function walkOf(spec: ListSpec, request: PageRequest): { walk: Walk; name: string; backward: boolean } {
  const name = listName(spec);
  const backward = request.before !== undefined;
  const cursor = request.before ?? request.after;
  const position = cursor === undefined ? null : decodeCursor(name, cursor, backward ? "before" : "after");
  const forward: Order = { keys: spec.order, id: spec.id, idDirection: "asc" };
  const order = backward ? reversed(forward) : forward;
  return { walk: { spec, order, position, rows: request.limit + 1 }, name, backward };
}

type Edge = Pick<Row, "at" | "id">;
type Bounds = { total: string; beyond: boolean; more: boolean; first: Edge | undefined; last: Edge | undefined };

function infoOf({ name, backward }: ReturnType<typeof walkOf>, { total, beyond, more, first, last }: Bounds): PageInfo {
  const cursorOf = (row: Edge | undefined) => (row ? encodeCursor(name, { values: row.at, id: row.id }) : null);
  return {
    total: Number(total),
    hasNextPage: backward ? beyond : more,
    hasPreviousPage: backward ? more : beyond,
    startCursor: cursorOf(first),
    endCursor: cursorOf(last),
  };
}

/** One page of a keyset-ordered list; rows and total come from one snapshot. Throws `invalid_cursor`, `query_timeout`. */
export async function keysetPage(spec: ListSpec, request: PageRequest): Promise<Page<Record<string, unknown>>> {
  const asked = walkOf(spec, request);
  const rows = sql`coalesce((SELECT json_agg(page.*) FROM page), '[]') AS rows`;
  const [found] = await inTime(readRows<Fetched>(statement(asked.walk, rows)));
  const { total, beyond, rows: fetched } = found ?? { total: "0", beyond: false, rows: [] };
  const more = fetched.length > request.limit;
  const kept = fetched.slice(0, request.limit);
  if (asked.backward) kept.reverse();
  const pageInfo = infoOf(asked, { total, beyond, more, first: kept[0], last: kept.at(-1) });
  return { data: kept.map(({ at: _, ...row }) => row), pageInfo };
}

type FetchedText = { total: string; beyond: boolean; more: boolean; edges: Edge[]; rows: string };

/** The rows of the CTE `page` as the text of their documents, the places of the first and the last, and whether there are more. */
function textColumns(
  { backward }: ReturnType<typeof walkOf>,
  limit: number,
  shape: Readonly<Record<string, string>>,
): Sql {
  const direction = Prisma.raw(backward ? "DESC" : "ASC");
  const shown = sql`(SELECT page.*, row_number() OVER () AS nth FROM page LIMIT ${limited(limit)}) s`;
  return sql`(SELECT count(*) FROM page) > ${limited(limit)} AS more,
    coalesce((SELECT json_agg(json_build_object('at', e.at, 'id', e.id) ORDER BY e.nth ${direction}) FROM (
      SELECT s.at, s.id, s.nth, max(s.nth) OVER () AS most FROM ${shown}) e WHERE e.nth IN (1, e.most)), '[]') AS edges,
    coalesce((SELECT json_agg(d) FROM (SELECT ${keysOf(shape)} FROM ${shown} ORDER BY nth ${direction}) d), '[]')::text AS rows`;
}

/** The same page as one JSON text, its rows in the wanted shape, for lists that are asked for often. */
export async function keysetText(
  spec: ListSpec,
  request: PageRequest & { as: Readonly<Record<string, string>> },
): Promise<JsonText<Page<unknown>>> {
  const asked = walkOf(spec, request);
  const text = statement(asked.walk, textColumns(asked, request.limit, request.as));
  const [found] = await inTime(readRows<FetchedText>(text));
  const { total, beyond, more, edges, rows } = found ?? {
    total: "0",
    beyond: false,
    more: false,
    edges: [],
    rows: "[]",
  };
  const pageInfo = infoOf(asked, { total, beyond, more, first: edges[0], last: edges.at(-1) });
  return textOf({ data: new JsonText<unknown[]>(rows), pageInfo });
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
