import { readOne, type Sql, sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import type { Actor, Ctx, Role } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/id-shapes";
import type { Reader } from "@/lib/domain/query";
import type { RetentionTier, WhoMaySubmit } from "@/lib/domain/workspaces/rules";

export type WorkspaceRow = {
  id: string;
  slug: string;
  name: string;
  /** The caller's own; null for an instance admin who is no member. */
  role: Role | null;
  retentionTier: RetentionTier;
  defaultServiceUserId: string | null;
  memberCount: number;
  agentCount: number;
  lifecycle: boolean;
  whoMaySubmit: WhoMaySubmit;
  quotaAgents: number | null;
  quotaCpu: number | null;
  quotaMemoryGb: number | null;
  usedCpu: number;
  usedMemoryGb: number;
  createdAt: Date;
  rev: number;
};

/** What a workspace `w` looks like to the caller, without its id; `u` are the numbers of its living agents. */
export function workspaceColumns({ actor }: Ctx): Sql {
  return sql`w."slug", w."name", w."retentionTier", w."defaultServiceUserId", w."lifecycle", w."whoMaySubmit",
    w."quotaAgents", w."quotaCpu", w."quotaMemoryGb", w."createdAt", w."rev",
    (SELECT m."role" FROM "Membership" m WHERE m."workspaceId" = w."id" AND m."userId" = ${actor.userId}) AS "role",
    (SELECT count(*)::int FROM "Membership" m WHERE m."workspaceId" = w."id") AS "memberCount",
    u."agentCount", u."usedCpu", u."usedMemoryGb"`;
}

/** The join that gives `u`, one row for each workspace `w`. */
export const workspaceUsage = sql`CROSS JOIN LATERAL (
  SELECT count(*)::int AS "agentCount", coalesce(sum(a."cpu"), 0)::float8 AS "usedCpu",
    round(coalesce(sum(a."memoryMb"), 0) / 1024.0, 2)::float8 AS "usedMemoryGb"
  FROM "Agent" a WHERE a."workspaceId" = w."id" AND a."deletedAt" IS NULL) u`;

export type WorkspaceChange = Target & { workspace: WorkspaceRow };

/** A workspace by id or slug; `not_found` unless the caller is a member or an instance admin. */
export async function getWorkspaceRow(db: Reader, ctx: Ctx, ref: string): Promise<WorkspaceChange> {
  const named = isUuid(ref) ? sql`w."id" = ${ref}::uuid` : sql`w."slug" = ${ref}`;
  const [workspace] = await db.$queryRaw<WorkspaceRow[]>`
    SELECT w."id"::text AS "id", ${workspaceColumns(ctx)} FROM "Workspace" w ${workspaceUsage} WHERE ${named}`;
  if (!workspace || !(workspace.role || ctx.actor.instanceAdmin)) {
    throw new DomainError("not_found", "Workspace not found");
  }
  const { id, name } = workspace;
  return { workspace, subject: { workspaceId: id }, audit: { type: "workspace", id, name, workspaceId: id } };
}

/** The same locked, for changes. */
export async function lockWorkspace(tx: Tx, ctx: Ctx, ref: string): Promise<WorkspaceChange> {
  const named = isUuid(ref) ? sql`"id" = ${ref}::uuid` : sql`"slug" = ${ref}`;
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE ${named} FOR UPDATE`;
  return getWorkspaceRow(tx, ctx, ref);
}

/** The id of the workspace of that id or slug, or null. For instance admins, who may name any. */
export async function findWorkspaceId(named: string): Promise<string | null> {
  const where = isUuid(named) ? sql`w."id" = ${named}::uuid` : sql`w."slug" = ${named}`;
  const found = await readOne<{ id: string }>(sql`SELECT w."id"::text AS "id" FROM "Workspace" w WHERE ${where}`);
  return found?.id ?? null;
}

const ownId = ({ actor }: Ctx, named: string) =>
  actor.memberships.find((m) => m.workspaceId === named || m.slug === named)?.workspaceId;

/**
 * The workspace that a body names by id or slug, where the caller may use it. Throws `workspace_forbidden`, the same for
 * unknown and foreign ones.
 */
export async function usableWorkspaceId(ctx: Ctx, named: string): Promise<string> {
  const id = ownId(ctx, named) ?? (ctx.actor.instanceAdmin ? await findWorkspaceId(named) : null);
  if (!id) throw new DomainError("workspace_forbidden", `No workspace '${named.slice(0, 100)}' that you may use`);
  return id;
}

/** The same without asking the database for an id: that an instance admin's is one must come out later (`usableWorkspaceId`). */
export async function presumedWorkspaceId(ctx: Ctx, named: string): Promise<string> {
  if (ctx.actor.instanceAdmin && isUuid(named)) return named;
  return usableWorkspaceId(ctx, named);
}

/** True for rows of the request's workspace; an instance admin who is in none sees all of them, others nothing. */
export function inWorkspace(ctx: Ctx, column: Sql): Sql {
  if (ctx.workspaceId) return sql`${column} = ${ctx.workspaceId}::uuid`;
  return ctx.actor.instanceAdmin ? sql`TRUE` : sql`FALSE`;
}

/** The id of the workspace of that id or slug, where the caller is a member, holds a share in it, or is an instance admin; else null. */
export async function findTenant(db: Reader, actor: Actor, named: string): Promise<string | null> {
  const own = actor.memberships.find((m) => m.workspaceId === named || m.slug === named);
  if (own) return own.workspaceId;
  const id = await findWorkspaceId(named);
  if (id === null || actor.instanceAdmin) return id;
  const shares = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Share" s JOIN "Agent" a ON a."id" = s."agentId"
    WHERE s."userId" = ${actor.userId} AND (s."expiresAt" IS NULL OR s."expiresAt" > now())
      AND a."workspaceId" = ${id}::uuid AND a."deletedAt" IS NULL LIMIT 1`;
  return shares.length > 0 ? id : null;
}
