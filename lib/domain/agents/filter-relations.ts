import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { bringable, editableAgents, liveShown, workspacesAs } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import type { Field, Relation } from "@/lib/domain/filters/schema";

type Fields = Record<string, Field>;
const text = (column: Sql): Field => ({ type: "string", column });
const id = (column: Sql, more: Partial<Field> = {}): Field => ({ type: "id", column, ...more });

function one(fields: Fields, exists: Relation["exists"]): Relation {
  return { many: false, fields: new Map(Object.entries(fields)), exists };
}

function many(fields: Fields, exists: Relation["exists"]): Relation {
  return { many: true, fields: new Map(Object.entries(fields)), exists };
}

const workspace = one(
  { id: id(sql`w."id"`, { uuid: true }), name: text(sql`w."name"`), slug: text(sql`w."slug"`) },
  (where) => sql`EXISTS (SELECT 1 FROM "Workspace" w WHERE w."id" = a."workspaceId" AND ${where})`,
);

const person = (key: Sql) =>
  one(
    { id: id(sql`u."id"`), name: text(sql`u."name"`) },
    (where) => sql`EXISTS (SELECT 1 FROM "User" u WHERE u."id" = ${key} AND ${where})`,
  );

const versionFields: Fields = {
  id: id(sql`v."id"`),
  name: text(sql`v."label"`),
  parentId: id(sql`v."parentId"`, { nullable: true }),
  createdBy: id(sql`v."authorId"`, { nullable: true }),
  createdAt: { type: "time", column: sql`v."createdAt"` },
};

const defaultVersion = one(
  versionFields,
  (where) => sql`EXISTS (SELECT 1 FROM "AgentVersion" v WHERE v."id" = a."liveVersionId" AND ${where})`,
);

/** Versions that were never live are the editors' own. */
const versions = (ctx: Ctx) =>
  many(
    versionFields,
    (where) => sql`EXISTS (SELECT 1 FROM "AgentVersion" v WHERE v."agentId" = a."id"
      AND (v."publishedAt" IS NOT NULL OR ${editableAgents(ctx)}) AND ${where})`,
  );

const tags = many(
  { name: text(sql`t."name"`) },
  (where) => sql`EXISTS (SELECT 1 FROM "AgentTag" t WHERE t."agentId" = a."id" AND ${where})`,
);

/** Attachments of the working copy lie in a join table, those of a version in its JSON: as ids, or as objects with one. */
type Attachment = { things: string; joins: string; key: string; inVersion: string };

function attached(ctx: Ctx, { things, joins, key, inVersion }: Attachment, fields: Fields): Relation {
  const [thing, join, column] = [Prisma.raw(`"${things}"`), Prisma.raw(`"${joins}"`), Prisma.raw(`j."${key}"`)];
  const shown = liveShown(ctx);
  return many(
    fields,
    (where) => sql`((NOT ${shown} AND EXISTS (SELECT 1 FROM ${join} j JOIN ${thing} x ON x."id" = ${column}
        WHERE j."agentId" = a."id" AND ${where}))
      OR (${shown} AND EXISTS (SELECT 1 FROM "AgentVersion" v
        CROSS JOIN jsonb_array_elements(v."attachments"->${inVersion}::text) e
        JOIN ${thing} x ON x."id"::text = coalesce(e->>'id', e#>>'{}')
        WHERE v."id" = a."liveVersionId" AND jsonb_typeof(v."attachments"->${inVersion}::text) = 'array' AND ${where})))`,
  );
}

const named: Fields = { id: id(sql`x."id"`), name: text(sql`x."name"`) };
const transport: Field = {
  type: "enum",
  literals: ["streamable-http", "sse", "stdio"],
  column: sql`x."transport"`,
};

/** Integrations that bring agent `a` to the caller. */
function integrations(ctx: Ctx): Relation {
  const installed = ctx.actor.instanceAdmin ? sql`TRUE` : sql`i."workspaceId" = ANY(${workspacesAs(ctx)}::uuid[])`;
  return many(
    { id: id(sql`g."id"`), name: text(sql`g."name"`) },
    (where) => sql`(${bringable} AND EXISTS (SELECT 1 FROM "IntegrationMember" m
      JOIN "IntegrationInstall" i ON i."id" = m."installId" JOIN "Integration" g ON g."id" = i."integrationId"
      WHERE m."agentId" = a."id" AND m."detachedAt" IS NULL AND ${installed} AND ${where}))`,
  );
}

/** The relations of agent `a` (contract `registry` §5.4), as far as the caller is shown them. */
export function agentRelations(ctx: Ctx): ReadonlyMap<string, Relation> {
  const attach = (things: string, key: string, inVersion: string, fields: Fields) =>
    attached(ctx, { things, joins: `Agent${things}`, key, inVersion }, fields);
  return new Map<string, Relation>([
    ["workspace", workspace],
    ["creator", person(sql`a."createdById"`)],
    ["owner", person(sql`a."ownerId"`)],
    ["runtimeUser", person(sql`a."runtimeUserId"`)],
    ["defaultVersion", defaultVersion],
    ["versions", versions(ctx)],
    ["tags", tags],
    ["tools", attach("Tool", "toolId", "tools", named)],
    ["skills", attach("Skill", "skillId", "skills", named)],
    ["semanticDataModels", attach("SemanticDataModel", "semanticDataModelId", "semanticDataModels", named)],
    ["mcpServers", attach("McpServer", "mcpServerId", "mcpServers", { ...named, transport })],
    [
      "dataConnections",
      attach("DataConnection", "dataConnectionId", "dataConnections", { ...named, engine: text(sql`x."engine"`) }),
    ],
    [
      "plugins",
      attached(
        ctx,
        { things: "MarketplacePlugin", joins: "AgentPlugin", key: "pluginId", inVersion: "plugins" },
        { id: id(sql`x."id"`, { uuid: true }), slug: text(sql`x."slug"`), name: text(sql`x."name"`) },
      ),
    ],
    ["integrations", integrations(ctx)],
  ]);
}
