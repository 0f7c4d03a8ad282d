import type { Tx } from "@/lib/db";
import type { Job } from "@/lib/domain/change";
import { applySettings } from "@/lib/domain/ssh/grant-ssh";
import { granteeMayEdit } from "@/lib/domain/ssh/queries";

type Step = { tx: Tx; change: { enqueue: (job: Job) => Promise<void> } };

/**
 * Ends the SSH grants of a person at agents that they may no longer edit. Every command that takes a right away calls it
 * last; the running agents hear of it at once and end what is open.
 */
export async function endLostGrants({ tx, change }: Step, userId: string): Promise<void> {
  const ended = await tx.$queryRaw<{ agentId: string }[]>`
    DELETE FROM "SshGrant" g USING "Agent" a
    WHERE g."userId" = ${userId} AND a."id" = g."agentId" AND NOT ${granteeMayEdit()} RETURNING g."agentId"`;
  for (const agentId of new Set(ended.map((grant) => grant.agentId))) await change.enqueue(applySettings(agentId));
}
