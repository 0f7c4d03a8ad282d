import { type Sql, sql, type Tx } from "@/lib/db";
import { lockAgent, readableAgents, shareRole } from "@/lib/domain/agents/access";
import { byId } from "@/lib/domain/agents/rules";
import type { Target } from "@/lib/domain/command";
import { atLeast, type Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isId } from "@/lib/domain/ids";
import type { ShareRole } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

export type PackageStatus = "pending" | "approved" | "declined" | "withdrawn" | "superseded";

export type PackageTarget = Target & {
  id: string;
  agentId: string;
  agentName: string;
  agentNumber: number;
  workspaceId: string;
  version: string;
  sha256: string;
  root: string;
  hasPlatformKey: boolean;
  status: PackageStatus;
  submittedById: string;
  claimedById: string | null;
  claimedByName: string | null;
  previousStatus: string | null;
  newestPackageId: string | null;
  runningPackageId: string | null;
};

type Row = Omit<PackageTarget, "subject" | "audit"> & { ownerId: string | null; share: ShareRole | null };

const workspacesWhere = (ctx: Ctx, fits: (m: Ctx["actor"]["memberships"][number]) => boolean) =>
  ctx.actor.memberships.filter(fits).map((m) => m.workspaceId);

/** True for packages `p` of workspaces that the caller reviews. */
export function reviewedByCaller(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  return sql`p."workspaceId" = ANY(${workspacesWhere(ctx, (m) => atLeast(m.role, "admin"))}::uuid[])`;
}

/** True for agents `a` whose packages the caller may read as owner or editor: the rule of `packages.read` in SQL. */
function jointAgents(ctx: Ctx): Sql {
  const working = workspacesWhere(ctx, (m) => atLeast(m.role, "developer") || m.canSubmit === true);
  const watching = workspacesWhere(ctx, (m) => !atLeast(m.role, "developer") && m.canSubmit !== true);
  return sql`((a."ownerId" = ${ctx.actor.userId} AND a."workspaceId" = ANY(${working}::uuid[]))
    OR (${shareRole(ctx)} = 'editor' AND NOT (a."workspaceId" = ANY(${watching}::uuid[]))))`;
}

/** True for packages `p` of agent `a` that the caller may read: as submitter, owner, editor or reviewer. */
export function readablePackages(ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  return sql`(${readableAgents(ctx)} AND (p."submittedById" = ${ctx.actor.userId} OR ${reviewedByCaller(ctx)} OR ${jointAgents(ctx)}))`;
}

/** The sentence that says a package is not there, the same for absent and unreadable ones. */
export function packageNotFound(id: string): DomainError {
  return new DomainError("not_found", `Package '${id.slice(0, 60)}' not found`);
}

function toTarget({ ownerId, share, ...row }: Row): PackageTarget {
  const { id, workspaceId, submittedById, agentName, version } = row;
  return {
    ...row,
    subject: { workspaceId, ownerId, submittedById, share },
    audit: { type: "package", id, name: `${agentName} ${version}`, workspaceId },
  };
}

/** The package, if the caller may read its agent; `living` leaves out those of deleted agents. Throws `not_found`. */
export async function getPackage(
  db: Reader | Tx,
  ctx: Ctx,
  id: string,
  { living = false } = {},
): Promise<PackageTarget> {
  if (!isId("package", id)) throw packageNotFound(id);
  const alive = living ? sql`AND a."deletedAt" IS NULL` : sql``;
  const [row] = await db.$queryRaw<Row[]>`
    SELECT p."id", p."agentId", a."name" AS "agentName", a."number" AS "agentNumber", p."workspaceId"::text AS "workspaceId",
      p."version", p."sha256", p."root", p."hasPlatformKey", p."status", p."submittedById", p."claimedById",
      c."name" AS "claimedByName", p."previousStatus", a."newestPackageId", a."runningPackageId", a."ownerId", ${shareRole(ctx)} AS "share"
    FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId" LEFT JOIN "User" c ON c."id" = p."claimedById"
    WHERE p."id" = ${id} AND ${readableAgents(ctx)} ${alive}`;
  if (!row) throw packageNotFound(id);
  return toTarget(row);
}

/** The package of a living agent, with the agent locked until the transaction ends. Throws `not_found`. */
export async function lockPackage(tx: Tx, ctx: Ctx, id: string): Promise<PackageTarget> {
  const { agentId } = await getPackage(tx, ctx, id, { living: true });
  await lockAgent(tx, ctx, byId(agentId));
  // Read again: what was seen before the lock may be outdated.
  return getPackage(tx, ctx, id, { living: true });
}
