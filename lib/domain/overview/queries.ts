import { Prisma } from "@/generated/prisma/client";
import { readRows, type Sql, sql } from "@/lib/db";
import { atLeast, type Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";
import { type FleetCounts, fleetCounts, scopeOf } from "@/lib/domain/load/fleet-counts";
import { type LoadNow, loadNow, topNow } from "@/lib/domain/load/queries";
import { COARSE_STEP_SECONDS, pointsOf } from "@/lib/domain/load/rules";
import { oneself, query } from "@/lib/domain/query";
import { purgeAt } from "@/lib/domain/retention/filter";
import { reviewedByCaller } from "@/lib/domain/submissions/access";

const TOP = 5;
// Literals, because an expression that is repeated in DISTINCT ON and ORDER BY may hold no parameter.
const seconds = Prisma.raw(String(COARSE_STEP_SECONDS));
const steps = Prisma.raw(String(pointsOf(COARSE_STEP_SECONDS)));

type Point = { at: string; cpuPercent: number | null; memoryUsedBytes: number | null; running: number | null };
export type Overview = {
  at: string;
  counts: FleetCounts;
  attention: Record<"pendingReviews" | "failedAgents" | "expiringShares" | "expiringKeys" | "expiringTrash", number>;
  now: LoadNow;
  points: Point[];
  top: { agentId: string; name: string; cpuPercent: number; memoryUsedBytes: number }[];
};

/** Agents that the caller owns or administers: what their shares and trash need is theirs to do. */
function ownAgents(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  const administered = ctx.actor.memberships.filter((m) => atLeast(m.role, "admin")).map((m) => m.workspaceId);
  return sql`(a."ownerId" = ${ctx.actor.userId} OR a."workspaceId" = ANY(${administered}::uuid[]))`;
}

/** JSON: what will be over in some days of what is the caller's to care for. */
function expiring(ctx: Ctx, scope: Sql): Sql {
  const own = ownAgents(ctx);
  return sql`SELECT json_build_object('expiringShares', (SELECT count(*) FROM "Share" s JOIN "Agent" a ON a."id" = s."agentId"
      WHERE s."expiresAt" BETWEEN now() AND now() + interval '7 days' AND a."deletedAt" IS NULL AND ${own} AND ${scope}),
    'expiringTrash', (SELECT count(*) FROM "Agent" a WHERE a."deletedAt" IS NOT NULL
      AND ${purgeAt} BETWEEN now() AND now() + interval '3 days' AND ${own} AND ${scope}))`;
}

/** Sums of the last hour in steps of 30 s, oldest first; a step without a sample is null. */
function points(scope: Sql): Sql {
  return sql`SELECT coalesce(json_agg(json_build_object('at', ${isoTime(sql`step`)}, 'cpuPercent', cpu, 'memoryUsedBytes', memory,
      'running', running) ORDER BY step), '[]')
    FROM generate_series(1, ${steps}) i,
      LATERAL (SELECT to_timestamp((floor(extract(epoch FROM now()) / ${seconds}) - ${steps} + i) * ${seconds}) AS step) t
    LEFT JOIN (SELECT floor(extract(epoch FROM x."at") / ${seconds}) AS slot, sum(x."cpuPercent") AS cpu,
        sum(x."memoryBytes") AS memory, count(*) AS running
      FROM (SELECT DISTINCT ON (m."agentId", floor(extract(epoch FROM m."at") / ${seconds})) m.*
        FROM "RuntimeSample" m JOIN "Agent" a ON a."id" = m."agentId"
        WHERE m."coarse" AND m."at" > now() - interval '1 hour 1 minute' AND ${scope}
        ORDER BY m."agentId", floor(extract(epoch FROM m."at") / ${seconds}), m."at" DESC) x GROUP BY 1) sums
      ON sums.slot = extract(epoch FROM step) / ${seconds}`;
}

type Row = {
  at: string;
  counts: FleetCounts;
  expiring: Pick<Overview["attention"], "expiringShares" | "expiringTrash">;
  reviews: number;
  keys: number;
  now: LoadNow;
  points: Point[];
  top: Overview["top"];
};

/** Counts, load of the last hour and what needs the caller; of one workspace or of all that they can read. */
export const getOverview = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, { workspaceId }: { workspaceId: string | null }): Promise<Overview> => {
    const scope = scopeOf(ctx, workspaceId);
    const reviewed = workspaceId ? sql`p."workspaceId" = ${workspaceId}::uuid AND` : sql``;
    const [row] = await readRows<Row>(sql`
      SELECT ${isoTime(sql`now()`)} AS "at", (${fleetCounts(ctx, workspaceId)}) AS "counts", (${points(scope)}) AS "points",
        (${topNow(scope, TOP)}) AS "top", (${loadNow(scope)}) AS "now", (${expiring(ctx, scope)}) AS "expiring",
        (SELECT count(*)::int FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId"
          WHERE ${reviewed} p."status" = 'pending' AND a."deletedAt" IS NULL AND ${reviewedByCaller(ctx)}) AS "reviews",
        (SELECT count(*)::int FROM "ApiKey" k WHERE k."userId" = ${ctx.actor.userId} AND k."revokedAt" IS NULL
          AND k."expiresAt" BETWEEN now() AND now() + interval '7 days') AS "keys"`);
    if (!row) throw new Error("a statement without FROM has one row");
    const { reviews, keys, expiring: soon, ...fleet } = row;
    const attention = { pendingReviews: reviews, failedAgents: fleet.counts.failed, expiringKeys: keys, ...soon };
    return { ...fleet, attention };
  },
});
