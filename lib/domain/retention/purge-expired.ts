import { db } from "@/lib/db";
import { type Doomed, eraseAgent } from "@/lib/domain/agents/purge-agent";
import { platformChange } from "@/lib/domain/platform-change";
import { dueForPurge } from "@/lib/domain/retention/filter";

const BATCH = 100;

type Expired = Doomed & { deletedAt: Date; retentionTier: string };

/** Purges one agent, if it is still due once it is locked: somebody may have restored it. */
const purgeOne = platformChange(async (step, { id, now }: { id: string; now: Date }): Promise<boolean> => {
  const { tx, audit, enqueue, emit } = step;
  const [agent] = await tx.$queryRaw<Expired[]>`
    SELECT a."id", a."number", a."name", a."workspaceId"::text AS "workspaceId", a."deletedAt", a."retentionTier"
    FROM "Agent" a WHERE a."id" = ${id} AND ${dueForPurge(now)} FOR UPDATE OF a`;
  if (!agent) return false;
  const { event, job, facts } = await eraseAgent(tx, agent);
  const { name, workspaceId, deletedAt, retentionTier } = agent;
  const before = { ...facts, deletedAt, retentionTier };
  await audit({ action: "agent.purged", target: { type: "agent", id, name, workspaceId }, before });
  await enqueue(job);
  await emit(event);
  return true;
});

export type Purged = { purged: number; failed: { id: string; error: unknown }[] };

/** Purges every agent whose time in the trash has run out at `now`, each in its own transaction; one failure stops no other. */
export async function purgeExpired(now: Date): Promise<Purged> {
  const done: Purged = { purged: 0, failed: [] };
  for (;;) {
    const passed = done.failed.map(({ id }) => id);
    const due = await db().$queryRaw<{ id: string }[]>`
      SELECT a."id" FROM "Agent" a WHERE ${dueForPurge(now)} AND a."id" <> ALL(${passed}::text[])
      ORDER BY a."deletedAt", a."id" LIMIT ${BATCH}`;
    if (due.length === 0) return done;
    for (const { id } of due) {
      try {
        if (await purgeOne({ id, now })) done.purged++;
      } catch (error) {
        done.failed.push({ id, error });
      }
    }
  }
}
