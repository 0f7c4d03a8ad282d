import { sql } from "@/lib/db";
import { readableAgents, shareRole } from "@/lib/domain/agents/access";
import { purgeTime } from "@/lib/domain/agents/rules";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import { may, type ShareRole } from "@/lib/domain/policy";
import { oneself, query } from "@/lib/domain/query";
import { deletedMatching, type TrashFilter, trashOrder } from "@/lib/domain/trash/filter";
import { inWorkspace } from "@/lib/domain/workspaces/access";

type Person = { id: string; name: string };
type Facts = {
  id: string;
  number: number;
  name: string;
  description: string;
  hosting: "integrated" | "container";
  workspaceId: string;
  owner: Person | null;
  deletedAt: string;
  /** Null for the platform itself, and where the audit trail does not say. */
  deletedBy: { id: string | null; name: string } | null;
  retentionTier: "short" | "medium" | "long" | "none" | null;
  /** Whether a living agent of the workspace has the name now. */
  nameTaken: boolean;
};
export type TrashOffer = "restore" | "purge";
export type TrashRow = Facts & { purgeAt: string | null; may: TrashOffer[] };
type Selected = Facts & { ownerId: string | null; share: ShareRole | null };

const owners = sql`LEFT JOIN "User" o ON o."id" = a."ownerId" LEFT JOIN LATERAL (
  SELECT e."actorId", e."actorName" FROM "AuditEvent" e WHERE e."targetId" = a."id" AND e."action" = 'agent.deleted'
    AND e."outcome" = 'success' ORDER BY e."seq" DESC LIMIT 1) d ON TRUE`;

const columns = sql`a."number", a."name", a."description", a."hosting", a."workspaceId"::text AS "workspaceId", a."ownerId",
  ${personJson(sql`o."id"`, sql`o."name"`)} AS "owner", ${isoTime(sql`a."deletedAt"`)} AS "deletedAt",
  CASE WHEN d."actorName" IS NULL THEN NULL ELSE json_build_object('id', d."actorId", 'name', d."actorName") END AS "deletedBy",
  a."retentionTier", EXISTS (SELECT 1 FROM "Agent" l WHERE l."workspaceId" = a."workspaceId" AND l."name" = a."name"
    AND l."deletedAt" IS NULL) AS "nameTaken"`;

export type TrashRequest = PageRequest & TrashFilter & { orderBy?: string };

/** One page of the workspace's deleted agents that the caller may read, the newest deletion first by default; one round trip. */
export const listTrash = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: TrashRequest): Promise<Page<TrashRow>> => {
    assertOneCursor(request);
    const order = parseOrder(trashOrder, request.orderBy, [{ deletedAt: "desc" }]);
    const where = sql`${inWorkspace(ctx, sql`a."workspaceId"`)} AND ${readableAgents(ctx)} AND ${deletedMatching(request)}`;
    const select = sql`${columns}, ${shareRole(ctx)} AS "share"`;
    const spec = { list: "trash", from: sql`FROM "Agent" a`, shown: owners, where, id: sql`a."id"`, order, select };
    const page = typedPage<Selected>(await keysetPage(spec, request));
    const data = page.data.map(({ ownerId, share, ...row }): TrashRow => {
      const subject = { workspaceId: row.workspaceId, ownerId, share };
      const allowed = may(ctx.actor, "agents.remove", subject);
      const purgeAt = purgeTime(new Date(row.deletedAt), row.retentionTier)?.toISOString() ?? null;
      return { ...row, purgeAt, may: allowed ? ["restore", "purge"] : [] };
    });
    return { data, pageInfo: page.pageInfo };
  },
});
