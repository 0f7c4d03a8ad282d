import { platformChange } from "@/lib/domain/platform-change";
import { applySettings } from "@/lib/domain/ssh/grant-ssh";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

const BATCH = 100;

type Ended = { publicKey: string; agentId: string; name: string; workspaceId: string | null; email: string };

const endSome = platformChange(async ({ tx, audit, enqueue }, now: Date): Promise<number> => {
  const grants = await tx.$queryRaw<Ended[]>`
    WITH gone AS (DELETE FROM "SshGrant" WHERE "id" IN (SELECT "id" FROM "SshGrant" WHERE "expiresAt" <= ${now}::timestamptz
      ORDER BY "expiresAt", "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) RETURNING *)
    SELECT g."publicKey", a."id" AS "agentId", a."name", a."workspaceId"::text AS "workspaceId", u."email"
    FROM gone g JOIN "Agent" a ON a."id" = g."agentId" JOIN "User" u ON u."id" = g."userId"`;
  for (const { publicKey, agentId, name, workspaceId, email } of grants) {
    const target = { type: "agent", id: agentId, name, workspaceId };
    const { fingerprint } = parsePublicKey(publicKey);
    await audit({ action: "ssh.expired", target, before: { fingerprint, email } });
    await enqueue(applySettings(agentId));
  }
  return grants.length;
});

/** Ends the SSH grants whose time has come; answers how many. Agent servers end their connections by themselves. */
export async function endExpiredGrants(now: Date): Promise<number> {
  let ended = 0;
  for (let some = BATCH; some === BATCH; ended += some) some = await endSome(now);
  return ended;
}
