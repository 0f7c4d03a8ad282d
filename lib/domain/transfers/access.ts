import { type Sql, sql, type Tx } from "@/lib/db";
import { usable } from "@/lib/domain/assignments/access";
import type { Reader } from "@/lib/domain/query";

type Named = { id: string; name: string };
export type KnownServer = Named & { transport: string; url: string | null; command: string | null };
export type KnownModel = Named & { body: unknown };

const startsLike = (column: Sql, beginnings: readonly string[]) =>
  sql`EXISTS (SELECT 1 FROM unnest(${[...beginnings]}::text[]) b WHERE starts_with(${column}, b))`;

/** Servers of the workspace whose names begin in one of these ways. */
export async function knownServers(db: Reader | Tx, workspaceId: string, beginnings: readonly string[]) {
  if (beginnings.length === 0) return [];
  return db.$queryRaw<KnownServer[]>`SELECT "id", "name", "transport", "url", "command" FROM "McpServer"
    WHERE "workspaceId" = ${workspaceId}::uuid AND ${startsLike(sql`"name"`, beginnings)}`;
}

/** Models of the workspace by exact name, with their bodies. */
export async function knownModels(db: Reader | Tx, workspaceId: string, names: readonly string[]) {
  if (names.length === 0) return [];
  return db.$queryRaw<KnownModel[]>`SELECT "id", "name", "semanticModel" AS "body" FROM "SemanticDataModel"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "name" = ANY(${[...names]}::text[])`;
}

/** Names in use that begin in one of these ways. */
export async function takenNames(
  db: Reader | Tx,
  table: "Agent" | "SemanticDataModel",
  workspaceId: string,
  beginnings: readonly string[],
): Promise<Set<string>> {
  if (beginnings.length === 0) return new Set();
  const from = table === "Agent" ? sql`"Agent" WHERE "deletedAt" IS NULL AND` : sql`"SemanticDataModel" WHERE`;
  const rows = await db.$queryRaw<{ name: string }[]>`SELECT "name" FROM ${from}
    "workspaceId" = ${workspaceId}::uuid AND ${startsLike(sql`"name"`, beginnings)}`;
  return new Set(rows.map(({ name }) => name));
}

/** Data connections of the workspace by exact name. */
export async function knownConnections(db: Reader | Tx, workspaceId: string, names: readonly string[]) {
  if (names.length === 0) return [];
  return db.$queryRaw<Named[]>`SELECT "id", "name" FROM "DataConnection"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "name" = ANY(${[...names]}::text[])`;
}

/** Skills or tools that agents of the workspace may use by name; its own come before what integrations bring. */
export async function knownAssignables(
  db: Reader | Tx,
  kind: "skills" | "tools",
  workspaceId: string,
  names: readonly string[],
) {
  if (names.length === 0) return [];
  const table = kind === "skills" ? sql`"Skill"` : sql`"Tool"`;
  return db.$queryRaw<Named[]>`SELECT DISTINCT ON (t."name") t."id", t."name" FROM ${table} t
    WHERE t."name" = ANY(${[...names]}::text[]) AND ${usable(kind, workspaceId)}
    ORDER BY t."name", (t."workspaceId" = ${workspaceId}::uuid) DESC, t."id"`;
}

/** Plugins that are enabled in the workspace, by slug. */
export async function enabledPlugins(db: Reader | Tx, workspaceId: string, slugs: readonly string[]) {
  if (slugs.length === 0) return [];
  return db.$queryRaw<Named[]>`SELECT DISTINCT ON (p."slug") p."id"::text AS "id", p."slug" AS "name"
    FROM "WorkspaceEnabledPlugin" e JOIN "MarketplacePlugin" p ON p."id" = e."pluginId"
    WHERE e."workspaceId" = ${workspaceId}::uuid AND p."slug" = ANY(${[...slugs]}::text[])
    ORDER BY p."slug", p."createdAt" DESC`;
}
