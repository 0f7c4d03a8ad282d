import { Prisma } from "@/generated/prisma/client";
import { readRows, type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isoTime } from "@/lib/domain/json-sql";
import { substringPattern } from "@/lib/domain/page";
import { pluginNotFound } from "@/lib/domain/plugins/access";
import { oneself, ownWorkspace, query, type Reader } from "@/lib/domain/query";
import type { PluginFinding } from "@/lib/packages/plugins/plugin-finding";
import type { PluginContents } from "@/lib/packages/plugins/read-plugin";

export type PluginRow = {
  id: string;
  slug: string;
  name: string;
  version: string;
  description: string;
  category: string | null;
  tags: string[];
  contents: PluginContents;
  tokenEstimate: number;
  enableCount: number;
  featured: boolean;
  verdict: string | null;
  author: string | null;
  license: string | null;
  createdAt: string;
  /** Whether it is enabled in the workspace that was asked about; null where none was. */
  enabled: boolean | null;
};

const newestScan = sql`LEFT JOIN LATERAL (SELECT s.* FROM "PluginScan" s WHERE s."versionId" = v."id"
  ORDER BY s."createdAt" DESC, s."id" DESC LIMIT 1) s ON TRUE`;

const columns = (
  workspaceId: string | null,
) => sql`p."id"::text AS "id", p."slug", v."name", v."version", v."description", v."category", v."tags",
  v."contents", v."tokenEstimate", p."enableCount", p."featured", s."verdict", v."author", v."license",
  ${isoTime(sql`p."createdAt"`)} AS "createdAt",
  CASE WHEN ${workspaceId}::uuid IS NULL THEN NULL ELSE EXISTS (SELECT 1 FROM "WorkspaceEnabledPlugin" e
    WHERE e."pluginId" = p."id" AND e."workspaceId" = ${workspaceId}::uuid) END AS "enabled"`;

const served = sql`FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = p."approvedVersionId" ${newestScan}`;

export type Browse = {
  category?: string;
  search?: string;
  tags?: string[];
  sort?: "popular" | "newest" | "name";
  page: number;
  limit: number;
  workspaceId: string | null;
};

const orders: Record<NonNullable<Browse["sort"]>, Sql> = {
  popular: sql`p."enableCount" DESC, p."id"`,
  newest: sql`p."createdAt" DESC, p."id"`,
  name: sql`v."name", p."id"`,
};

function matching({ category, search, tags = [] }: Browse): Sql {
  const parts = [sql`p."active"`];
  if (category !== undefined) parts.push(sql`v."category" = ${category}`);
  if (tags.length > 0) parts.push(sql`v."tags" @> ${tags}::text[]`);
  if (search !== undefined) {
    const pattern = substringPattern(search);
    parts.push(sql`(v."name" ILIKE ${pattern} OR p."slug" ILIKE ${pattern} OR v."description" ILIKE ${pattern})`);
  }
  return Prisma.join(parts, " AND ");
}

/** Approved and active plugins of the marketplace, a page of them with the number of all; one statement. */
export const browsePlugins = query({
  permission: "self.read",
  target: oneself,
  run: async (_, request: Browse): Promise<{ items: PluginRow[]; total: number }> => {
    const where = matching(request);
    const { page, limit, sort = "popular", workspaceId } = request;
    const part = sql`LIMIT ${limit} OFFSET ${(page - 1) * limit}`;
    const [found] = await readRows<{ items: PluginRow[]; total: number }>(sql`
      SELECT coalesce((SELECT json_agg(x) FROM (
          SELECT ${columns(workspaceId)} ${served} WHERE ${where} ORDER BY ${orders[sort]} ${part}) x), '[]') AS "items",
        (SELECT count(*)::int FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = p."approvedVersionId"
          WHERE ${where}) AS "total"`);
    return found ?? { items: [], total: 0 };
  },
});

export type PluginDetail = PluginRow & {
  longDescription: string;
  manifest: Record<string, unknown>;
  sha256: string;
  active: boolean;
  status: string;
  updatedAt: string;
  dependencies: { slug: string; range: string; offered: string | null }[];
};

type Asked = { pluginId: string; pending?: boolean; workspaceId?: string | null };

/** True for pending versions that the caller may see. */
const mineOrAll = ({ actor }: Ctx) => (actor.instanceAdmin ? sql`TRUE` : sql`v."submittedById" = ${actor.userId}`);

function shownVersion(ctx: Ctx, { pluginId, pending = false }: Asked): Sql {
  const joined = pending ? sql`p."pendingVersionId"` : sql`p."approvedVersionId"`;
  const visible = pending ? mineOrAll(ctx) : ctx.actor.instanceAdmin ? sql`TRUE` : sql`p."active"`;
  return sql`FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = ${joined} ${newestScan}
    WHERE p."id" = ${pluginId}::uuid AND ${visible}`;
}

/** One plugin by its version that serves, or that waits. `not_found` for all who may not see that one. */
export const getPlugin = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, asked: Asked): Promise<PluginDetail> => {
    const [plugin] = await db.$queryRaw<
      PluginDetail[]
    >`SELECT ${columns(asked.workspaceId ?? null)}, v."longDescription", v."manifest",
        v."sha256", p."active", v."status", ${isoTime(sql`p."updatedAt"`)} AS "updatedAt",
        coalesce((SELECT json_agg(json_build_object('slug', d."slug", 'range', d."range", 'offered',
          (SELECT o."version" FROM "MarketplacePlugin" q JOIN "PluginVersion" o ON o."id" = q."approvedVersionId"
            WHERE q."slug" = d."slug" AND q."active")) ORDER BY d."slug")
          FROM "PluginDependency" d WHERE d."versionId" = v."id"), '[]') AS "dependencies"
      ${shownVersion(ctx, asked)}`;
    if (!plugin) throw pluginNotFound();
    return plugin;
  },
});

export type PluginScanRow = {
  id: string;
  slug: string;
  version: string;
  sha256: string;
  status: "pending" | "completed" | "failed";
  findings: PluginFinding[];
  riskScore: number | null;
  verdict: string | null;
  scannedAt: string | null;
};

/** The newest scan of the version that waits, else of the one that serves; for its uploader and instance admins. */
export const getPluginScan = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, { pluginId }: { pluginId: string }): Promise<PluginScanRow> => {
    const [plugin] = await db.$queryRaw<{ seen: boolean }[]>`SELECT (${mineOrAll(ctx)}) AS seen
      FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = coalesce(p."pendingVersionId", p."approvedVersionId")
      WHERE p."id" = ${pluginId}::uuid AND (v."status" = 'approved' OR ${mineOrAll(ctx)})`;
    if (!plugin) throw pluginNotFound();
    if (!plugin.seen) throw new DomainError("forbidden", "Only its uploader and instance admins may see the scan");
    const [scan] = await db.$queryRaw<
      PluginScanRow[]
    >`SELECT s."id"::text AS "id", p."slug", v."version", v."sha256", s."status",
        s."findings", s."riskScore", s."verdict", ${isoTime(sql`s."scannedAt"`)} AS "scannedAt"
      FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = coalesce(p."pendingVersionId", p."approvedVersionId")
      JOIN "PluginScan" s ON s."versionId" = v."id" WHERE p."id" = ${pluginId}::uuid ORDER BY s."createdAt" DESC, s."id" DESC LIMIT 1`;
    if (!scan) throw new DomainError("not_found", "No scan found");
    return scan;
  },
});

export type PendingRow = {
  id: string;
  slug: string;
  name: string;
  version: string;
  description: string;
  verdict: string | null;
  riskScore: number | null;
  findings: number;
  uploadedBy: string;
  createdAt: string;
  previousVersion: string | null;
};

/** What waits for a decision, oldest first. */
export const listPendingPlugins = query({
  permission: "instance.administer",
  target: () => ({ subject: { workspaceId: null } }),
  run: async (
    { db },
    { page, limit }: { page: number; limit: number },
  ): Promise<{ items: PendingRow[]; total: number }> => {
    const from = sql`FROM "MarketplacePlugin" p JOIN "PluginVersion" v ON v."id" = p."pendingVersionId"`;
    const items = await db.$queryRaw<
      PendingRow[]
    >`SELECT p."id"::text AS "id", p."slug", v."name", v."version", v."description",
        s."verdict", s."riskScore", coalesce(jsonb_array_length(s."findings"), 0) AS "findings", v."submittedBy" AS "uploadedBy",
        ${isoTime(sql`v."createdAt"`)} AS "createdAt",
        (SELECT o."version" FROM "PluginVersion" o WHERE o."id" = p."approvedVersionId") AS "previousVersion"
      ${from} ${newestScan} ORDER BY v."createdAt", v."id" LIMIT ${limit} OFFSET ${(page - 1) * limit}`;
    const [count] = await db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${from}`;
    return { items, total: count?.total ?? 0 };
  },
});

export type EnabledRow = Omit<PluginRow, "enabled"> & {
  enabledAt: string;
  enabledBy: string | null;
  needs: { slug: string; range: string }[];
};

async function enabledRows(db: Reader, workspaceId: string): Promise<EnabledRow[]> {
  return db.$queryRaw<
    EnabledRow[]
  >`SELECT ${columns(null)}, ${isoTime(sql`e."enabledAt"`)} AS "enabledAt", u."name" AS "enabledBy",
      coalesce((SELECT json_agg(json_build_object('slug', d."slug", 'range', d."range") ORDER BY d."slug")
        FROM "PluginDependency" d WHERE d."versionId" = v."id"), '[]') AS "needs"
    FROM "WorkspaceEnabledPlugin" e JOIN "MarketplacePlugin" p ON p."id" = e."pluginId"
    JOIN "PluginVersion" v ON v."id" = p."approvedVersionId" ${newestScan} LEFT JOIN "User" u ON u."id" = e."enabledById"
    WHERE e."workspaceId" = ${workspaceId}::uuid ORDER BY v."name", p."id"`;
}

/** The plugins that are enabled in the workspace of the request, by name. */
export const listWorkspacePlugins = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: ({ db, target }): Promise<EnabledRow[]> => enabledRows(db, target.subject.workspaceId),
});
