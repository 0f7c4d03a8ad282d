import { type Sql, sql } from "@/lib/db";
import { readableAgents } from "@/lib/domain/agents/access";
import { type Ctx, membershipIn } from "@/lib/domain/context";
import { query, type Reader } from "@/lib/domain/query";
import { type AnyKind, getResourceTarget, publishedUsers, usingAgents } from "@/lib/domain/resources/access";
import { connectionKind } from "@/lib/domain/resources/connection-kind";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import type { ReadKind, ResourceRefs } from "@/lib/domain/resources/resource-kind";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { schemaKind } from "@/lib/domain/resources/schema-kind";
import { semanticModelKind } from "@/lib/domain/resources/semantic-model-kind";
import { skillKind } from "@/lib/domain/resources/skill-kind";
import { toolKind } from "@/lib/domain/resources/tool-kind";

export type ResourceUser = { id: string; name: string; live: boolean };
/** `more` counts agents besides those that are named: further ones, and such as the caller may not read. */
export type ResourceUses = { agents: ResourceUser[]; more: number; resources: ResourceRefs };

const MOST_NAMED = 50;

const kinds: Readonly<Record<ResourceKindName, ReadKind<unknown>>> = {
  skills: skillKind,
  tools: toolKind,
  "mcp-servers": mcpServerKind,
  "semantic-data-models": semanticModelKind,
  "data-connections": connectionKind,
  schemas: schemaKind,
};

function usersOf(kind: AnyKind, ctx: Ctx, id: string): Sql {
  return sql`SELECT a."id", a."name", a."id" IN (${publishedUsers(kind)}) AS "live"
    FROM ${kind.table} r JOIN "Agent" a ON a."id" IN (${usingAgents(kind)})
    WHERE r."id" = ${id} AND ${readableAgents(ctx)} ORDER BY "live" DESC, a."name" COLLATE "C", a."id" LIMIT ${MOST_NAMED}`;
}

/** Other resources of a workspace are its members' to know. */
async function referrersOf(db: Reader, ctx: Ctx, kind: ReadKind<unknown>, id: string, workspaceId: string) {
  const knows = ctx.actor.instanceAdmin || membershipIn(ctx.actor, workspaceId);
  return knows ? ((await kind.referrers?.(db, id)) ?? []) : [];
}

/** Who uses a resource: agents, those first whose live version does, and other resources. */
export const listResourceUses = query({
  permission: "resources.read",
  target: (db, ctx, { kind, id }: { kind: ResourceKindName; id: string }) =>
    getResourceTarget<unknown>(db, ctx, kinds[kind], id),
  run: async ({ db, ctx, target }, { kind }): Promise<ResourceUses> => {
    const { id, usedBy, workspaceId } = target.row;
    const agents = await db.$queryRaw<ResourceUser[]>`${usersOf(kinds[kind], ctx, id)}`;
    const resources = await referrersOf(db, ctx, kinds[kind], id, workspaceId);
    return { agents, more: Math.max(usedBy - agents.length, 0), resources };
  },
});
