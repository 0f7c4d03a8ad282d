import { type Sql, sql } from "@/lib/db";
import { bringable, broughtIds, readableAgents, sharedIds, shareRole } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import type { FleetStatus, ResourceColumns } from "@/lib/domain/fleet/rules";
import { isoTime } from "@/lib/domain/json-sql";
import type { ShareRole } from "@/lib/domain/policy";

/**
 * Ids of living agents that the caller deals with: those of the request's workspace, of the system, shared with them, and
 * brought into the workspace. An instance admin without a workspace deals with all. Each part has an index of its own.
 */
export function fleetIds(ctx: Ctx): Sql {
  const { workspaceId } = ctx;
  const alive = sql`a."deletedAt" IS NULL`;
  if (workspaceId === null && ctx.actor.instanceAdmin) return sql`SELECT a."id" FROM "Agent" a WHERE ${alive}`;
  const brought =
    workspaceId === null ? sql`FALSE` : sql`a."id" = ANY(ARRAY(${broughtIds([workspaceId])})) AND ${bringable}`;
  return sql`SELECT a."id" FROM "Agent" a
      WHERE a."workspaceId" = ${workspaceId}::uuid AND ${alive} AND ${readableAgents(ctx)}
    UNION SELECT a."id" FROM "Agent" a WHERE a."workspaceId" IS NULL AND ${alive}
    UNION SELECT a."id" FROM "Agent" a WHERE a."id" = ANY(ARRAY(${sharedIds(ctx)})) AND ${alive}
    UNION SELECT a."id" FROM "Agent" a WHERE ${brought}`;
}

/** An agent as an operator sees it. */
export type FleetAgent = ResourceColumns & {
  id: string;
  name: string;
  type: string;
  hosting: "integrated" | "container";
  status: FleetStatus;
  port: number | null;
  createdAt: string;
  runtimeName: string | null;
  runtimeModel: string | null;
  template: string | null;
  githubRepo: string | null;
  containerId: string | null;
  imageVersion: string | null;
  ownerEmail: string | null;
  isOwner: boolean;
  share: ShareRole | null;
  system: boolean;
  tags: string[];
  avatarAt: Date | null;
};

/** The columns of `FleetAgent`; `fleetJoins` add to the agent `a` what they need. */
export function fleetColumns(ctx: Ctx): Sql {
  return sql`a."id", a."name", a."type", a."hosting", coalesce(r."observedState", 'stopped') AS "status", r."port",
    ${isoTime(sql`a."createdAt"`)} AS "createdAt", a."runtimeName", a."runtimeModel", a."template", a."githubRepo",
    a."cpu", a."memoryMb", r."containerId", r."imageVersion", o."email" AS "ownerEmail",
    coalesce(a."ownerId" = ${ctx.actor.userId}, FALSE) AS "isOwner", ${shareRole(ctx)} AS "share",
    a."workspaceId" IS NULL AS "system", a."avatarAt",
    ARRAY(SELECT t."name" FROM "AgentTag" t WHERE t."agentId" = a."id" ORDER BY t."name") AS "tags"`;
}

export const fleetJoins = sql`LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "User" o ON o."id" = a."ownerId"`;
