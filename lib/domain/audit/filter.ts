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

function actionIs(action: string): Sql {
  const column = sql`e."action" COLLATE "C"`;
  if (!action.endsWith(".*")) return sql`${column} = ${action}`;
  const noun = action.slice(0, -2);
  // From "noun." up to, but without, "noun/", the character behind the dot: a range that an index can serve.
  return sql`(${column} >= ${`${noun}.`} AND ${column} < ${`${noun}/`})`;
}

/** True for audit events `e` that fit the filter. */
export function matchingEvents(filter: AuditFilter): Sql {
  const { actorId, action, targetType, targetId, outcome, override, from, to, q, workspaceId } = filter;
  const parts = [sql`TRUE`];
  if (actorId) parts.push(sql`e."actorId" = ${actorId}`);
  if (action) parts.push(actionIs(action));
  if (targetType) parts.push(sql`e."targetType" = ${targetType}`);
  if (targetId) parts.push(sql`e."targetId" = ${targetId}`);
  if (outcome) parts.push(sql`e."outcome" = ${outcomes[outcome]}`);
  if (override !== undefined) parts.push(override ? sql`e."override"` : sql`NOT e."override"`);
  if (from) parts.push(sql`e."at" >= ${from}::timestamptz`);
  if (to) parts.push(sql`e."at" < ${to}::timestamptz`);
  if (workspaceId) parts.push(sql`e."workspaceId" = ${workspaceId}::uuid`);
  if (q) parts.push(sql`e."searched" LIKE lower(${substringPattern(q)})`);
  return Prisma.join(parts, " AND ");
}
