import { sql } from "@/lib/db";
import { totalOf } from "@/lib/domain/audit/count-events";
import { type AuditFilter, matchingEvents, newestFirst } from "@/lib/domain/audit/filter";
import { auditScope, type Scope } from "@/lib/domain/audit/list-scope";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type ListSpec, type Page, type PageRequest } from "@/lib/domain/page";
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

/** One event `e` as JSON columns, without its id. */
export const eventColumns = sql`e."seq", ${isoTime(sql`e."at"`)} AS "time",
  json_build_object('type', e."actorType", 'id', e."actorId", 'name', e."actorName") AS "actor", e."via", e."action",
  CASE WHEN e."targetType" IS NULL THEN NULL ELSE
    json_build_object('type', e."targetType", 'id', e."targetId", 'name', e."targetName") END AS "target",
  e."workspaceId"::text AS "workspaceId", e."before", e."after", e."outcome", e."override", e."requestId", e."address",
  e."userAgent", (SELECT s."hash" FROM "AuditSeal" s WHERE s."seq" = e."seq") AS "hash"`;

/** The list of a scope's events that fit. */
export function eventList({ sources }: Scope, filter: AuditFilter): ListSpec {
  const [from, where] = [sql`FROM "AuditEvent" e`, matchingEvents(filter)];
  const order = newestFirst;
  return { list: "audit", from, where, sources, id: sql`e."id"`, order, select: eventColumns, varied: true };
}

/** What happened, newest first, as far as the caller may know of it. `from` is included, `to` is not. */
export const listAudit = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: PageRequest & AuditFilter): Promise<Page<AuditRow>> => {
    assertOneCursor(request);
    const scope = auditScope(ctx, request);
    const spec = { ...eventList(scope, request), total: totalOf(scope, request) };
    return typedPage<AuditRow>(await keysetPage(spec, request));
  },
});
