import { forgetUser } from "@/lib/auth/actor-cache";
import type { Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";

/** Other processes listen here; the payload is a user's id. */
export const ACCESS_CHANNEL = "muster_access";

/**
 * Belongs into every change of what a person may do or of how they show who they are: from the commit on every process
 * asks the database again, and their open streams are looked at.
 */
export async function accessChanged(
  step: { tx: Tx; change: Pick<Change, "afterCommit"> },
  userId: string,
): Promise<void> {
  await step.tx.$executeRaw`SELECT pg_notify(${ACCESS_CHANNEL}, ${userId})`;
  step.change.afterCommit(() => forgetUser(userId));
}
