import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { RUN_WAIT } from "@/lib/domain/runs/rules";
import { DEAD_AFTER } from "@/lib/domain/supervisors/rules";

const LOOK = 100;

const seen = {
  observedState: true,
  error: true,
  exitCode: true,
  doorUrl: true,
  applied: true,
  desiredState: true,
  port: true,
  agent: { select: { deletedAt: true } },
} as const;
const look = (agentId: string) => db().runtime.findUnique({ where: { agentId }, select: seen });

/** `exited` without an exit code: it could not be started, and `error` says why. */
export type RunOutcome = {
  state: "running" | "exited";
  error: string | null;
  exitCode: number | null;
  applied: unknown;
};

/** Whether anybody is there to start or stop anything. */
async function isSupervised(): Promise<boolean> {
  const alive = { lastSeenAt: { gt: new Date(Date.now() - DEAD_AFTER) } };
  return (await db().supervisor.count({ where: alive })) > 0;
}

/** Throws `unavailable` where nobody is. */
async function assertSupervised(): Promise<void> {
  if (await isSupervised()) return;
  throw new DomainError("unavailable", "No supervisor runs now; what was asked for happens when one does", {
    retryAfter: 10,
  });
}

/** How long is waited: for a start at all, and for an engine that said why it is not there yet, ms. */
type Patience = { waitMs?: number; engineMs?: number };

function late(reason: string): DomainError {
  return new DomainError("unavailable", `Agent is not running yet: ${reason}`, { retryAfter: 10 });
}

/**
 * Waits until a wished start is seen and gives what is seen then: `exited` with an error is an agent that could not be
 * started, or that ended at once; null is one that nobody has seen in time. Throws `unavailable` with the engine's reason,
 * and `conflict` when somebody stopped or deleted it meanwhile.
 */
export async function seeStart(
  agentId: string,
  { waitMs = RUN_WAIT, engineMs = waitMs }: Patience = {},
): Promise<RunOutcome | null> {
  const begun = Date.now();
  for (let looks = 0; ; looks += 1) {
    const row = await look(agentId);
    if (row?.observedState === "running" || row?.observedState === "exited") {
      const { observedState: state, error, exitCode, applied } = row;
      return { state, error, exitCode, applied };
    }
    if (row?.desiredState !== "running") throw new DomainError("conflict", "The agent was stopped meanwhile");
    if (looks === 0) await assertSupervised();
    const waited = Date.now() - begun;
    if (row.error !== null && waited > Math.min(engineMs, waitMs)) throw late(row.error);
    if (waited > waitMs) return null;
    await pause(LOOK);
  }
}

/** The same; also one that nobody has seen after 30 s is `unavailable`. */
export async function awaitStart(agentId: string, waitMs = RUN_WAIT): Promise<RunOutcome> {
  const seen = await seeStart(agentId, { waitMs });
  if (seen) return seen;
  throw late("no supervisor has started it yet");
}

/** `overtaken`: somebody started it meanwhile. `late`: it still runs, because its engine does not answer or nobody is there. */
export type StopOutcome = "stopped" | "overtaken" | "late";

/** Whether nothing of an agent runs; a deleted one holds its port until its run has gone. */
function isAtRest({ observedState, doorUrl, port, agent }: NonNullable<Awaited<ReturnType<typeof look>>>): boolean {
  return observedState !== "running" && doorUrl === null && (agent.deletedAt === null || port === null);
}

/** Waits until nothing of an agent runs, which a stop or a deletion wished. */
export async function awaitStop(agentId: string, waitMs = RUN_WAIT): Promise<StopOutcome> {
  const late = Date.now() + waitMs;
  for (let looks = 0; ; looks += 1) {
    const row = await look(agentId);
    if (!row || isAtRest(row)) return "stopped";
    if (row.desiredState === "running") return "overtaken";
    if (looks === 0 && !(await isSupervised())) return "late";
    if (Date.now() > late) return "late";
    await pause(LOOK);
  }
}
