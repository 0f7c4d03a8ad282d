import { type Sql, sql, type Tx } from "@/lib/db";
import { type AgentRef, agentNotFound, isPossibleNumber } from "@/lib/domain/agents/rules";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { ShareRole } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

/** The caller's share in agent `a`, as a scalar subquery. */
export function shareRole(ctx: Ctx): Sql {
  return sql`(SELECT s."role" FROM "Share" s WHERE s."agentId" = a."id" AND s."email" = ${ctx.actor.email}
    AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))`;
}

/** True for every agent `a` that the caller may read, wherever it lies. The one place where this is said. */
export function readableAgents(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  const workspaces = ctx.actor.memberships.map((m) => m.workspaceId);
  return sql`(a."workspaceId" = ANY(${workspaces}::uuid[]) OR a."workspaceId" IS NULL OR EXISTS (
    SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."email" = ${ctx.actor.email}
      AND (s."expiresAt" IS NULL OR s."expiresAt" > now())))`;
}

/** True for agents of the request's workspace that the caller may read. */
export function agentsOfWorkspace(ctx: Ctx): Sql {
  return sql`a."workspaceId" = ${ctx.workspaceId}::uuid AND ${readableAgents(ctx)}`;
}

/** True for agent `a` named by the reference; a name is looked up in the request's workspace. */
export function referredAgent(ctx: Ctx, ref: AgentRef): Sql {
  if (ref.kind === "id") return sql`a."id" = ${ref.value}`;
  if (ref.kind === "number") return isPossibleNumber(ref.value) ? sql`a."number" = ${Number(ref.value)}` : sql`FALSE`;
  return sql`a."workspaceId" = ${ctx.workspaceId}::uuid AND a."name" = ${ref.value}`;
}

export type AgentTarget = Target & {
  id: string;
  number: number;
  name: string;
  workspaceId: string | null;
  ownerId: string | null;
  hosting: "integrated" | "container";
  reviewStatus: "PENDING" | "ACTIVE" | "REJECTED" | "DISABLED";
  newestPackageId: string | null;
  runningPackageId: string | null;
  deletedAt: Date | null;
  rev: number;
};

type Row = Omit<AgentTarget, "subject" | "audit"> & { share: ShareRole | null };
type Options = { lock?: boolean; deleted?: "never" | "only" | "any"; withPackage?: boolean };

function toTarget({ share, ...row }: Row): AgentTarget {
  const { id, name, workspaceId, ownerId } = row;
  return {
    ...row,
    subject: { workspaceId, ownerId, share, system: workspaceId === null },
    audit: { type: "agent", id, name, workspaceId },
  };
}

/** The agent, if the caller may read it, with the facts that policies look at; `not_found` otherwise. */
export async function getAgent(db: Reader | Tx, ctx: Ctx, ref: AgentRef, options: Options = {}): Promise<AgentTarget> {
  const alive = { never: sql`a."deletedAt" IS NULL`, only: sql`a."deletedAt" IS NOT NULL`, any: sql`TRUE` };
  const packaged = options.withPackage ? sql`AND a."newestPackageId" IS NOT NULL` : sql``;
  const lock = options.lock ? sql`FOR UPDATE OF a` : sql``;
  const [row] = await db.$queryRaw<Row[]>`
    SELECT a."id", a."number", a."name", a."workspaceId"::text AS "workspaceId", a."ownerId", a."hosting", a."reviewStatus",
      a."newestPackageId", a."runningPackageId", a."deletedAt", a."rev", ${shareRole(ctx)} AS "share"
    FROM "Agent" a
    WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND ${alive[options.deleted ?? "never"]} ${packaged} ${lock}`;
  if (!row) throw agentNotFound(ref);
  return toTarget(row);
}

/** The same agent locked until the transaction ends: changes to one agent happen one after the other. */
export function lockAgent(tx: Tx, ctx: Ctx, ref: AgentRef, options: Omit<Options, "lock"> = {}): Promise<AgentTarget> {
  return getAgent(tx, ctx, ref, { ...options, lock: true });
}
