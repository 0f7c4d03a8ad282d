import type { Tx } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import { runPackage } from "@/lib/domain/agents/switch-running";
import type { Job } from "@/lib/domain/change";
import type { Change } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { leasePort } from "@/lib/domain/runtimes/lease-port";

type RunOf = { tx: Tx; target: { id: string }; change: Pick<Change, "enqueue"> };
type Step = { tx: Tx; target: AgentTarget; change: Pick<Change, "enqueue"> };

/** Brings a supervisor to compare an agent's run with what is wished: after a start, stop, rename or deletion. */
export function runJob(agentId: string): Job {
  return { task: "run_agent", payload: { agentId }, key: `run:${agentId}` };
}

/** Wishes a container agent to run; false where it does already. */
export async function wishRun({ tx, target, change }: RunOf): Promise<boolean> {
  await leasePort(tx, target.id);
  const changed = await tx.$executeRaw`
    UPDATE "Runtime" SET "desiredState" = 'running', "driver" = CASE WHEN "driver" = 'loader' THEN 'process' ELSE "driver" END,
      "error" = NULL, "observedState" = CASE WHEN "observedState" = 'exited' THEN 'stopped' ELSE "observedState" END
    WHERE "agentId" = ${target.id} AND NOT ("desiredState" = 'running' AND "observedState" = 'running')`;
  await change.enqueue(runJob(target.id));
  return changed > 0;
}

/** Wishes a container agent to stop; false where nothing runs and nothing should. */
export async function wishNoRun({ tx, target, change }: Step): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Runtime" SET "desiredState" = 'stopped'
    WHERE "agentId" = ${target.id} AND ("desiredState" = 'running' OR "observedState" = 'running')`;
  await change.enqueue(runJob(target.id));
  return changed > 0;
}

/** Loads an integrated agent's approved package. Throws `conflict` without one, or when it is DISABLED. */
export async function wishLoad(step: Step & { change: Change }): Promise<boolean> {
  const { tx, target } = step;
  const { id, name, reviewStatus, newestPackageId, runningPackageId } = target;
  const facts = { reviewStatus };
  if (reviewStatus === "DISABLED") throw new DomainError("conflict", `Agent '${name}' is disabled`, { facts });
  const packageId = reviewStatus === "ACTIVE" ? newestPackageId : runningPackageId;
  if (packageId === null) throw new DomainError("conflict", `Agent '${name}' has no approved package`, { facts });
  const running = await tx.runtime.count({ where: { agentId: id, desiredState: "running", observedState: "running" } });
  if (running > 0) return false;
  // How it ended before must not be taken for how this load ends.
  await tx.$executeRaw`UPDATE "Runtime" SET "observedState" = 'stopped', "error" = NULL
    WHERE "agentId" = ${id} AND "observedState" = 'exited'`;
  await runPackage(step, id, packageId);
  return true;
}

/** Unloads an integrated agent; the package that it had stays the one to load again. */
export async function wishNoLoad({ tx, target, change }: Step): Promise<boolean> {
  const { id } = target;
  const changed = await tx.$executeRaw`
    UPDATE "Runtime" SET "desiredState" = 'stopped', "desiredPackageId" = NULL
    WHERE "agentId" = ${id} AND "desiredState" = 'running'`;
  await change.enqueue({ task: "load_agent", payload: { agentId: id }, key: `load:${id}` });
  return changed > 0;
}

/** Wishes an agent of either kind to stop; false where nothing runs and nothing should. */
export function wishNothing(step: Step): Promise<boolean> {
  return step.target.hosting === "integrated" ? wishNoLoad(step) : wishNoRun(step);
}

/** Forgets how an agent that should not run ended; false where it did not end by itself. */
export async function forgetEnd(tx: Tx, agentId: string): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Runtime" SET "observedState" = 'stopped', "error" = NULL, "exitCode" = NULL
    WHERE "agentId" = ${agentId} AND "observedState" = 'exited' AND "desiredState" = 'stopped'`;
  return changed > 0;
}

/** Records of an agent that does not run that it failed, because a person says so. */
export async function noteFailed(step: Step, reason: string): Promise<void> {
  const { tx, target } = step;
  await wishNothing(step);
  await tx.$executeRaw`
    INSERT INTO "Runtime" ("agentId", "driver", "observedState", "error")
    VALUES (${target.id}, ${target.hosting === "integrated" ? "loader" : "process"}, 'exited', ${reason})
    ON CONFLICT ("agentId") DO UPDATE SET "observedState" = 'exited', "error" = ${reason}, "exitCode" = NULL,
      "observedAt" = now()`;
}

/**
 * What deletion does to a container agent's run: stopped and removed at once. Its port is free as soon as nothing holds it
 * any more (`recordStopped`). How it ended before is over: a restored agent is a stopped one, however soon it comes back.
 */
export async function endRun({ tx, change }: Omit<Step, "target">, agentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Runtime" SET "desiredState" = 'stopped',
      "observedState" = CASE WHEN "observedState" = 'exited' THEN 'stopped' ELSE "observedState" END,
      "exitCode" = CASE WHEN "observedState" = 'exited' THEN NULL ELSE "exitCode" END,
      "error" = CASE WHEN "observedState" = 'exited' THEN NULL ELSE "error" END
    WHERE "agentId" = ${agentId}`;
  await change.enqueue(runJob(agentId));
}

/** What a restore does: a port again, and no run before somebody asks. */
export async function leaseAgain(tx: Tx, { id, hosting }: { id: string; hosting: string }): Promise<void> {
  if (hosting === "container") await leasePort(tx, id);
}
