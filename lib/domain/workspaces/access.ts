import { type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { isUuid } from "@/lib/domain/ids";
import type { Reader } from "@/lib/domain/query";

/** The id of the workspace of that id or slug, or null. For instance admins, who may name any. */
export async function findWorkspaceId(db: Reader, named: string): Promise<string | null> {
  const where = isUuid(named) ? { id: named } : { slug: named };
  const found = await db.workspace.findUnique({ where, select: { id: true } });
  return found?.id ?? null;
}

/** True for rows of the request's workspace; an instance admin who is in none sees all of them, others nothing. */
export function inWorkspace(ctx: Ctx, column: Sql): Sql {
  if (ctx.workspaceId) return sql`${column} = ${ctx.workspaceId}::uuid`;
  return ctx.actor.instanceAdmin ? sql`TRUE` : sql`FALSE`;
}
