import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { atLeast, type Ctx } from "@/lib/domain/context";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey, substringPattern } from "@/lib/domain/page";
import { waitingSince } from "@/lib/domain/plugins/access";
import { query } from "@/lib/domain/query";
import { reviewedByCaller } from "@/lib/domain/submissions/access";

type Person = { id: string; name: string };
export type QueueKind = "package" | "plugin";
export type Queued = {
  kind: QueueKind;
  id: string;
  name: string;
  version: string;
  sha256: string;
  workspaceId: string | null;
  submittedBy: Person;
  queuedAt: string;
  claimedBy: Person | null;
  findings: { high: number; medium: number; low: number; info: number };
  previousVersion: string | null;
};

/** What waits of both kinds, one row each; plugins are reviewed by instance admins. */
function waiting(ctx: Ctx): Sql {
  const plugins = sql`SELECT 'plugin', m."id"::text, v."name", v."version", v."sha256", v."workspaceId", v."submittedById",
      ${waitingSince}, v."claimedById", v."id"
    FROM "MarketplacePlugin" m JOIN "PluginVersion" v ON v."id" = m."pendingVersionId"`;
  return sql`(SELECT 'package' AS "kind", p."id", p."name", p."version", p."sha256", p."workspaceId", p."submittedById",
      p."queuedAt", p."claimedById", NULL::uuid AS "versionId"
    FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId"
    WHERE p."status" = 'pending' AND a."deletedAt" IS NULL AND ${reviewedByCaller(ctx)}
    ${ctx.actor.instanceAdmin ? sql`UNION ALL ${plugins}` : Prisma.empty}) q`;
}

/** What a row of the queue shows of its package or its plugin: each of the joins finds one row at most. */
const shown = sql`LEFT JOIN "User" s ON s."id" = q."submittedById" LEFT JOIN "User" c ON c."id" = q."claimedById"
  LEFT JOIN "Package" p ON p."id" = q."id" LEFT JOIN "Agent" a ON a."id" = p."agentId"
  LEFT JOIN "PluginVersion" v ON v."id" = q."versionId"
  LEFT JOIN LATERAL (SELECT n."findings" FROM "PluginScan" n WHERE n."versionId" = v."id"
    ORDER BY n."createdAt" DESC, n."id" DESC LIMIT 1) n ON TRUE`;

const ofPackage = (severity: string) => sql`coalesce((p."findingCounts"->>${severity}::text)::int, 0)`;
const ofPlugin = (severities: string[]) => sql`(SELECT count(*)::int FROM jsonb_array_elements(n."findings") f
  WHERE f->>'severity' = ANY(${severities}::text[]))`;
/** A critical finding of a plugin counts among the high ones: the queue knows four severities. */
const counts = sql`CASE WHEN q."kind" = 'plugin' THEN
    json_build_object('high', ${ofPlugin(["critical", "high"])}, 'medium', ${ofPlugin(["medium"])}, 'low', ${ofPlugin(["low"])}, 'info', 0)
  ELSE json_build_object('high', ${ofPackage("high")}, 'medium', ${ofPackage("medium")}, 'low', ${ofPackage("low")}, 'info', ${ofPackage("info")}) END`;

const previous = sql`CASE WHEN q."kind" = 'plugin' THEN (SELECT o."version" FROM "MarketplacePlugin" m
    JOIN "PluginVersion" o ON o."id" = m."approvedVersionId" WHERE m."id" = v."pluginId")
  ELSE coalesce((SELECT g."version" FROM "Package" g WHERE g."id" = a."runningPackageId"),
    (SELECT o."version" FROM "Package" o WHERE o."agentId" = p."agentId" AND o."id" <> p."id" AND o."status" = 'approved'
      ORDER BY o."submittedAt" DESC LIMIT 1)) END`;

const columns = sql`q."kind", q."name", q."version", q."sha256", q."workspaceId"::text AS "workspaceId",
  ${personJson(sql`q."submittedById"`, sql`coalesce(s."name", v."submittedBy")`)} AS "submittedBy",
  ${isoTime(sql`q."queuedAt"`)} AS "queuedAt", ${personJson(sql`c."id"`, sql`c."name"`)} AS "claimedBy",
  ${counts} AS "findings", ${previous} AS "previousVersion"`;

const oldestFirst: SortKey[] = [
  { name: "queuedAt", column: sql`q."queuedAt"`, cast: "timestamptz", direction: "asc", nulls: "none" },
];

export type QueueRequest = PageRequest & { kind?: QueueKind; claimedBy?: "me" | "nobody"; q?: string };

function matching(ctx: Ctx, { kind, claimedBy, q }: QueueRequest): Sql {
  const parts = [sql`TRUE`];
  if (kind) parts.push(sql`q."kind" = ${kind}`);
  if (claimedBy === "me") parts.push(sql`q."claimedById" = ${ctx.actor.userId}`);
  if (claimedBy === "nobody") parts.push(sql`q."claimedById" IS NULL`);
  if (q) parts.push(sql`q."name" ILIKE ${substringPattern(q)}`);
  return Prisma.join(parts, " AND ");
}

/** A workspace that the caller reviews, if there is one: the queue covers all of them. */
function reviewedWorkspace(_db: unknown, ctx: Ctx): { subject: { workspaceId: string | null } } {
  const reviewed = ctx.actor.memberships.find((m) => atLeast(m.role, "admin"));
  return { subject: { workspaceId: reviewed?.workspaceId ?? ctx.workspaceId } };
}

/**
 * What waits for a decision, oldest first: packages of the workspaces that the caller reviews and, for instance admins,
 * plugins. Throws `forbidden` for people who review nothing.
 */
export const listQueue = query({
  permission: "packages.review",
  target: reviewedWorkspace,
  run: async ({ ctx }, request: QueueRequest): Promise<Page<Queued>> => {
    assertOneCursor(request);
    const from = sql`FROM ${waiting(ctx)}`;
    const where = matching(ctx, request);
    const spec = { list: "review", from, shown, where, id: sql`q."id"`, order: oldestFirst, select: columns };
    return typedPage<Queued>(await keysetPage(spec, request));
  },
});
