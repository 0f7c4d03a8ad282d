import { readRows, sql } from "@/lib/db";
import { getAgentWith } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { type FleetAgent, fleetColumns, fleetIds, fleetJoins } from "@/lib/domain/fleet/access";
import type { FleetStatus } from "@/lib/domain/fleet/rules";
import { may } from "@/lib/domain/policy";
import { oneself, query } from "@/lib/domain/query";
import { type ShareRow, shareColumns, shareTables, validShares } from "@/lib/domain/shares/access";

/** The whole fleet of the caller by name, in one statement; with `tags`, agents that have any of them. */
export const listFleet = query({
  permission: "self.read",
  target: oneself,
  run: ({ ctx }, { tags }: { tags: readonly string[] }): Promise<FleetAgent[]> => {
    const tagged = sql`EXISTS (SELECT 1 FROM "AgentTag" t WHERE t."agentId" = a."id" AND t."name" = ANY(${[...tags]}))`;
    return readRows<FleetAgent>(sql`
      SELECT ${fleetColumns(ctx)} FROM "Agent" a ${fleetJoins}
      WHERE a."id" IN (${fleetIds(ctx)}) AND ${tags.length === 0 ? sql`TRUE` : tagged}
      ORDER BY a."name" COLLATE "C", a."id"`);
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

type Loaded = FleetAgent & Pick<FleetDetails, "autonomy" | "readOnly"> & { allShares: ShareRow[] };
// The tables of a share have an agent `a` of their own.
const sharesJson = sql`(SELECT coalesce(json_agg(x), '[]') FROM (SELECT s."id", ${shareColumns} ${shareTables}
  WHERE s."agentId" = own."agentId" AND ${validShares} ORDER BY s."createdAt", s."id") x)`;

/** One agent with what the caller may do with it; one statement. Throws `not_found`. */
export const getFleetAgent = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) =>
    getAgentWith<Loaded>(db, ctx, agent, {
      columns: sql`${fleetColumns(ctx)}, a."autonomy", a."readOnly", ${sharesJson} AS "allShares"`,
      joins: sql`${fleetJoins} CROSS JOIN LATERAL (SELECT a."id") own("agentId")`,
    }),
  run: async ({ ctx, target }): Promise<FleetDetails> => {
    const canShare = may(ctx.actor, "agents.oversee", target.subject);
    const canDelete = !target.system && may(ctx.actor, "agents.remove", target.subject);
    const { allShares, ...agent } = target;
    return { ...agent, canShare, canDelete, shares: canShare ? allShares : null };
  },
});

/** An agent as the operator sees it; one statement. Throws `not_found`. */
export const showFleetAgent = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) =>
    getAgentWith<FleetAgent>(db, ctx, agent, { columns: fleetColumns(ctx), joins: fleetJoins }),
  run: async ({ target }): Promise<FleetAgent> => target,
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
  run: ({ ctx }): Promise<ContextUse[]> =>
    readRows<ContextUse>(sql`
      SELECT a."name", coalesce(r."observedState", 'stopped') AS "status", coalesce(r."contextUsed", 0) AS "contextUsed",
        coalesce(r."contextMax", 0) AS "contextMax", r."activityAt"
      FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id"
      WHERE a."id" IN (${fleetIds(ctx)}) ORDER BY a."name" COLLATE "C", a."id"`),
});

/** Which agents act by themselves; those of the system are left out. */
export const listAutonomy = query({
  permission: "self.read",
  target: oneself,
  run: ({ ctx }) =>
    readRows<{ name: string; autonomy: boolean }>(sql`
      SELECT a."name", a."autonomy" FROM "Agent" a
      WHERE a."id" IN (${fleetIds(ctx)}) AND a."workspaceId" IS NOT NULL ORDER BY a."name" COLLATE "C", a."id"`),
});

/** Every tag of the caller's agents with how many have it, most used first. */
export const listTags = query({
  permission: "self.read",
  target: oneself,
  run: ({ ctx }) =>
    readRows<{ tag: string; count: number }>(sql`
      SELECT t."name" AS "tag", count(*)::int AS "count" FROM "AgentTag" t
      WHERE t."agentId" IN (${fleetIds(ctx)}) GROUP BY t."name" ORDER BY 2 DESC, 1`),
});

/** The tags of one agent, sorted; one statement. Throws `not_found`. */
export const getTags = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) =>
    getAgentWith<{ tags: string[] }>(db, ctx, agent, {
      columns: sql`ARRAY(SELECT t."name" FROM "AgentTag" t WHERE t."agentId" = a."id") AS "tags"`,
    }),
  run: async ({ target: { name, tags } }): Promise<{ name: string; tags: string[] }> => ({ name, tags: tags.sort() }),
});
