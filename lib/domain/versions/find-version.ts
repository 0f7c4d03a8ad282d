import type { Tx } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";
import { versionNotFound } from "@/lib/domain/versions/access";

/** A version of an agent by id or label that may be seen: published, or for editors. Throws `not_found`. */
export async function versionOfAgent(db: Reader | Tx, agentId: string, ref: string, editor: boolean) {
  const version = await db.agentVersion.findFirst({ where: { agentId, OR: [{ id: ref }, { label: ref }] } });
  if (!version || (version.publishedAt === null && !editor)) throw versionNotFound(ref);
  return version;
}

/** The position of the agent's next version; the agent is locked. */
export async function nextPosition(tx: Tx, agentId: string): Promise<number> {
  const last = await tx.agentVersion.aggregate({ where: { agentId }, _max: { position: true } });
  return (last._max.position ?? 0) + 1;
}
