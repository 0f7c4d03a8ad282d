import { db } from "@/lib/db";

/** Those of the contents that no package has any more: what is installed of them may go. */
export async function contentsOfNobody(sha256s: string[]): Promise<string[]> {
  const kept = await db().package.findMany({ where: { sha256: { in: sha256s } }, select: { sha256: true } });
  const known = new Set(kept.map(({ sha256 }) => sha256));
  return sha256s.filter((sha256) => !known.has(sha256));
}

/** Whether an agent is gone for good. */
export async function isPurged(agentId: string): Promise<boolean> {
  return (await db().agent.count({ where: { id: agentId } })) === 0;
}
