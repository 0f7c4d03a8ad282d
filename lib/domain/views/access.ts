import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { personJson } from "@/lib/domain/json-sql";
import type { ViewPage } from "@/lib/domain/views/rules";

export type ViewRow = {
  id: string;
  page: ViewPage;
  name: string;
  query: string;
  columns: string[];
  shared: boolean;
  /** Whether it is the caller's own default; somebody else's default is nobody's business. */
  isDefault: boolean;
  owner: { id: string; name: string };
  rev: number;
};

export const viewTables = sql`FROM "SavedView" v JOIN "User" u ON u."id" = v."ownerId"`;

/** One view `v` with its owner `u`, without its id. */
export function viewColumns(ctx: Ctx): Sql {
  return sql`v."page", v."name", v."query", v."columns", v."shared",
    (v."isDefault" AND v."ownerId" = ${ctx.actor.userId}) AS "isDefault", ${personJson(sql`u."id"`, sql`u."name"`)} AS "owner", v."rev"`;
}

/** True for views `v` that the caller may read: their own and shared ones, in workspaces that they can see. */
export function readableViews(ctx: Ctx): Sql {
  const { actor } = ctx;
  const workspaces = actor.memberships.map((m) => m.workspaceId);
  const here = actor.instanceAdmin ? sql`TRUE` : sql`v."workspaceId" = ANY(${workspaces}::uuid[])`;
  return sql`(${here} AND (v."ownerId" = ${actor.userId} OR v."shared"))`;
}

export type ViewTarget = Target & { view: ViewRow; workspaceId: string };

/** A view that the caller may read, locked; `not_found` for others. */
export async function lockView(tx: Tx, ctx: Ctx, { id }: { id: string }): Promise<ViewTarget> {
  const [row] = await tx.$queryRaw<(ViewRow & { workspaceId: string })[]>(Prisma.sql`
    SELECT v."id", ${viewColumns(ctx)}, v."workspaceId"::text AS "workspaceId" ${viewTables}
    WHERE v."id" = ${id} AND ${readableViews(ctx)} FOR UPDATE OF v`);
  if (!row) throw new DomainError("not_found", `View '${id.slice(0, 60)}' not found`);
  const { workspaceId, ...view } = row;
  const audit = { type: "view", id, name: view.name, workspaceId };
  return { view, workspaceId, rev: view.rev, subject: { workspaceId, ownerId: view.owner.id }, audit };
}

/** Locks the caller's row, always before views: what counts or moves defaults of one person happens one after the other. */
export async function lockOneself(tx: Tx, ctx: Ctx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${ctx.actor.userId} FOR NO KEY UPDATE`;
}

/** Takes the default from the caller's other view of the page. */
export async function moveDefault(
  tx: Tx,
  ctx: Ctx,
  { workspaceId, page, id }: { workspaceId: string; page: ViewPage; id: string },
): Promise<void> {
  await tx.savedView.updateMany({
    where: { ownerId: ctx.actor.userId, workspaceId, page, isDefault: true, id: { not: id } },
    data: { isDefault: false, rev: { increment: 1 } },
  });
}
