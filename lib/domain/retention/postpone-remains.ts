import { db } from "@/lib/db";
import { insertJob } from "@/lib/domain/change";

const PAUSE = 10 * 60_000;

/** Asks again in ten minutes for what is left of a purged agent; the job's row remembers it, however often Muster is restarted. */
export async function postponeRemains(agentId: string): Promise<void> {
  const runAt = new Date(Date.now() + PAUSE);
  await insertJob(db(), {
    task: "remove_remains",
    payload: { agentId, sha256s: [] },
    key: `remains:${agentId}`,
    runAt,
  });
}
