import { type Sql, sql } from "@/lib/db";
import { readableAgents, shareRole } from "@/lib/domain/agents/access";
import type { Target } from "@/lib/domain/command";
import { atLeast, type Ctx } from "@/lib/domain/context";
import { isId } from "@/lib/domain/id-shapes";
import { packageNotFound } from "@/lib/domain/packages/access";
import type { PackageStatus } from "@/lib/domain/packages/rules";
import type { ShareRole } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

export type SubmittedPackage = Target & {
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
  newestPackageId: string | null;
  runningPackageId: string | null;
};

type Row = Omit<SubmittedPackage, "subject" | "audit"> & { ownerId: string | null; share: ShareRole | null };

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

function toTarget({ ownerId, share, ...row }: Row): SubmittedPackage {
  const { id, workspaceId, submittedById, agentName, version } = row;
  return {
    ...row,
    subject: { workspaceId, ownerId, submittedById, share },
    audit: { type: "package", id, name: `${agentName} ${version}`, workspaceId },
  };
}

/**
 * A package for reading, if the caller may read its agent; packages of deleted agents stay readable until they are purged.
 * Throws `not_found`.
 */
export async function getSubmitted(db: Reader, ctx: Ctx, id: string): Promise<SubmittedPackage> {
  if (!isId("package", id)) throw packageNotFound(id);
  const [row] = await db.$queryRaw<Row[]>`
    SELECT p."id", p."agentId", a."name" AS "agentName", a."number" AS "agentNumber", p."workspaceId"::text AS "workspaceId",
      p."version", p."sha256", p."root", p."hasPlatformKey", p."status", p."submittedById", a."newestPackageId",
      a."runningPackageId", a."ownerId", ${shareRole(ctx)} AS "share"
    FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId"
    WHERE p."id" = ${id} AND ${readableAgents(ctx)}`;
  if (!row) throw packageNotFound(id);
  return toTarget(row);
}
