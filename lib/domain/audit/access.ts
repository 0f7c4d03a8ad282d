import { type Sql, sql } from "@/lib/db";
import { shareRole } from "@/lib/domain/agents/access";
import { atLeast, type Ctx } from "@/lib/domain/context";

/** Ids of the agents `a` that the caller may edit as owner or editor, beyond workspaces that they administer. */
function editedAgents(ctx: Ctx): Sql {
  const working = ctx.actor.memberships.filter((m) => atLeast(m.role, "developer")).map((m) => m.workspaceId);
  const watching = ctx.actor.memberships.filter((m) => !atLeast(m.role, "developer")).map((m) => m.workspaceId);
  return sql`(SELECT a."id" FROM "Agent" a WHERE a."workspaceId" IS NOT NULL AND (
      (a."ownerId" = ${ctx.actor.userId} AND a."workspaceId" = ANY(${working}::uuid[]))
      OR (a."id" IN (SELECT s."agentId" FROM "Share" s WHERE s."userId" = ${ctx.actor.userId})
        AND ${shareRole(ctx)} = 'editor' AND NOT (a."workspaceId" = ANY(${watching}::uuid[])))))`;
}

/** True for audit events `e` that the caller may read: everything, their workspaces', their own, or about what they edit. */
export function readableEvents(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  const administered = ctx.actor.memberships.filter((m) => atLeast(m.role, "admin")).map((m) => m.workspaceId);
  // Arrays that are made once, so that each part can be looked up in an index of the trail.
  return sql`(e."actorId" = ${ctx.actor.userId} OR e."workspaceId" = ANY(${administered}::uuid[])
    OR e."targetId" = ANY(ARRAY${editedAgents(ctx)})
    OR e."targetId" = ANY(ARRAY(SELECT p."id" FROM "Package" p WHERE p."agentId" IN ${editedAgents(ctx)})))`;
}
