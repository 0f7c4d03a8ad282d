import type { Tx } from "@/lib/db";
import { sql } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Catalogue, PluginNode } from "@/lib/domain/plugins/rules";
import type { Reader } from "@/lib/domain/query";
import { tellRunsOf } from "@/lib/domain/runs/tell-runs";
import { usableWorkspaceId } from "@/lib/domain/workspaces/access";

/** Says that a plugin is not there, the same for absent ones and those that the caller may not see. */
export function pluginNotFound(): DomainError {
  return new DomainError("not_found", "Plugin not found");
}

/** The request in the workspace that its path names; `workspace_forbidden` for a foreign one and beside another header. */
export async function enterWorkspace(
  ctx: Ctx,
  named: string,
  header: string | null,
): Promise<Ctx & { workspaceId: string }> {
  if (header !== null && header !== named)
    throw new DomainError("workspace_forbidden", "The header names another workspace");
  return { ...ctx, workspaceId: await usableWorkspaceId(ctx, named) };
}

/**
 * Since when the pending version `v` of a plugin waits: a replacement keeps the place of those that it replaced
 * undecided.
 */
export const waitingSince = sql`(SELECT min(w."createdAt") FROM "PluginVersion" w
  WHERE w."pluginId" = v."pluginId" AND w."status" IN ('pending', 'replaced') AND w."reviewedAt" IS NULL
    AND w."createdAt" > coalesce((SELECT max(d."reviewedAt") FROM "PluginVersion" d WHERE d."pluginId" = v."pluginId"), '-infinity'))`;

const withVersions = { approvedVersion: true, pendingVersion: true } as const;

/** A plugin with the versions that serve and wait, locked for a decision about it. */
export async function lockPlugin(tx: Reader, pluginId: string) {
  await tx.$queryRaw`SELECT 1 FROM "MarketplacePlugin" WHERE "id" = ${pluginId}::uuid FOR NO KEY UPDATE`;
  const plugin = await tx.marketplacePlugin.findUnique({ where: { id: pluginId }, include: withVersions });
  if (!plugin) throw pluginNotFound();
  const audit = { type: "plugin", id: plugin.id, name: plugin.slug, workspaceId: null };
  return { plugin, subject: { workspaceId: null }, audit, rev: plugin.rev };
}
export type PluginTarget = Awaited<ReturnType<typeof lockPlugin>> & Target;

export type CatalogueNode = PluginNode & { id: string; name: string };
type NodeRow = Omit<CatalogueNode, "dependencies"> & { needs: { slug: string; range: string }[] };

const nodeOf = ({ needs, ...node }: NodeRow): CatalogueNode => ({ ...node, dependencies: needs });

/** The plugin and everything that it needs, over whatever others, by slug. One query. */
export async function loadCatalogue(tx: Reader, slug: string): Promise<Catalogue<CatalogueNode>> {
  const rows = await tx.$queryRaw<NodeRow[]>`
    WITH RECURSIVE reach("slug") AS (SELECT ${slug}::text UNION
      SELECT d."slug" FROM reach r JOIN "MarketplacePlugin" p ON p."slug" = r."slug"
      JOIN "PluginDependency" d ON d."versionId" = p."approvedVersionId")
    SELECT p."id"::text AS "id", p."slug", p."name", p."active", v."version",
      coalesce((SELECT json_agg(json_build_object('slug', d."slug", 'range', d."range") ORDER BY d."slug")
        FROM "PluginDependency" d WHERE d."versionId" = v."id"), '[]') AS "needs"
    FROM reach r JOIN "MarketplacePlugin" p ON p."slug" = r."slug" LEFT JOIN "PluginVersion" v ON v."id" = p."approvedVersionId"`;
  return new Map(rows.map((row) => [row.slug, nodeOf(row)]));
}

/** The plugins that are enabled in a workspace, with what they need. */
export async function loadEnabled(tx: Reader, workspaceId: string): Promise<CatalogueNode[]> {
  const rows = await tx.$queryRaw<NodeRow[]>`
    SELECT p."id"::text AS "id", p."slug", p."name", p."active", v."version",
      coalesce((SELECT json_agg(json_build_object('slug', d."slug", 'range', d."range") ORDER BY d."slug")
        FROM "PluginDependency" d WHERE d."versionId" = v."id"), '[]') AS "needs"
    FROM "WorkspaceEnabledPlugin" e JOIN "MarketplacePlugin" p ON p."id" = e."pluginId"
    LEFT JOIN "PluginVersion" v ON v."id" = p."approvedVersionId" WHERE e."workspaceId" = ${workspaceId}::uuid ORDER BY p."slug"`;
  return rows.map(nodeOf);
}

/** The workspace of the request, held so that of two changes of its plugins one waits for the other. */
export async function lockPluginsOf(tx: Reader, ctx: Ctx): Promise<Target & { workspaceId: string }> {
  const { workspaceId } = ctx;
  if (!workspaceId) throw new DomainError("workspace_forbidden", "No workspace");
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  return {
    workspaceId,
    subject: { workspaceId },
    audit: { type: "workspace", id: workspaceId, name: "", workspaceId },
  };
}

/** Takes back that plugins are enabled in a locked workspace that goes away, so that their kept numbers stay right. */
export async function disableAllPlugins(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "MarketplacePlugin" p JOIN "WorkspaceEnabledPlugin" e ON e."pluginId" = p."id"
    WHERE e."workspaceId" = ${workspaceId}::uuid ORDER BY p."id" FOR NO KEY UPDATE OF p`;
  await tx.$executeRaw`
    WITH gone AS (DELETE FROM "WorkspaceEnabledPlugin" WHERE "workspaceId" = ${workspaceId}::uuid RETURNING "pluginId")
    UPDATE "MarketplacePlugin" p SET "enableCount" = p."enableCount" - 1 FROM gone WHERE p."id" = gone."pluginId"`;
}

export type UsingAgent = { id: string; number: number; name: string };

/** The agents of a workspace, or of all, that have one of the plugins, by name. Those in the trash count: they may return. */
export async function agentsUsing(tx: Reader, pluginIds: string[], workspaceId: string | null): Promise<UsingAgent[]> {
  return tx.$queryRaw<UsingAgent[]>`SELECT a."id", a."number", a."name" FROM "Agent" a
    WHERE (${workspaceId}::uuid IS NULL OR a."workspaceId" = ${workspaceId}::uuid)
      AND a."id" IN (SELECT x."agentId" FROM "AgentPlugin" x WHERE x."pluginId" = ANY(${pluginIds}::uuid[]))
    ORDER BY lower(a."name"), a."id"`;
}

/**
 * Takes plugins from the agents of a workspace, or of all, and closes up the priorities of what stays. Gives how many
 * agents lost one.
 */
export async function unassignPlugins(tx: Tx, pluginIds: string[], workspaceId: string | null): Promise<number> {
  const agents = await tx.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "Agent" a WHERE (${workspaceId}::uuid IS NULL OR a."workspaceId" = ${workspaceId}::uuid)
      AND a."id" IN (SELECT x."agentId" FROM "AgentPlugin" x WHERE x."pluginId" = ANY(${pluginIds}::uuid[]))
    ORDER BY a."id" FOR NO KEY UPDATE`;
  const ids = agents.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.$executeRaw`DELETE FROM "AgentPlugin" WHERE "agentId" = ANY(${ids}) AND "pluginId" = ANY(${pluginIds}::uuid[])`;
  await tx.$executeRaw`
    UPDATE "AgentPlugin" x SET "priority" = n."place" - 1 FROM (
      SELECT "agentId", "pluginId", row_number() OVER (PARTITION BY "agentId" ORDER BY "priority", "pluginId") AS "place"
      FROM "AgentPlugin" WHERE "agentId" = ANY(${ids})) n
    WHERE n."agentId" = x."agentId" AND n."pluginId" = x."pluginId" AND x."priority" <> n."place" - 1`;
  await tellRunsOf(tx, ids);
  return ids.length;
}
