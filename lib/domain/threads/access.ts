import type { Tx } from "@/lib/db";

/** Ids of the workspace's reviewers who claimed a package or wrote about it. */
export async function reviewersOf(tx: Tx, packageId: string, workspaceId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ userId: string }[]>`
    SELECT m."userId" FROM "Membership" m
    WHERE m."workspaceId" = ${workspaceId}::uuid AND m."role" IN ('admin', 'owner') AND (
      EXISTS (SELECT 1 FROM "ThreadEntry" e WHERE e."packageId" = ${packageId} AND e."authorId" = m."userId")
      OR EXISTS (SELECT 1 FROM "Package" p WHERE p."id" = ${packageId} AND p."claimedById" = m."userId"))`;
  return rows.map((row) => row.userId);
}
