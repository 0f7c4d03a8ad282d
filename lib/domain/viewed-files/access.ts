import type { Ctx } from "@/lib/domain/context";
import type { Reader } from "@/lib/domain/query";

/** Which of these bytes the caller marked as read. */
export async function viewedOf(db: Reader, { actor }: Ctx, hashes: readonly (string | null)[]): Promise<Set<string>> {
  const sha256 = { in: hashes.filter((hash) => hash !== null) };
  const marks = await db.viewedFile.findMany({ where: { userId: actor.userId, sha256 }, select: { sha256: true } });
  return new Set(marks.map((mark) => mark.sha256));
}
