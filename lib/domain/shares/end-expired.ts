import { type PlatformStep, platformChange } from "@/lib/domain/platform-change";
import { announceShare } from "@/lib/domain/shares/end-rights";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";

const BATCH = 100;

type Expired = {
  id: string;
  email: string;
  role: string;
  userId: string | null;
  agentId: string;
  name: string;
  number: number;
  workspaceId: string | null;
};

async function end({ tx, ...step }: PlatformStep, share: Expired): Promise<void> {
  const { id, email, role, userId, agentId, name, number, workspaceId } = share;
  if (userId) await endLostGrants({ tx, change: step }, userId);
  const agent = { id: agentId, name, number, workspaceId };
  await announceShare({ change: step }, "agent_unshared", agent, { shared_with: email, role, personId: userId });
  const target = { type: "agent", id: agentId, name, workspaceId };
  await step.audit({ action: "share.expired", target, before: { shareId: id, email, role } });
}

const endSome = platformChange(async (step, now: Date): Promise<number> => {
  const shares = await step.tx.$queryRaw<Expired[]>`
    WITH gone AS (DELETE FROM "Share" WHERE "id" IN (SELECT "id" FROM "Share" WHERE "expiresAt" <= ${now}::timestamptz
      ORDER BY "expiresAt", "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) RETURNING *)
    SELECT s."id", s."email", s."role", s."userId", a."id" AS "agentId", a."name", a."number",
      a."workspaceId"::text AS "workspaceId"
    FROM gone s JOIN "Agent" a ON a."id" = s."agentId"`;
  for (const share of shares) await end(step, share);
  return shares.length;
});

/** Ends the shares whose time has come, with their SSH grants; answers how many. */
export async function endExpiredShares(now: Date): Promise<number> {
  let ended = 0;
  for (let some = BATCH; some === BATCH; ended += some) some = await endSome(now);
  return ended;
}
