import { readOne, type Sql, sql, type Tx } from "@/lib/db";
import { type AgentRef, agentNotFound, isPossibleNumber } from "@/lib/domain/agents/rules";
import type { Target } from "@/lib/domain/command";
import { type Actor, atLeast, type Ctx, callingAgent, type Role } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Caller } from "@/lib/domain/per-actor";
import type { ShareRole, Subject } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

/** The caller's share in agent `a`, as a scalar subquery. */
export function shareRole(ctx: Caller): Sql {
  return sql`(SELECT s."role" FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = ${ctx.actor.userId}
    AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))`;
}

/** Workspaces where the caller has that role or a higher one. */
export function workspacesAs(ctx: Caller, least: Role = "viewer"): string[] {
  return ctx.actor.memberships.filter((m) => atLeast(m.role, least)).map((m) => m.workspaceId);
}

/** Ids of agents that installed integrations bring into these workspaces (null: into any), whatever their state. */
export function broughtIds(workspaces: string[] | null): Sql {
  const there = workspaces === null ? sql`TRUE` : sql`i."workspaceId" = ANY(${workspaces}::uuid[])`;
  return sql`SELECT m."agentId" FROM "IntegrationInstall" i JOIN "IntegrationMember" m ON m."installId" = i."id"
    WHERE ${there} AND m."agentId" IS NOT NULL AND m."detachedAt" IS NULL`;
}

/** Integrations bring an agent `a` only while it is live and not deleted. */
export const bringable = sql`(a."deletedAt" IS NULL AND a."liveVersionId" IS NOT NULL)`;

/** True for agents `a` that an installed integration brings into a workspace of the caller. */
function broughtAgents(ctx: Ctx): Sql {
  return sql`(${bringable} AND EXISTS (${broughtIds(workspacesAs(ctx))} AND m."agentId" = a."id"))`;
}

/** Ids of agents that are shared with the caller. */
export function sharedIds(ctx: Ctx): Sql {
  return sql`SELECT s."agentId" FROM "Share" s
    WHERE s."userId" = ${ctx.actor.userId} AND (s."expiresAt" IS NULL OR s."expiresAt" > now())`;
}

/**
 * True for every agent `a` that the caller may read, wherever it lies. The one place where this is said; lists that must
 * stay fast among millions take it apart by where an agent comes from (`list-scope.ts`).
 */
export function readableAgents(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  const self = callingAgent(ctx.actor);
  if (self !== null) return sql`a."id" = ${self}`;
  return sql`(a."workspaceId" = ANY(${workspacesAs(ctx)}::uuid[]) OR a."workspaceId" IS NULL
    OR EXISTS (${sharedIds(ctx)} AND s."agentId" = a."id") OR ${broughtAgents(ctx)})`;
}

/**
 * The same as `readableAgents`, found by indexes from where agents come from: for questions over all that a caller can read,
 * which must not look at everybody's agents.
 */
export function readableEverywhere(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  const mine = workspacesAs(ctx);
  return sql`(a."id" IN (SELECT o."id" FROM "Agent" o WHERE o."workspaceId" = ANY(${mine}::uuid[])
      UNION ALL SELECT o."id" FROM "Agent" o WHERE o."workspaceId" IS NULL
      UNION ALL ${sharedIds(ctx)} UNION ALL ${broughtIds(mine)}) AND ${readableAgents(ctx)})`;
}

/** True or false for every agent `a`: whether the caller may change it. The policy's `agents.edit` as a condition. */
export function editableAgents(ctx: Caller): Sql {
  if (ctx.actor.instanceAdmin) return sql`(a."workspaceId" IS NOT NULL)`;
  const [members, developers, admins] = [workspacesAs(ctx), workspacesAs(ctx, "developer"), workspacesAs(ctx, "admin")];
  const developed = sql`a."workspaceId" = ANY(${developers}::uuid[])`;
  return sql`coalesce(a."workspaceId" = ANY(${admins}::uuid[]) OR (a."ownerId" = ${ctx.actor.userId} AND ${developed})
    OR (${shareRole(ctx)} = 'editor' AND (${developed} OR a."workspaceId" <> ALL(${members}::uuid[]))), FALSE)`;
}

/** True or false for every agent `a`: the caller is shown its live version in place of the working copy. */
export function liveShown(ctx: Caller): Sql {
  return sql`(a."liveVersionId" IS NOT NULL AND NOT ${editableAgents(ctx)})`;
}

/** The description of agent `a` that the caller is shown. */
export function shownDescription(ctx: Caller): Sql {
  return sql`CASE WHEN ${liveShown(ctx)} THEN coalesce((SELECT v."content"->>'description' FROM "AgentVersion" v
    WHERE v."id" = a."liveVersionId"), a."description") ELSE a."description" END`;
}

/** True for agents of the request's workspace that the caller may read. */
export function agentsOfWorkspace(ctx: Ctx): Sql {
  return sql`a."workspaceId" = ${ctx.workspaceId}::uuid AND ${readableAgents(ctx)}`;
}

/** True for agent `a` named by the reference; a name is looked up in the request's workspace and, after it, among system agents. */
export function referredAgent(ctx: Pick<Ctx, "workspaceId">, { within, ...ref }: AgentRef): Sql {
  if (within !== undefined) return sql`a."workspaceId" = ${within}::uuid AND ${referredAgent(ctx, ref)}`;
  if (ref.kind === "id") return sql`a."id" = ${ref.value}`;
  if (ref.kind === "number") return isPossibleNumber(ref.value) ? sql`a."number" = ${Number(ref.value)}` : sql`FALSE`;
  return sql`(a."workspaceId" = ${ctx.workspaceId}::uuid OR a."workspaceId" IS NULL) AND a."name" = ${ref.value}`;
}

/** The workspace's own agent of a name comes before the system's. */
export const ownFirst = sql`(a."workspaceId" IS NULL)`;

export type AgentTarget = Target & {
  id: string;
  number: number;
  name: string;
  description: string;
  workspaceId: string | null;
  ownerId: string | null;
  runtimeUserId: string | null;
  hosting: "integrated" | "container";
  lifecycleState: "draft" | "live";
  liveVersionId: string | null;
  reviewStatus: "PENDING" | "ACTIVE" | "REJECTED" | "DISABLED";
  newestPackageId: string | null;
  runningPackageId: string | null;
  deletedAt: Date | null;
  rev: number;
};

/**
 * What the policy looks at on an agent that `readableAgents` let through. Whoever has neither a role, a share nor the
 * instance behind them can have got there by an integration alone.
 */
export function agentSubject(row: {
  workspaceId: string | null;
  ownerId: string | null;
  share: ShareRole | null;
}): Subject {
  return { ...row, system: row.workspaceId === null, readable: true };
}

type Row = Omit<AgentTarget, "subject" | "audit"> & { share: ShareRole | null };
type Options = { lock?: boolean; deleted?: "never" | "only" | "any"; withPackage?: boolean };

/** A name may belong to one living agent and to any number of deleted ones; the one that was deleted last is meant. */
const latest = sql`ORDER BY ${ownFirst}, a."deletedAt" DESC NULLS LAST LIMIT 1`;

function toTarget({ share, ...row }: Row): AgentTarget {
  const { id, name, workspaceId, ownerId } = row;
  return {
    ...row,
    subject: agentSubject({ workspaceId, ownerId, share }),
    audit: { type: "agent", id, name, workspaceId },
  };
}

/** Why an agent is not found: `workspace_forbidden` where the reference tells that it lies elsewhere, else `not_found`. */
export async function agentAbsent(db: Reader | Tx, ctx: Ctx, { within: _, ...ref }: AgentRef): Promise<DomainError> {
  if (ref.elsewhere !== "told") return agentNotFound(ref);
  const found = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Agent" a WHERE ${referredAgent(ctx, ref)} AND a."deletedAt" IS NULL LIMIT 1`;
  return found.length === 0
    ? agentNotFound(ref)
    : new DomainError("workspace_forbidden", "The agent lies in another workspace than the one that is named");
}

const targetColumns = (
  ctx: Ctx,
) => sql`a."id", a."number", a."name", a."description", a."workspaceId"::text AS "workspaceId",
  a."ownerId", a."runtimeUserId", a."hosting", a."lifecycleState", a."liveVersionId", a."reviewStatus", a."newestPackageId",
  a."runningPackageId", a."deletedAt", a."rev", ${shareRole(ctx)} AS "share"`;

/** The agent, if the caller may read it, with the facts that policies look at; `not_found` otherwise. */
export async function getAgent(db: Reader | Tx, ctx: Ctx, ref: AgentRef, options: Options = {}): Promise<AgentTarget> {
  const alive = { never: sql`a."deletedAt" IS NULL`, only: sql`a."deletedAt" IS NOT NULL`, any: sql`TRUE` };
  const packaged = options.withPackage ? sql`AND a."newestPackageId" IS NOT NULL` : sql``;
  const lock = options.lock ? sql`FOR UPDATE OF a` : sql``;
  const [row] = await db.$queryRaw<Row[]>`SELECT ${targetColumns(ctx)} FROM "Agent" a
    WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND ${alive[options.deleted ?? "never"]} ${packaged}
    ${latest} ${lock}`;
  if (!row) throw await agentAbsent(db, ctx, ref);
  return toTarget(row);
}

/**
 * The same living agent with what a question shows of it, in one statement: `columns` of agent `a` and of what `joins` add
 * to it, which must be called otherwise than the target's. For questions that are asked often; as `readOne`.
 */
export async function getAgentWith<Shown extends object>(
  db: Reader,
  ctx: Ctx,
  ref: AgentRef,
  { columns, joins = sql`` }: { columns: Sql; joins?: Sql },
): Promise<AgentTarget & Shown> {
  const row = await readOne<Row & Shown>(sql`SELECT ${targetColumns(ctx)}, ${columns} FROM "Agent" a ${joins}
    WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL ${latest}`);
  if (!row) throw await agentAbsent(db, ctx, ref);
  return { ...row, ...toTarget(row) };
}

/** The same agent locked until the transaction ends: changes to one agent happen one after the other. */
export function lockAgent(tx: Tx, ctx: Ctx, ref: AgentRef, options: Omit<Options, "lock"> = {}): Promise<AgentTarget> {
  return getAgent(tx, ctx, ref, { ...options, lock: true });
}

/** Whether the caller may name a workspace for the sake of this agent alone: they hold a share in it, or are the agent. */
export async function opensWorkspace(db: Reader, actor: Actor, workspaceId: string, ref: AgentRef): Promise<boolean> {
  const self = callingAgent(actor);
  const theirs =
    self === null
      ? sql`EXISTS (SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = ${actor.userId}
          AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))`
      : sql`a."id" = ${self}`;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Agent" a WHERE ${theirs}
      AND ${referredAgent({ workspaceId }, { ...ref, within: workspaceId })} AND a."deletedAt" IS NULL LIMIT 1`;
  return rows.length > 0;
}
