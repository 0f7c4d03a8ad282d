import type { Tx } from "@/lib/db";
import type { DomainEvent } from "@/lib/domain/change";
import { cutText } from "@/lib/domain/cut-text";
import { platformChange } from "@/lib/domain/platform-change";
import { sealDoorKey } from "@/lib/domain/runs/queries";

type Token = { agentId: string; tokenHash: string };

export type AboutRun = {
  agentId: string;
  name: string;
  number: number;
  workspaceId: string | null;
  ownerId: string | null;
};

function runEvent(type: string, about: AboutRun, data: DomainEvent["data"]): DomainEvent {
  const { agentId, name, number, workspaceId } = about;
  return { topic: "agents", type, targetId: agentId, name, number, workspaceId, data };
}

/** Commands take the agent's row first, and so does every note here: whoever took it last would wait for the other forever. */
async function holdAgent(tx: Tx, agentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE "id" = ${agentId} FOR NO KEY UPDATE`;
}

/**
 * Notes the hash of the runtime token that a run is about to be started with: every earlier one of the agent has ended. False
 * when the run is no longer wished.
 */
export const recordToken = platformChange(async ({ tx }, { agentId, tokenHash }: Token) => {
  await holdAgent(tx, agentId);
  const wished = { agentId, desiredState: "running", agent: { deletedAt: null } };
  const { count } = await tx.runtime.updateMany({ where: wished, data: { tokenHash } });
  return count > 0;
});

export type Started = {
  about: AboutRun;
  driver: "docker" | "process";
  isolation: string;
  supervisorId: string;
  containerId: string | null;
  imageVersion: string | null;
  startedAt: Date;
  door: { url: string; key: string };
  /** Limits, mounts, and what became of the held credentials. */
  applied: Record<string, unknown>;
  injection: "success" | "skipped" | "failed";
  adopted: boolean;
  /** Why not all of it is there, in words for people. */
  reason: string | null;
};

/** Notes that an agent runs; false when it is no longer wished, and then nothing is noted. */
export const recordStarted = platformChange(async ({ tx, emit }, input: Started) => {
  const { about, driver, isolation, supervisorId, containerId, imageVersion, startedAt, door } = input;
  const { agentId } = about;
  await holdAgent(tx, agentId);
  const { count } = await tx.runtime.updateMany({
    where: { agentId, desiredState: "running", agent: { deletedAt: null } },
    data: {
      ...{ driver, isolation, supervisorId, containerId, imageVersion, startedAt },
      ...{ observedState: "running", exitCode: null, error: input.reason, observedAt: new Date() },
      ...{ doorUrl: door.url, doorKey: sealDoorKey(agentId, door.key) },
      ...(input.adopted ? {} : { applied: JSON.parse(JSON.stringify(input.applied)) }),
    },
  });
  if (count === 0) return false;
  if (!input.adopted) await emit(runEvent("agent_started", about, { credentials_injection: input.injection }));
  return true;
});

const gone = {
  doorUrl: null,
  doorKey: null,
  tokenHash: null,
  startedAt: null,
  lastStats: {},
  statsAt: null,
  contextUsed: 0,
};

/** Notes that an agent does not run, because it should not; the port of a deleted one is free from then on, and not before. */
export const recordStopped = platformChange(async ({ tx, emit }, about: AboutRun) => {
  const { agentId } = about;
  await holdAgent(tx, agentId);
  const before = await tx.runtime.findUnique({ where: { agentId }, select: { observedState: true } });
  await tx.runtime.updateMany({
    where: { agentId },
    data: { ...gone, containerId: null, observedState: "stopped", exitCode: null, error: null, observedAt: new Date() },
  });
  await tx.runtime.updateMany({ where: { agentId, agent: { deletedAt: { not: null } } }, data: { port: null } });
  if (before?.observedState === "running") await emit(runEvent("agent_stopped", about, {}));
});

type Exited = { about: AboutRun; error: string | null; exitCode: number | null; failed: boolean };

/** Notes that a run ended by itself, or could not be started (`failed`: it exited with an error); its owner is told of failures. */
export const recordExited = platformChange(async ({ tx, emit, notify }, input: Exited) => {
  const { about, error, exitCode, failed } = input;
  const { agentId, name, workspaceId, ownerId } = about;
  await holdAgent(tx, agentId);
  const { count } = await tx.runtime.updateMany({
    where: { agentId, desiredState: "running", agent: { deletedAt: null } },
    data: { ...gone, observedState: "exited", exitCode, error, observedAt: new Date() },
  });
  if (count === 0) return;
  await emit(
    runEvent("agent_exited", about, { exit_code: exitCode, error: error === null ? null : cutText(error, 1_000) }),
  );
  if (!failed || ownerId === null) return;
  await notify([ownerId], {
    kind: "agent_failed",
    title: `${name} stopped running`,
    body: error?.split("\n")[0] ?? `It ended with exit code ${exitCode}`,
    link: `/agents/${agentId}`,
    target: { type: "agent", id: agentId, name, workspaceId },
  });
});

/** Notes why a wished run is not there yet; it is tried again. */
export const recordWaiting = platformChange(async ({ tx }, { agentId, error }: { agentId: string; error: string }) => {
  await tx.runtime.updateMany({
    where: { agentId, observedState: "stopped" },
    data: { error, observedAt: new Date() },
  });
});
