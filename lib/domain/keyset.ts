import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { Position } from "@/lib/domain/cursor";

/**
 * One key of an order. `cast` is the PostgreSQL type that the cursor's text is turned back into; "text" is ordered by code
 * point, "varchar" as its index is, for ids, where that is the same.
 */
export type SortKey = {
  name: string;
  column: Sql;
  cast: "text" | "varchar" | "uuid" | "timestamptz" | "integer" | "bigint" | "boolean" | "double precision";
  direction: "asc" | "desc";
  nulls: "first" | "last" | "none";
};

/** A total order: the keys, then the id. */
export type Order = { keys: SortKey[]; id: Sql; idDirection: "asc" | "desc" };

const typed = (key: SortKey, value: string) => sql`${value}::${Prisma.raw(key.cast)}`;
const collation = (key: SortKey) => Prisma.raw(key.cast === "text" ? ' COLLATE "C"' : "");
const collated = (key: SortKey) => sql`${key.column}${collation(key)}`;

/** By time of making, the newest first. */
export function newestFirst(column: Sql): SortKey[] {
  return [{ name: "createdAt", column, cast: "timestamptz", direction: "desc", nulls: "none" }];
}

/** The same rows from the other end. */
export function reversed({ keys, id, idDirection }: Order): Order {
  const flipped = keys.map((key): SortKey => {
    const direction = key.direction === "asc" ? "desc" : "asc";
    const nulls = key.nulls === "none" ? "none" : key.nulls === "first" ? "last" : "first";
    return { ...key, direction, nulls };
  });
  return { keys: flipped, id, idDirection: idDirection === "asc" ? "desc" : "asc" };
}

/** What stands behind ORDER BY; `columns` in place of the keys' own expressions, for rows that were selected before. */
export function orderingOf({ keys, id, idDirection }: Order, columns?: Sql[]): Sql {
  const parts = keys.map((key, i) => {
    const nulls = key.nulls === "none" ? "" : ` NULLS ${key.nulls.toUpperCase()}`;
    const column = columns?.[i] ?? key.column;
    return sql`${column}${collation(key)} ${Prisma.raw(key.direction.toUpperCase() + nulls)}`;
  });
  return Prisma.join([...parts, sql`${id} ${Prisma.raw(idDirection.toUpperCase())}`]);
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

/** An index can start where the first key's values begin: said apart, since the alternatives hide it. */
function start(first: SortKey | undefined, value: string | null): Sql | null {
  if (!first || value === null || first.nulls === "last") return null;
  const sign = Prisma.raw(first.direction === "asc" ? ">=" : "<=");
  return sql`${collated(first)} ${sign} ${typed(first, value)}`;
}

/** True for rows behind a position; `inclusive`: the row at the position too. */
export function behind({ keys, id, idDirection }: Order, position: Position, { inclusive = false } = {}): Sql {
  const sign = Prisma.raw((idDirection === "asc" ? ">" : "<") + (inclusive ? "=" : ""));
  const value = (index: number) => position.values[index] ?? null;
  const equal = (count: number) => keys.slice(0, count).map((key, i) => same(key, value(i)));
  const steps = keys.map((key, i) => sql`(${Prisma.join([...equal(i), strictlyBehind(key, value(i))], " AND ")})`);
  const tie = sql`(${Prisma.join([...equal(keys.length), sql`${id} ${sign} ${position.id}`], " AND ")})`;
  const any = sql`(${Prisma.join([...steps, tie], " OR ")})`;
  const bound = start(keys[0], value(0));
  return bound ? sql`(${bound} AND ${any})` : any;
}
