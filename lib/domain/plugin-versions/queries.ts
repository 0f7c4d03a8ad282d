import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { newestFirst } from "@/lib/domain/keyset";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, substringPattern } from "@/lib/domain/page";
import { newestScan, readableVersions, seesAll } from "@/lib/domain/plugin-versions/access";
import { pluginNotFound, waitingSince } from "@/lib/domain/plugins/access";
import { oneself, query } from "@/lib/domain/query";
import type { PluginVerdict } from "@/lib/packages/plugins/plugin-finding";

const MOST = 100;

export type VersionStatus = "pending" | "approved" | "rejected" | "replaced";
export type PluginVersion = {
  version: string;
  name: string;
  status: VersionStatus;
  sha256: string;
  size: number;
  submittedBy: string;
  submittedAt: string;
  /** Who reviews it; null once it is decided. */
  claimedBy: { id: string; name: string } | null;
  reviewedBy: string | null;
  reviewedAt: string | null;
  reason: string | null;
  scan: "pending" | "completed" | "failed";
  scannedAt: string | null;
  verdict: PluginVerdict | null;
  riskScore: number | null;
  findings: { critical: number; high: number; medium: number; low: number };
};
export type PluginHistory = {
  id: string;
  slug: string;
  name: string;
  active: boolean;
  enableCount: number;
  waitingSince: string | null;
  uploadedBySelf: boolean;
  versions: PluginVersion[];
};

const counted = (severity: string) => sql`'${Prisma.raw(severity)}', (SELECT count(*)::int
  FROM jsonb_array_elements(s."findings") f WHERE f->>'severity' = '${Prisma.raw(severity)}')`;
const findings = sql`json_build_object(${Prisma.join(["critical", "high", "medium", "low"].map(counted))})`;

/** One version `v` with its scan `s` as JSON; `name` joins say who submitted and who decided. */
const versionJson = sql`json_build_object('version', v."version", 'name', v."name", 'status', v."status", 'sha256', v."sha256",
  'size', v."size", 'submittedBy', coalesce(u."name", v."submittedBy"), 'submittedAt', ${isoTime(sql`v."createdAt"`)},
  'claimedBy', ${personJson(sql`c."id"`, sql`c."name"`)}, 'reviewedBy', r."name", 'reviewedAt', ${isoTime(sql`v."reviewedAt"`)}, 'reason', v."reason",
  'scan', coalesce(s."status", 'pending'), 'scannedAt', ${isoTime(sql`s."scannedAt"`)}, 'verdict', s."verdict",
  'riskScore', s."riskScore", 'findings', ${findings})`;
const named = sql`LEFT JOIN "User" u ON u."id" = v."submittedById" LEFT JOIN "User" r ON r."id" = v."reviewedById"
  LEFT JOIN "User" c ON c."id" = v."claimedById" AND v."status" = 'pending'`;

function versionsOf(ctx: Ctx): Sql {
  return sql`(SELECT coalesce(json_agg(x."shown" ORDER BY x."at" DESC), '[]') FROM (
    SELECT ${versionJson} AS "shown", v."createdAt" AS "at" FROM "PluginVersion" v ${named} ${newestScan}
    WHERE v."pluginId" = p."id" AND ${readableVersions(ctx)} ORDER BY v."createdAt" DESC LIMIT ${MOST}) x)`;
}

/** A plugin with the versions that the caller may read, newest first, at most 100. Throws `not_found` where there is none. */
export const getHistory = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, pluginId: string): Promise<PluginHistory> => {
    const [found] = await db.$queryRaw<PluginHistory[]>`
      SELECT p."id"::text AS "id", p."slug", p."name", p."active", p."enableCount",
        coalesce(p."uploadedById" = ${ctx.actor.userId}, FALSE) AS "uploadedBySelf",
        (SELECT ${isoTime(waitingSince)} FROM "PluginVersion" v WHERE v."id" = p."pendingVersionId" AND ${readableVersions(ctx)}) AS "waitingSince",
        ${versionsOf(ctx)} AS "versions"
      FROM "MarketplacePlugin" p WHERE p."id" = ${pluginId}::uuid`;
    if (!found || found.versions.length === 0) throw pluginNotFound();
    return found;
  },
});

export type UploadedPlugin = {
  id: string;
  slug: string;
  name: string;
  active: boolean;
  enableCount: number;
  createdAt: string;
  /** Of the version that serves; null while none was approved. */
  serving: string | null;
  newest: PluginVersion;
};
export type UploadRequest = PageRequest & { q?: string; state?: UploadState };
export const uploadStates = ["pending", "serving", "rejected", "hidden"] as const;
export type UploadState = (typeof uploadStates)[number];

const states: Record<UploadState, Sql> = {
  pending: sql`p."pendingVersionId" IS NOT NULL`,
  serving: sql`p."active" AND p."approvedVersionId" IS NOT NULL`,
  rejected: sql`p."pendingVersionId" IS NULL AND p."approvedVersionId" IS NULL`,
  hidden: sql`NOT p."active"`,
};

function uploaded(ctx: Ctx, { q, state }: UploadRequest): Sql {
  const parts = [seesAll(ctx)];
  if (state) parts.push(states[state]);
  if (q) parts.push(sql`(p."name" ILIKE ${substringPattern(q)} OR p."slug" ILIKE ${substringPattern(q)})`);
  return Prisma.join(parts, " AND ");
}

const newest = sql`LEFT JOIN LATERAL (SELECT n.* FROM "PluginVersion" n WHERE n."pluginId" = p."id"
  ORDER BY n."createdAt" DESC LIMIT 1) v ON TRUE`;

/** Plugins that the caller uploaded, all of them for instance admins, whatever became of them; the newest first. */
export const listUploads = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: UploadRequest): Promise<Page<UploadedPlugin>> => {
    assertOneCursor(request);
    const select = sql`p."slug", p."name", p."active", p."enableCount", ${isoTime(sql`p."createdAt"`)} AS "createdAt",
      (SELECT o."version" FROM "PluginVersion" o WHERE o."id" = p."approvedVersionId") AS "serving", ${versionJson} AS "newest"`;
    const page = await keysetPage(
      {
        list: "plugins",
        from: sql`FROM "MarketplacePlugin" p`,
        shown: sql`${newest} ${named} ${newestScan}`,
        where: uploaded(ctx, request),
        id: sql`p."id"::text`,
        order: newestFirst(sql`p."createdAt"`),
        select,
      },
      request,
    );
    return typedPage<UploadedPlugin>(page);
  },
});
