import { db } from "@/lib/db";

/** Audit rows of a target in the order of their effect. */
export async function auditOf(targetId: string) {
  const rows = await db().auditEvent.findMany({ where: { targetId }, orderBy: { seq: "asc" } });
  return rows.map(({ action, outcome, before, after, actorId, override }) => ({
    action,
    outcome,
    before,
    after,
    actorId,
    override,
  }));
}

/** Types of the events about a target, in order. */
export async function eventsOf(targetId: string): Promise<string[]> {
  const rows = await db().event.findMany({ where: { targetId }, orderBy: { id: "asc" } });
  return rows.map((row) => row.type);
}

/** Kinds and links of a person's notifications, in order. */
export async function notificationsOf(userId: string): Promise<{ kind: string; title: string; link: string }[]> {
  return db().notification.findMany({
    where: { userId },
    orderBy: { createdAt: "asc" },
    select: { kind: true, title: true, link: true },
  });
}

/** Waiting jobs with a key. */
export async function jobsWithKey(key: string): Promise<{ task: string }[]> {
  return db().$queryRaw<{ task: string }[]>`
    SELECT task_identifier AS "task" FROM graphile_worker.jobs WHERE key = ${key}`;
}
