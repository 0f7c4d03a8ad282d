import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql, type Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { personJson } from "@/lib/domain/json-sql";
import { pluginNotFound } from "@/lib/domain/plugins/access";
import type { Reader } from "@/lib/domain/query";
import type { PluginFinding } from "@/lib/packages/plugins/plugin-finding";

/** True for those who see everything about plugin `p`: instance admins and whoever uploaded it first. */
export function seesAll({ actor }: Ctx): Sql {
  return actor.instanceAdmin ? sql`TRUE` : sql`p."uploadedById" = ${actor.userId}`;
}

/** True for versions `v` of plugin `p` that the caller may read: everybody those that served, of a plugin that is not hidden. */
export function readableVersions(ctx: Ctx): Sql {
  const served = sql`(v."status" = 'approved' OR (v."status" = 'replaced' AND v."reviewedAt" IS NOT NULL))`;
  return sql`(${seesAll(ctx)} OR v."submittedById" = ${ctx.actor.userId} OR (p."active" AND ${served}))`;
}

/** True for versions whose scan and review the caller may see. */
const seesScan = (ctx: Ctx) => sql`(${seesAll(ctx)} OR v."submittedById" = ${ctx.actor.userId})`;

/** The newest scan of version `v`, as `s`. */
export const newestScan = sql`LEFT JOIN LATERAL (SELECT n.* FROM "PluginScan" n WHERE n."versionId" = v."id"
  ORDER BY n."createdAt" DESC, n."id" DESC LIMIT 1) s ON TRUE`;

export type VersionRef = { pluginId: string; version: string };
export type StoredVersion = {
  pluginId: string;
  version: string;
  sha256: string;
  /** Null before the first scan, and for those who may not see what it found. */
  findings: PluginFinding[] | null;
  seesScan: boolean;
  /** The version that serves, where it is another one. */
  serving: { version: string; sha256: string } | null;
};

/** One version of a plugin that the caller may read. Throws `not_found`. */
export async function getVersion(db: Reader, ctx: Ctx, { pluginId, version }: VersionRef) {
  const [stored] = await db.$queryRaw<StoredVersion[]>`
    SELECT p."id"::text AS "pluginId", v."version", v."sha256",
      ${seesScan(ctx)} AS "seesScan", CASE WHEN ${seesScan(ctx)} THEN s."findings" END AS "findings",
      CASE WHEN o."id" <> v."id" THEN json_build_object('version', o."version", 'sha256', o."sha256") END AS "serving"
    FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."pluginId" = p."id" AND v."version" = ${version} ${newestScan}
    LEFT JOIN "PluginVersion" o ON o."id" = p."approvedVersionId"
    WHERE p."id" = ${pluginId}::uuid AND ${readableVersions(ctx)}`;
  if (!stored) throw pluginNotFound();
  return { ...stored, subject: { workspaceId: null } };
}

type ReviewRow = {
  id: string;
  pluginId: string;
  slug: string;
  name: string;
  version: string;
  sha256: string;
  status: string;
  submittedById: string | null;
  uploadedById: string | null;
  claimedBy: { id: string; name: string } | null;
};

async function findReviewed(db: Reader, ctx: Ctx, { pluginId, version }: VersionRef, lock: Sql) {
  const [row] = await db.$queryRaw<ReviewRow[]>`
    SELECT v."id"::text AS "id", p."id"::text AS "pluginId", p."slug", v."name", v."version", v."sha256", v."status", v."submittedById",
      p."uploadedById", ${personJson(sql`c."id"`, sql`c."name"`)} AS "claimedBy"
    FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."pluginId" = p."id" LEFT JOIN "User" c ON c."id" = v."claimedById"
    WHERE p."id" = ${pluginId}::uuid AND v."version" = ${version} AND ${seesScan(ctx)} ${lock}`;
  if (!row) throw pluginNotFound();
  const authors = [...new Set([row.submittedById, row.uploadedById])].filter((one) => one !== null);
  // Who uploaded the plugin first stands where the version's own uploader does.
  const own = authors.find((one) => one === ctx.actor.userId);
  const subject = { workspaceId: null, submittedById: own ?? row.submittedById };
  const audit = { type: "plugin", id: row.pluginId, name: row.slug, workspaceId: null };
  return { ...row, authors, subject, audit };
}

/** A version with its review, for its uploaders and instance admins. Throws `not_found` for all others. */
export function getReviewedVersion(db: Reader, ctx: Ctx, ref: VersionRef) {
  return findReviewed(db, ctx, ref, Prisma.empty);
}

/** The same with its plugin locked: what happens to its versions happens one after the other. */
export function lockReviewedVersion(tx: Tx, ctx: Ctx, ref: VersionRef) {
  return findReviewed(tx, ctx, ref, sql`FOR NO KEY UPDATE OF p, v`);
}
