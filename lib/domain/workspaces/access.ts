import { type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/ids";
import type { Reader } from "@/lib/domain/query";

/** The id of the workspace of that id or slug, or null. For instance admins, who may name any. */
export async function findWorkspaceId(db: Reader, named: string): Promise<string | null> {
  const where = isUuid(named) ? { id: named } : { slug: named };
  const found = await db.workspace.findUnique({ where, select: { id: true } });
  return found?.id ?? null;
}

/**
 * The workspace that a body names by id or slug, where the caller may use it. Throws `workspace_forbidden`, the same for
 * unknown and foreign ones.
 */
export async function usableWorkspaceId(db: Reader, { actor }: Ctx, named: string): Promise<string> {
  const own = actor.memberships.find((m) => m.workspaceId === named || m.slug === named);
  const id = own?.workspaceId ?? (actor.instanceAdmin ? await findWorkspaceId(db, named) : null);
  if (!id) throw new DomainError("workspace_forbidden", `No workspace '${named.slice(0, 100)}' that you may use`);
  return id;
}

/** True for rows of the request's workspace; an instance admin who is in none sees all of them, others nothing. */
export function inWorkspace(ctx: Ctx, column: Sql): Sql {
  if (ctx.workspaceId) return sql`${column} = ${ctx.workspaceId}::uuid`;
  return ctx.actor.instanceAdmin ? sql`TRUE` : sql`FALSE`;
}
