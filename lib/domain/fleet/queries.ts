import { sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { type FleetAgent, fleetColumns, fleetIds, fleetTables } from "@/lib/domain/fleet/access";
import type { FleetStatus } from "@/lib/domain/fleet/rules";
import { may } from "@/lib/domain/policy";
import { oneself, query, type Reader } from "@/lib/domain/query";
import { type ShareRow, shareColumns, shareTables, validShares } from "@/lib/domain/shares/access";

/** The whole fleet of the caller by name, in one statement; with `tags`, agents that have any of them. */
export const listFleet = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }, { tags }: { tags: readonly string[] }): Promise<FleetAgent[]> => {
    const tagged = sql`EXISTS (SELECT 1 FROM "AgentTag" t WHERE t."agentId" = a."id" AND t."name" = ANY(${[...tags]}))`;
    return db.$queryRaw<FleetAgent[]>`
      SELECT ${fleetColumns(ctx)} ${fleetTables}
      WHERE a."id" IN (${fleetIds(ctx)}) AND ${tags.length === 0 ? sql`TRUE` : tagged}
      ORDER BY a."name" COLLATE "C", a."id"`;
  },
});

export type FleetDetails = FleetAgent & {
  autonomy: boolean;
  readOnly: boolean;
  canShare: boolean;
  canDelete: boolean;
  /** Null for who may not know them. */
  shares: ShareRow[] | null;
};

/** One agent as `listFleet` has it, whoever may read it. */
export async function fleetAgentById(db: Reader, ctx: Ctx, id: string): Promise<FleetAgent> {
  const [row] = await db.$queryRaw<FleetAgent[]>`SELECT ${fleetColumns(ctx)} ${fleetTables} WHERE a."id" = ${id}`;
  if (!row) throw new Error(`Agent ${id} has no row although it was found`);
  return row;
}

/** One agent with what the caller may do with it. Throws `not_found`. */
export const getFleetAgent = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<FleetDetails> => {
    const { id, subject } = target;
    const agent = await fleetAgentById(db, ctx, id);
    const select = { autonomy: true, readOnly: true } as const;
    const switches = await db.agent.findUniqueOrThrow({ where: { id }, select });
    const canShare = may(ctx.actor, "agents.oversee", subject);
    const canDelete = !agent.system && may(ctx.actor, "agents.remove", subject);
    const shares = canShare
      ? await db.$queryRaw<ShareRow[]>`SELECT s."id", ${shareColumns} ${shareTables}
          WHERE s."agentId" = ${id} AND ${validShares} ORDER BY s."createdAt", s."id"`
      : null;
    return { ...agent, ...switches, canShare, canDelete, shares };
  },
});

/** An agent as the operator sees it. Throws `not_found`. */
export const showFleetAgent = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: ({ db, ctx, target }): Promise<FleetAgent> => fleetAgentById(db, ctx, target.id),
});

export type ContextUse = {
  name: string;
  status: FleetStatus;
  contextUsed: number;
  contextMax: number;
  activityAt: Date | null;
};

/** How full each agent's context is, as supervisors saw it last; no agent is asked. */
export const listContextUse = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }): Promise<ContextUse[]> =>
    db.$queryRaw<ContextUse[]>`
      SELECT a."name", coalesce(r."observedState", 'stopped') AS "status", coalesce(r."contextUsed", 0) AS "contextUsed",
        coalesce(r."contextMax", 0) AS "contextMax", r."activityAt"
      FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id"
      WHERE a."id" IN (${fleetIds(ctx)}) ORDER BY a."name" COLLATE "C", a."id"`,
});

/** Which agents act by themselves; those of the system are left out. */
export const listAutonomy = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }) =>
    db.$queryRaw<{ name: string; autonomy: boolean }[]>`
      SELECT a."name", a."autonomy" FROM "Agent" a
      WHERE a."id" IN (${fleetIds(ctx)}) AND a."workspaceId" IS NOT NULL ORDER BY a."name" COLLATE "C", a."id"`,
});

/** Every tag of the caller's agents with how many have it, most used first. */
export const listTags = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }) =>
    db.$queryRaw<{ tag: string; count: number }[]>`
      SELECT t."name" AS "tag", count(*)::int AS "count" FROM "AgentTag" t
      WHERE t."agentId" IN (${fleetIds(ctx)}) GROUP BY t."name" ORDER BY 2 DESC, 1`,
});

/** The tags of one agent, sorted. Throws `not_found`. */
export const getTags = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: async ({ db, target }): Promise<{ name: string; tags: string[] }> => {
    const rows = await db.agentTag.findMany({ where: { agentId: target.id }, select: { name: true } });
    return { name: target.name, tags: rows.map((row) => row.name).sort() };
  },
});
