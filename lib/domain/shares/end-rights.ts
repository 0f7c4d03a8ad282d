import type { Tx } from "@/lib/db";
import type { DomainEvent, Job } from "@/lib/domain/change";
import { applySettings } from "@/lib/domain/ssh/grant-ssh";

type Step = { tx: Tx; change: { emit: (event: DomainEvent) => Promise<void>; enqueue: (job: Job) => Promise<void> } };
type SharedAgent = { id: string; name: string; number: number; workspaceId: string | null };

/** Ends the SSH grants of a person who may no longer edit the agent: a share was what they had them by. */
export async function endGrants({ tx, change }: Step, agentId: string, userId: string | null): Promise<void> {
  if (userId === null) return;
  const ended = await tx.$executeRaw`
    DELETE FROM "SshGrant" g USING "Agent" a, "User" u
    WHERE g."agentId" = ${agentId} AND g."userId" = ${userId} AND a."id" = g."agentId" AND u."id" = g."userId"
      AND NOT u."instanceAdmin"
      AND NOT EXISTS (SELECT 1 FROM "Membership" m WHERE m."workspaceId" = a."workspaceId" AND m."userId" = u."id"
        AND (m."role" IN ('admin', 'owner') OR (m."role" = 'developer' AND a."ownerId" = u."id")))
      AND NOT EXISTS (SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = u."id" AND s."role" = 'editor'
        AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))`;
  // The running agent hears of it at once, and ends what is open.
  if (ended > 0) await change.enqueue(applySettings(agentId));
}

/** Brings what ends by itself to its end in time. */
export async function endLater({ change }: Step, shareId: string, expiresAt: Date | null): Promise<void> {
  if (expiresAt === null) return;
  await change.enqueue({ task: "keep_shares", payload: {}, key: `share:${shareId}`, runAt: expiresAt });
}

/** Tells those who may know of an agent's shares, and the person whose share it is; `personId` null while it waits. */
export function announceShare(
  { change }: Step,
  type: "agent_shared" | "agent_unshared",
  agent: SharedAgent,
  data: { shared_with: string; role: string; personId: string | null },
): Promise<void> {
  const { id: targetId, name, number, workspaceId } = agent;
  return change.emit({ topic: "agents", type, targetId, name, number, workspaceId, data });
}
