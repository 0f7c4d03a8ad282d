import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { SortKey } from "@/lib/domain/page";
import { substringPattern } from "@/lib/domain/page";

export type AuditFilter = {
  actorId?: string;
  /** `noun.verb`, or `noun.*` for all of a noun. */
  action?: string;
  targetType?: string;
  targetId?: string;
  outcome?: "success" | "denied" | "failed";
  override?: boolean;
  /** Included. */
  from?: string;
  /** Not included. */
  to?: string;
  q?: string;
  workspaceId?: string | null;
};

/** Newest first; every index of the trail ends with these two. */
export const newestFirst: SortKey[] = [
  { name: "at", column: sql`e."at"`, cast: "timestamptz", direction: "desc", nulls: "none" },
  { name: "seq", column: sql`e."seq"`, cast: "bigint", direction: "desc", nulls: "none" },
];

// Written out, so that a plan may use the index over what did not succeed.
const outcomes = { success: sql`'success'`, denied: sql`'denied'`, failed: sql`'failed'` };

function actionIs(row: Sql, action: string): Sql {
  const column = sql`${row}."action" COLLATE "C"`;
  if (!action.endsWith(".*")) return sql`${column} = ${action}`;
  const noun = action.slice(0, -2);
  // From "noun." up to, but without, "noun/", the character behind the dot: a range that an index can serve.
  return sql`(${column} >= ${`${noun}.`} AND ${column} < ${`${noun}/`})`;
}

/** True for audit events `e` that fit the filter; `row` in place of `e`, for rows that have the fields that it names. */
export function matchingEvents(filter: AuditFilter, row = sql`e`): Sql {
  const { actorId, action, targetType, targetId, outcome, override, from, to, q, workspaceId } = filter;
  const parts = [sql`TRUE`];
  if (actorId) parts.push(sql`${row}."actorId" = ${actorId}`);
  if (action) parts.push(actionIs(row, action));
  if (targetType) parts.push(sql`${row}."targetType" = ${targetType}`);
  if (targetId) parts.push(sql`${row}."targetId" = ${targetId}`);
  if (outcome) parts.push(sql`${row}."outcome" = ${outcomes[outcome]}`);
  if (override !== undefined) parts.push(override ? sql`${row}."override"` : sql`NOT ${row}."override"`);
  if (from) parts.push(sql`${row}."at" >= ${from}::timestamptz`);
  if (to) parts.push(sql`${row}."at" < ${to}::timestamptz`);
  if (workspaceId) parts.push(sql`${row}."workspaceId" = ${workspaceId}::uuid`);
  if (q) parts.push(sql`${row}."searched" LIKE lower(${substringPattern(q)})`);
  return Prisma.join(parts, " AND ");
}
