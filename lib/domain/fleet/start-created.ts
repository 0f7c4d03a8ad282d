import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { purgeAgent } from "@/lib/domain/agents/purge-agent";
import { byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { awaitStart } from "@/lib/domain/runs/await-run";

/** Not seen in time is no fault of a new agent: it is shown as it is, and starts when a supervisor or engine is there. */
function orLater(error: unknown): null {
  if (error instanceof DomainError && (error.fault === "unavailable" || error.fault === "conflict")) return null;
  throw error;
}

/**
 * Waits up to 30 s until a new agent is seen to run. Where the engine refused to start it, nothing of it is left behind and
 * its name is free again. Throws `internal` with the engine's reason then.
 */
export async function startCreated(ctx: Ctx, id: string): Promise<void> {
  const outcome = await awaitStart(id).catch(orLater);
  if (outcome?.state !== "exited" || outcome.exitCode !== null) return;
  const agent = byId(id);
  await removeAgent(ctx, { agent, force: true });
  await purgeAgent(ctx, { agent });
  throw new DomainError("internal", `Failed to start agent: ${outcome.error ?? "the engine gave no reason"}`);
}
