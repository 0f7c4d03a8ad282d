import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { decodeCursor, encodeCursor, type Position } from "@/lib/domain/cursor";
import type { Reader } from "@/lib/domain/query";

/** One key of an order. `cast` is the PostgreSQL type that the cursor's text is turned back into. */
export type SortKey = {
  name: string;
  column: Sql;
  cast: "text" | "timestamptz" | "integer" | "bigint" | "boolean" | "double precision";
  direction: "asc" | "desc";
  nulls: "first" | "last" | "none";
};

export type PageRequest = { limit: number; after?: string; before?: string };
export type PageInfo = {
  total: number;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};
export type Page<Row> = { data: Row[]; pageInfo: PageInfo };

type Spec = {
  /** Names the list; cursors are bound to it and to the order. */
  list: string;
  /** `FROM …` with the joins that `where` and `order` need. */
  from: Sql;
  /** Further joins that `select` alone needs, each with one row at most: rows are counted without them. */
  shown?: Sql;
  where: Sql;
  id: Sql;
  order: SortKey[];
  /** `column AS "field", …` of one row, without the id. */
  select: Sql;
};

const collated = (key: SortKey) => (key.cast === "text" ? sql`${key.column} COLLATE "C"` : key.column);
const typed = (key: SortKey, value: string) => sql`${value}::${Prisma.raw(key.cast)}`;
const flipped = (key: SortKey): SortKey => ({
  ...key,
  direction: key.direction === "asc" ? "desc" : "asc",
  nulls: key.nulls === "none" ? "none" : key.nulls === "first" ? "last" : "first",
});

function ordering(order: SortKey[], id: Sql, idDirection: "asc" | "desc"): Sql {
  const keys = order.map((key) => {
    const nulls = key.nulls === "none" ? "" : ` NULLS ${key.nulls.toUpperCase()}`;
    return sql`${collated(key)} ${Prisma.raw(key.direction.toUpperCase() + nulls)}`;
  });
  return Prisma.join([...keys, sql`${id} ${Prisma.raw(idDirection.toUpperCase())}`]);
}

function strictlyBehind(key: SortKey, value: string | null): Sql {
  const column = collated(key);
  if (value === null) return key.nulls === "first" ? sql`${column} IS NOT NULL` : sql`FALSE`;
  const sign = Prisma.raw(key.direction === "asc" ? ">" : "<");
  const beyond = sql`${column} ${sign} ${typed(key, value)}`;
  return key.nulls === "last" ? sql`(${beyond} OR ${column} IS NULL)` : beyond;
}

function same(key: SortKey, value: string | null): Sql {
  return value === null ? sql`${key.column} IS NULL` : sql`${collated(key)} = ${typed(key, value)}`;
}

/** Rows behind a position. The first key is bounded on its own too, so that an index can start there. */
function behind(order: SortKey[], id: Sql, position: Position, idDirection: "asc" | "desc"): Sql {
  const idSign = Prisma.raw(idDirection === "asc" ? ">" : "<");
  const value = (index: number) => position.values[index] ?? null;
  const steps = order.map((key, i) => {
    const equal = order.slice(0, i).map((k, j) => same(k, value(j)));
    return sql`(${Prisma.join([...equal, strictlyBehind(key, value(i))], " AND ")})`;
  });
  const tie = sql`(${Prisma.join([...order.map((k, j) => same(k, value(j))), sql`${id} ${idSign} ${position.id}`], " AND ")})`;
  const first = order[0];
  const start = value(0);
  const any = sql`(${Prisma.join([...steps, tie], " OR ")})`;
  if (first?.nulls !== "none" || start === null) return any;
  const sign = Prisma.raw(first.direction === "asc" ? ">=" : "<=");
  return sql`(${collated(first)} ${sign} ${typed(first, start)} AND ${any})`;
}

type Fetched = {
  total: bigint;
  rows: ({ at: (string | null)[]; id: string } & Record<string, unknown>)[];
  beyond: boolean;
};

function listName(spec: Spec): string {
  return `${spec.list}:${spec.order.map((k) => `${k.name}.${k.direction}.${k.nulls}`).join(",")}`;
}

function statement(spec: Spec, request: PageRequest, position: Position | null): Sql {
  const backward = request.before !== undefined;
  const order = backward ? spec.order.map(flipped) : spec.order;
  const idDirection = backward ? "desc" : "asc";
  const from = position ? sql`AND ${behind(order, spec.id, position, idDirection)}` : Prisma.empty;
  const at = Prisma.join([...spec.order.map((k) => sql`${k.column}::text`)]);
  // The rows on the other side of the cursor, the row under it included, tell whether there is a page there.
  const opposite = position
    ? sql`EXISTS (SELECT 1 ${spec.from} WHERE ${spec.where} AND NOT ${behind(order, spec.id, position, idDirection)})`
    : sql`FALSE`;
  // A number in the text, because a plan that is kept must know how few rows are wanted.
  const limit = Prisma.raw(String(Math.trunc(request.limit) + 1));
  return sql`
    WITH page AS (
      SELECT ${spec.id} AS id, ARRAY[${at}]::text[] AS at, ${spec.select}
      ${spec.from} ${spec.shown ?? Prisma.empty} WHERE ${spec.where} ${from}
      ORDER BY ${ordering(order, spec.id, idDirection)} LIMIT ${limit})
    SELECT (SELECT count(*) ${spec.from} WHERE ${spec.where}) AS total, ${opposite} AS beyond,
      coalesce((SELECT json_agg(page.*) FROM page), '[]') AS rows`;
}

/** One page of a keyset-ordered list; rows and total come from one snapshot. Throws `invalid_cursor`. */
export async function keysetPage(
  db: Pick<Reader, "$queryRaw">,
  spec: Spec,
  request: PageRequest,
): Promise<Page<Record<string, unknown>>> {
  const name = listName(spec);
  const backward = request.before !== undefined;
  const cursor = request.before ?? request.after;
  const position = cursor === undefined ? null : decodeCursor(name, cursor, backward ? "before" : "after");
  const [found] = await db.$queryRaw<Fetched[]>(statement(spec, request, position));
  const fetched = found?.rows ?? [];
  const more = fetched.length > request.limit;
  const kept = fetched.slice(0, request.limit);
  if (backward) kept.reverse();
  const cursorOf = (row: (typeof kept)[number] | undefined) =>
    row ? encodeCursor(name, { values: row.at, id: row.id }) : null;
  const opposite = found?.beyond ?? false;
  return {
    data: kept.map(({ at: _, ...row }) => row),
    pageInfo: {
      total: Number(found?.total ?? 0),
      hasNextPage: backward ? opposite : more,
      hasPreviousPage: backward ? more : opposite,
      startCursor: cursorOf(kept[0]),
      endCursor: cursorOf(kept.at(-1)),
    },
  };
}

/** A text as a substring pattern: `%`, `_` and `\` stand for themselves. */
export function substringPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
