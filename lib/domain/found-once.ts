import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { behind, type Order, orderingOf, reversed } from "@/lib/domain/keyset";
import type { Walk } from "@/lib/domain/page";

/** The CTEs of a page's statement, the last of them `page`, and what they say of the list as a whole. */
export type Parts = { ctes: Sql; total: Sql; beyond: Sql };

/** The order of a list among the rows of the CTE `found`, which have its keys as `k0`, `k1`, …. */
function orderOfFound({ order }: Walk): Order {
  const keys = order.keys.map((key, i) => ({ ...key, column: Prisma.raw(`f.k${i}`) }));
  return { ...order, keys, id: sql`f.id` };
}

/** The rows at a list's place in its order, by id and keys alone. */
function foundPage(walk: Walk, limited: Sql): Sql {
  const order = orderOfFound(walk);
  const from = walk.position ? behind(order, walk.position) : sql`TRUE`;
  const at = sql`ARRAY[${Prisma.join(order.keys.map(({ column }) => sql`${column}::text`))}]::text[]`;
  return sql`(SELECT f.*, ${at} AS at FROM found f WHERE ${from} ORDER BY ${orderingOf(order)} LIMIT ${limited}) f`;
}

/**
 * The parts of a statement that finds the rows of a filtered list once, by ids and keys alone, and counts and pages what it
 * found: for conditions that few rows fulfil. Where many do, an order's index and a count alone are quicker.
 */
export function foundOnce(walk: Walk, limited: Sql, where: Sql): Parts {
  const { spec, position, order } = walk;
  const keys = Prisma.join(order.keys.map(({ column }, i) => sql`${column} AS ${Prisma.raw(`k${i}`)}`));
  const kept = orderOfFound(walk);
  const back = reversed(kept);
  return {
    ctes: sql`found AS MATERIALIZED (SELECT ${spec.id} AS id, ${keys} ${spec.from} WHERE ${where} AND ${spec.where}),
      page AS (SELECT f.id, f.at, x.* FROM ${foundPage(walk, limited)} CROSS JOIN LATERAL (
        SELECT ${spec.select} ${spec.from} ${spec.shown ?? Prisma.empty} WHERE ${spec.id} = f.id) x ORDER BY ${orderingOf(kept)})`,
    total: sql`SELECT count(*) FROM found`,
    beyond: position
      ? sql`EXISTS (SELECT 1 FROM found f WHERE ${behind(back, position, { inclusive: true })})`
      : sql`FALSE`,
  };
}
