import { sql, type Tx } from "@/lib/db";
import type { Reviewed } from "@/lib/domain/review/access";

/** What a conversation is about: a package, or a version of a plugin. */
export type ThreadSubject = { packageId: string } | { pluginVersionId: string };

/** The columns of thread entries that name what is reviewed. */
export function subjectOf({ kind, id }: Pick<Reviewed, "kind" | "id">): ThreadSubject {
  return kind === "package" ? { packageId: id } : { pluginVersionId: id };
}

/** Ids of those who review it now and claimed it or wrote about it: admins of the package's workspace, instance admins for a plugin. */
export async function reviewersOf(tx: Tx, { kind, id, claimedBy, subject }: Reviewed): Promise<string[]> {
  const wrote = kind === "package" ? sql`e."packageId" = ${id}` : sql`e."pluginVersionId" = ${id}::uuid`;
  const reviews =
    kind === "package"
      ? sql`EXISTS (SELECT 1 FROM "Membership" m WHERE m."userId" = u."id"
          AND m."workspaceId" = ${subject.workspaceId}::uuid AND m."role" IN ('admin', 'owner'))`
      : sql`u."instanceAdmin"`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT u."id" FROM "User" u WHERE u."disabledAt" IS NULL AND ${reviews} AND (u."id" = ${claimedBy?.id ?? null}
      OR EXISTS (SELECT 1 FROM "ThreadEntry" e WHERE ${wrote} AND e."authorId" = u."id"))`;
  return rows.map((row) => row.id);
}
