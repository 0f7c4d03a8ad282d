import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { RUN_WAIT } from "@/lib/domain/runs/rules";

const LOOK = 100;

const seen = {
  observedState: true,
  error: true,
  exitCode: true,
  doorUrl: true,
  applied: true,
  desiredState: true,
} as const;
const look = (agentId: string) => db().runtime.findUnique({ where: { agentId }, select: seen });

export type RunOutcome = { state: "running" | "stopped" | "exited"; error: string | null; applied: unknown };

/**
 * Waits until a wished start is seen and gives what is seen then: `exited` with an error is an agent that could not be
 * started, or that ended at once. Throws `unavailable` with the engine's reason after 30 s, and `conflict` when somebody
 * stopped or deleted it meanwhile.
 */
export async function awaitStart(agentId: string, waitMs = RUN_WAIT): Promise<RunOutcome> {
  const late = Date.now() + waitMs;
  for (;;) {
    const row = await look(agentId);
    if (row?.observedState === "running" || row?.observedState === "exited") {
      return { state: row.observedState, error: row.error, applied: row.applied };
    }
    if (row?.desiredState !== "running") throw new DomainError("conflict", "The agent was stopped meanwhile");
    if (Date.now() > late) {
      const reason = row.error ?? "no supervisor has started it yet";
      throw new DomainError("unavailable", `Agent is not running yet: ${reason}`, { retryAfter: 10 });
    }
    await pause(LOOK);
  }
}

/** Waits until nothing of an agent runs; false when it still does after the wait, because its engine does not answer. */
export async function awaitStop(agentId: string, waitMs = RUN_WAIT): Promise<boolean> {
  const late = Date.now() + waitMs;
  for (;;) {
    const row = await look(agentId);
    if (!row || (row.observedState !== "running" && row.doorUrl === null)) return true;
    if (Date.now() > late) return false;
    await pause(LOOK);
  }
}
