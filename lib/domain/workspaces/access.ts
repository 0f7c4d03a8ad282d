import { isUuid } from "@/lib/domain/ids";
import type { Reader } from "@/lib/domain/query";

/** The id of the workspace of that id or slug, or null. For instance admins, who may name any. */
export async function findWorkspaceId(db: Reader, named: string): Promise<string | null> {
  const where = isUuid(named) ? { id: named } : { slug: named };
  const found = await db.workspace.findUnique({ where, select: { id: true } });
  return found?.id ?? null;
}
