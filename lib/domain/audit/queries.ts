import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { readableEvents } from "@/lib/domain/audit/access";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey, substringPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

type Json = Record<string, unknown> | null;
export type AuditRow = {
  id: string;
  seq: number;
  time: string;
  actor: { type: string; id: string | null; name: string | null };
  via: string;
  action: string;
  target: { type: string; id: string | null; name: string | null } | null;
  workspaceId: string | null;
  before: Json;
  after: Json;
  outcome: "success" | "denied" | "failed";
  override: boolean;
  requestId: string | null;
  address: string | null;
  userAgent: string | null;
  hash: string | null;
};

export type AuditFilter = {
  actorId?: string;
  action?: string;
  targetType?: string;
  targetId?: string;
  outcome?: "success" | "denied" | "failed";
  override?: boolean;
  from?: string;
  to?: string;
  q?: string;
  workspaceId?: string | null;
};

const newestFirst: SortKey[] = [
  { name: "seq", column: sql`e."seq"`, cast: "bigint", direction: "desc", nulls: "none" },
];

const columns = sql`e."seq", ${isoTime(sql`e."at"`)} AS "time",
  json_build_object('type', e."actorType", 'id', e."actorId", 'name', e."actorName") AS "actor", e."via", e."action",
  CASE WHEN e."targetType" IS NULL THEN NULL ELSE
    json_build_object('type', e."targetType", 'id', e."targetId", 'name', e."targetName") END AS "target",
  e."workspaceId"::text AS "workspaceId", e."before", e."after", e."outcome", e."override", e."requestId", e."address",
  e."userAgent", (SELECT s."hash" FROM "AuditSeal" s WHERE s."seq" = e."seq") AS "hash"`;

function actionIs(action: string): Sql {
  if (!action.endsWith(".*")) return sql`e."action" = ${action}`;
  return sql`e."action" LIKE ${`${substringPattern(action.slice(0, -1)).slice(1)}`}`;
}

function matching(filter: AuditFilter): Sql {
  const { actorId, action, targetType, targetId, outcome, override, from, to, q, workspaceId } = filter;
  const parts = [sql`TRUE`];
  if (actorId) parts.push(sql`e."actorId" = ${actorId}`);
  if (action) parts.push(actionIs(action));
  if (targetType) parts.push(sql`e."targetType" = ${targetType}`);
  if (targetId) parts.push(sql`e."targetId" = ${targetId}`);
  if (outcome) parts.push(sql`e."outcome" = ${outcome}`);
  if (override !== undefined) parts.push(sql`e."override" = ${override}`);
  if (from) parts.push(sql`e."at" >= ${from}::timestamptz`);
  if (to) parts.push(sql`e."at" < ${to}::timestamptz`);
  if (workspaceId) parts.push(sql`e."workspaceId" = ${workspaceId}::uuid`);
  if (q) {
    const pattern = substringPattern(q);
    parts.push(sql`(e."action" ILIKE ${pattern} OR e."actorName" ILIKE ${pattern} OR e."targetName" ILIKE ${pattern})`);
  }
  return Prisma.join(parts, " AND ");
}

/** What happened, newest first, as far as the caller may know of it. `from` is included, `to` is not. */
export const listAudit = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, request: PageRequest & AuditFilter): Promise<Page<AuditRow>> => {
    assertOneCursor(request);
    const where = sql`${readableEvents(ctx)} AND ${matching(request)}`;
    const from = sql`FROM "AuditEvent" e`;
    const spec = { list: "audit", from, where, id: sql`e."id"`, order: newestFirst, select: columns };
    return typedPage<AuditRow>(await keysetPage(db, spec, request));
  },
});
