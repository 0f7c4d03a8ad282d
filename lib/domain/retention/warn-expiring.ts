import type { Tx } from "@/lib/db";
import { type PlatformStep, platformChange } from "@/lib/domain/platform-change";
import { dueForWarning, purgeAt } from "@/lib/domain/retention/filter";

const BATCH = 100;

type Expiring = { id: string; name: string; workspaceId: string; ownerId: string | null; purgeAt: Date };

/** The owner, while they are a member who can sign in; else those who administer the workspace. */
async function whoToWarn(tx: Tx, { workspaceId, ownerId }: Expiring): Promise<string[]> {
  const members = await tx.membership.findMany({
    where: {
      workspaceId,
      user: { disabledAt: null },
      OR: [{ userId: ownerId ?? "" }, { role: { in: ["admin", "owner"] } }],
    },
    select: { userId: true },
  });
  const ids = members.map(({ userId }) => userId);
  return ids.includes(ownerId ?? "") ? [ownerId ?? ""] : ids;
}

async function warn({ tx, notify }: PlatformStep, agent: Expiring): Promise<void> {
  const { id, name, workspaceId } = agent;
  const day = agent.purgeAt.toISOString().slice(0, 10);
  await notify(await whoToWarn(tx, agent), {
    kind: "trash_expiring",
    title: `${name} will soon be deleted for good`,
    body: `It leaves the trash on ${day}. Restore it until then if it is still needed.`,
    link: "/trash",
    target: { type: "agent", id, name, workspaceId },
  });
}

const warnSome = platformChange(async (step, now: Date): Promise<number> => {
  const agents = await step.tx.$queryRaw<Expiring[]>`
    SELECT a."id", a."name", a."workspaceId"::text AS "workspaceId", a."ownerId", ${purgeAt} AS "purgeAt"
    FROM "Agent" a WHERE ${dueForWarning(now)} ORDER BY a."deletedAt", a."id" LIMIT ${BATCH} FOR UPDATE OF a SKIP LOCKED`;
  for (const agent of agents) await warn(step, agent);
  const ids = agents.map(({ id }) => id);
  // No new revision: nothing that people see of the agent has changed.
  await step.tx.$executeRaw`UPDATE "Agent" SET "trashWarnedAt" = ${now}::timestamptz WHERE "id" = ANY(${ids}::text[])`;
  return agents.length;
});

/** Warns once of each agent that leaves the trash within three days; answers how many. */
export async function warnExpiring(now: Date): Promise<number> {
  let warned = 0;
  for (let some = BATCH; some === BATCH; warned += some) some = await warnSome(now);
  return warned;
}
