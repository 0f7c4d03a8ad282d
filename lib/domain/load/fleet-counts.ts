import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { readableAgents, readableEverywhere } from "@/lib/domain/agents/access";
import { agentScope, countsOf, type Scope, workspaceScope } from "@/lib/domain/agents/list-scope";
import { type Ctx, membershipIn } from "@/lib/domain/context";

export type FleetCounts = Record<
  "total" | "running" | "stopped" | "exited" | "failed" | "pendingReview" | "deleted",
  number
>;

/** The agents that a person looks at: of one workspace, or all that they can read. */
export function scopeOf(ctx: Ctx, workspaceId: string | null): Sql {
  if (workspaceId === null) return readableEverywhere(ctx);
  return sql`a."workspaceId" = ${workspaceId}::uuid AND ${readableAgents(ctx)}`;
}

type Tally = Pick<Scope, "kept" | "counted" | "everywhere">;

/** The same by what the kept counts know of it. Who only has shares in a workspace has few agents there. */
function countedScope(ctx: Ctx, workspaceId: string | null): Tally {
  if (workspaceId === null) return agentScope(ctx, null);
  if (ctx.actor.instanceAdmin || membershipIn(ctx.actor, workspaceId)) return workspaceScope(workspaceId);
  return { kept: sql`FALSE`, counted: [{ where: scopeOf(ctx, workspaceId) }] };
}

/** How many agents there are by what is kept of them: `("agents", "alive", "review")`. */
function keptRows({ kept, counted, everywhere }: Tally): Sql {
  const rows = counted.map(
    ({ where }) => sql`SELECT 1, a."deletedAt" IS NULL, a."reviewStatus" FROM "Agent" a WHERE ${where}`,
  );
  const sums = sql`SELECT c."agents", c."retentionTier" IS NULL AS "alive", c."reviewStatus" AS "review"
    FROM ${countsOf({ everywhere })} c WHERE ${kept}`;
  return Prisma.join([sums, ...rows], " UNION ALL ");
}

const summed = (condition: Sql) => sql`coalesce(sum(x."agents") FILTER (WHERE ${condition}), 0)::int`;

/** Agents whose run ended with an error, or whose newest package could not be loaded. */
const failing = sql`SELECT r."agentId" FROM "Runtime" r WHERE r."observedState" = 'exited' AND r."error" IS NOT NULL
  UNION SELECT n."agentId" FROM "Package" n JOIN "Agent" g ON g."id" = n."agentId" AND g."newestPackageId" = n."id"
  WHERE n."installState" = 'failed'`;

/**
 * JSON: how many agents of a scope are in which state. No request looks at them all: totals are added up from the kept
 * counts, and what runs, has ended or failed is found by indexes of that alone.
 */
export function fleetCounts(ctx: Ctx, workspaceId: string | null): Sql {
  const scope = sql`a."deletedAt" IS NULL AND ${scopeOf(ctx, workspaceId)}`;
  return sql`SELECT json_build_object('total', k."total", 'running', s."running", 'stopped', k."total" - s."running" - s."exited",
      'exited', s."exited", 'failed', f."failed", 'pendingReview', k."pending", 'deleted', k."deleted")
    FROM (SELECT ${summed(sql`x."alive"`)} AS "total", ${summed(sql`x."alive" AND x."review" = 'PENDING'`)} AS "pending",
        ${summed(sql`NOT x."alive"`)} AS "deleted" FROM (${keptRows(countedScope(ctx, workspaceId))}) x) k
    CROSS JOIN (SELECT count(*) FILTER (WHERE r."observedState" = 'running')::int AS "running",
        count(*) FILTER (WHERE r."observedState" = 'exited')::int AS "exited"
      FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId" WHERE r."observedState" <> 'stopped' AND ${scope}) s
    CROSS JOIN (SELECT count(*)::int AS "failed" FROM "Agent" a WHERE a."id" IN (${failing}) AND ${scope}) f`;
}
