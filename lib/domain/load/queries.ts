import { Prisma } from "@/generated/prisma/client";
import { readOne, readRows, type Sql, sql } from "@/lib/db";
import { getAgent, getAgentWith } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isoTime } from "@/lib/domain/json-sql";
import { type FleetCounts, fleetCounts, scopeOf } from "@/lib/domain/load/fleet-counts";
import { type HistoryStep, pointsOf } from "@/lib/domain/load/rules";
import { oneself, query } from "@/lib/domain/query";

/** What a measurement is still worth telling as "now". */
const recent = sql`r."observedState" = 'running' AND r."statsAt" > now() - interval '45 seconds'`;
const stat = (name: string) => sql`(r."lastStats"->>${name})::float8`;

/** The load of running agents `a` in a scope, as they were measured last; nulls where none was. */
export function loadNow(scope: Sql): Sql {
  return sql`SELECT json_build_object('cpuPercent', sum(${stat("cpuPercent")}), 'memoryUsedBytes', sum(${stat("memoryBytes")}),
      'memoryLimitBytes', sum(${stat("memoryLimitBytes")}), 'sampledAt', ${isoTime(sql`max(r."statsAt")`)})
    FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId" WHERE ${recent} AND a."deletedAt" IS NULL AND ${scope}`;
}

/** The agents of a scope that use the most, as they were measured last. */
export function topNow(scope: Sql, most: number): Sql {
  return sql`SELECT coalesce(json_agg(t ORDER BY t."cpuPercent" DESC, t."agentId"), '[]') FROM (
      SELECT a."id" AS "agentId", a."name", ${stat("cpuPercent")} AS "cpuPercent", ${stat("memoryBytes")} AS "memoryUsedBytes"
      FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
      WHERE ${recent} AND a."deletedAt" IS NULL AND ${scope} ORDER BY 3 DESC NULLS LAST, 1 LIMIT ${most}) t`;
}

export type LoadNow = {
  cpuPercent: number | null;
  memoryUsedBytes: number | null;
  memoryLimitBytes: number | null;
  sampledAt: string | null;
};
export type FleetNow = { counts: FleetCounts; now: LoadNow };

/** Counts and load of this moment: what the event stream tells of the fleet. */
export const getFleetNow = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, { workspaceId }: { workspaceId: string | null }): Promise<FleetNow> => {
    const scope = scopeOf(ctx, workspaceId);
    const [row] = await readRows<FleetNow>(
      sql`SELECT (${fleetCounts(ctx, workspaceId)}) AS "counts", (${loadNow(scope)}) AS "now"`,
    );
    if (!row) throw new Error("a statement without FROM has one row");
    return row;
  },
});

export type HistoryPoint = {
  at: string;
  cpuPercent: number | null;
  memoryUsedBytes: number | null;
  networkRxBytes: number | null;
  networkTxBytes: number | null;
  pids: number | null;
  running: number | null;
};

type HistoryRequest = { agent: AgentRef; step: HistoryStep };

/** An agent's last hour in steps of 5 or 30 s, oldest first; a step without a sample is null. Throws `not_found`. */
export const getAgentHistory = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: HistoryRequest) => getAgent(db, ctx, agent),
  run: ({ db, target }, { step }: HistoryRequest) => {
    // Literals, because an expression that is repeated in DISTINCT ON and ORDER BY may hold no parameter.
    const seconds = Prisma.raw(String(step));
    const steps = Prisma.raw(String(pointsOf(step)));
    return db.$queryRaw<HistoryPoint[]>`
      SELECT ${isoTime(sql`to_timestamp(t.slot * ${seconds})`)} AS "at", x."cpuPercent", x."memoryBytes"::float8 AS "memoryUsedBytes",
        x."networkRxBytes"::float8 AS "networkRxBytes", x."networkTxBytes"::float8 AS "networkTxBytes", x."pids",
        CASE WHEN x."at" IS NOT NULL THEN 1 END AS "running"
      FROM (SELECT floor(extract(epoch FROM now()) / ${seconds}) - ${steps} + i AS slot FROM generate_series(1, ${steps}) i) t
        LEFT JOIN (SELECT DISTINCT ON (floor(extract(epoch FROM m."at") / ${seconds})) m.*,
            floor(extract(epoch FROM m."at") / ${seconds}) AS slot
          FROM "RuntimeSample" m WHERE m."agentId" = ${target.id} AND m."at" > now() - interval '1 hour 1 minute'
          ORDER BY floor(extract(epoch FROM m."at") / ${seconds}), m."at" DESC) x ON x.slot = t.slot
      ORDER BY t.slot`;
  },
});

export type AgentStats = {
  agentId: string;
  number: number;
  status: "running" | "stopped" | "exited";
  startedAt: string | null;
  statsAt: string | null;
  cpuPercent: number | null;
  memoryUsedBytes: number | null;
  memoryLimitBytes: number | null;
  networkRxBytes: number | null;
  networkTxBytes: number | null;
  pids: number | null;
};

const statColumns = sql`coalesce(r."observedState", 'stopped') AS "status", ${isoTime(sql`r."startedAt"`)} AS "startedAt",
  ${isoTime(sql`r."statsAt"`)} AS "statsAt", ${stat("cpuPercent")} AS "cpuPercent", ${stat("memoryBytes")} AS "memoryUsedBytes",
  ${stat("memoryLimitBytes")} AS "memoryLimitBytes", ${stat("networkRxBytes")} AS "networkRxBytes",
  ${stat("networkTxBytes")} AS "networkTxBytes", ${stat("pids")}::int AS "pids"`;
const runtime = sql`LEFT JOIN "Runtime" r ON r."agentId" = a."id"`;

/** What an agent uses, as it was measured last; null where there is none. For who may read it already. */
export async function readAgentStats(agentId: string): Promise<AgentStats | null> {
  const row = await readOne<AgentStats>(sql`SELECT a."id" AS "agentId", a."number", ${statColumns}
    FROM "Agent" a ${runtime} WHERE a."id" = ${agentId} AND a."deletedAt" IS NULL`);
  return row ?? null;
}

/** The same for a caller; one statement. Throws `not_found`. */
export const getAgentStats = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) =>
    getAgentWith<Omit<AgentStats, "agentId">>(db, ctx, agent, { columns: statColumns, joins: runtime }),
  run: async ({ target }): Promise<AgentStats> => ({ ...target, agentId: target.id }),
});
