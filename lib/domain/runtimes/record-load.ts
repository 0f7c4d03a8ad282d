import type { Prisma } from "@/generated/prisma/client";
import type { Tx } from "@/lib/db";
import type { DomainEvent } from "@/lib/domain/change";
import { cutText } from "@/lib/domain/cut-text";
import { platformChange } from "@/lib/domain/platform-change";
import type { DesiredLoad, Loadable } from "@/lib/domain/runtimes/queries";

type About = Pick<DesiredLoad, "agentId" | "name" | "number" | "workspaceId">;

function agentEvent(type: string, about: About, data: DomainEvent["data"]): DomainEvent {
  const { agentId, name, number, workspaceId } = about;
  return { topic: "agents", type, targetId: agentId, name, number, workspaceId, data };
}

function step(tx: Tx, packageId: string, name: string, note: string | null) {
  return tx.packageStep.create({ data: { packageId, step: name, note: note === null ? null : cutText(note, 2_000) } });
}

/** Commands take the agent's row first, and so does every note here: whoever took it last would wait for the other forever. */
async function holdAgent(tx: Tx, agentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE "id" = ${agentId} FOR NO KEY UPDATE`;
}

/** A package that was not told as loaded since it was last asked for. */
const notYetLoaded = (id: string) => ({ id, OR: [{ installState: null }, { installState: { not: "loaded" } }] });

/** Notes that a package is being installed; nothing for one that is only loaded again, because its supervisor is a new one. */
export const recordInstalling = platformChange(async ({ tx, emit }, input: { about: About; wanted: Loadable }) => {
  const { about, wanted } = input;
  await holdAgent(tx, about.agentId);
  const { count } = await tx.package.updateMany({
    where: notYetLoaded(wanted.packageId),
    data: { installState: "installing", installError: null, installAt: new Date() },
  });
  if (count === 0) return;
  await step(tx, wanted.packageId, "installing", null);
  await emit(agentEvent("agent_updated", about, { packageId: wanted.packageId, install: "installing" }));
});

/** The value as JSON has it; what JSON cannot hold is left out. */
function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}

type Loaded = { about: About; loaded: Loadable; report: unknown; isolation: string; again: boolean };

/** Notes a good load: from now on this package is the one that runs. `again`: the same package after a crash or restart. */
export const recordLoaded = platformChange(async ({ tx, emit }, input: Loaded) => {
  const { about, loaded, isolation, again } = input;
  const report = asJson(input.report);
  const { packageId, version } = loaded;
  await holdAgent(tx, about.agentId);
  const { count } = await tx.runtime.updateMany({
    where: { agentId: about.agentId, desiredState: "running" },
    data: {
      observedState: "running",
      loadedPackageId: packageId,
      loadedVersion: version,
      report,
      isolation,
      error: null,
      exitCode: null,
      startedAt: new Date(),
      observedAt: new Date(),
      ...(again ? { restarts: { increment: 1 } } : { restarts: 0 }),
    },
  });
  // Disabled or deleted meanwhile: the next reconciliation unloads it, and nothing of this load is kept.
  if (count === 0) return false;
  await tx.agent.update({ where: { id: about.agentId }, data: { runningPackageId: packageId } });
  const first = await tx.package.updateMany({
    where: notYetLoaded(packageId),
    data: { installState: "loaded", installError: null, installAt: new Date(), report },
  });
  if (first.count > 0) await step(tx, packageId, "loaded", `Version ${version}`);
  await emit(agentEvent("agent_loaded", about, { packageId, version, status: "running" }));
  return true;
});

type Failed = { about: About; failed: Loadable; error: string; stillRunning: boolean };

/** Notes a failed load with its words; the submitter is told. */
export const recordLoadFailed = platformChange(async ({ tx, emit, notify }, input: Failed) => {
  const { about, failed, error, stillRunning } = input;
  const { packageId, version } = failed;
  await holdAgent(tx, about.agentId);
  const changed = await tx.package.update({
    where: { id: packageId },
    data: { installState: "failed", installError: error, installAt: new Date() },
    select: { submittedById: true },
  });
  await tx.runtime.updateMany({
    where: { agentId: about.agentId },
    data: {
      observedAt: new Date(),
      error,
      ...(stillRunning ? {} : { observedState: "exited", loadedPackageId: null }),
    },
  });
  await step(tx, packageId, "load_failed", error);
  await emit(
    agentEvent("agent_load_failed", about, { packageId, version, error: cutText(error, 1_000), stillRunning }),
  );
  await notify([changed.submittedById], {
    kind: "package_load_failed",
    title: `${about.name} ${version} could not be loaded`,
    body: error.split("\n")[0] ?? "",
    link: `/agents/${about.agentId}`,
    target: { type: "agent", id: about.agentId, name: about.name, workspaceId: about.workspaceId },
  });
});

/** Notes that nothing is loaded any more, because nothing should be. */
export const recordUnloaded = platformChange(async ({ tx, emit }, about: About) => {
  await holdAgent(tx, about.agentId);
  const { count } = await tx.runtime.updateMany({
    where: { agentId: about.agentId, OR: [{ observedState: { not: "stopped" } }, { loadedPackageId: { not: null } }] },
    data: {
      observedState: "stopped",
      loadedPackageId: null,
      report: {},
      error: null,
      startedAt: null,
      observedAt: new Date(),
    },
  });
  if (count > 0) await emit(agentEvent("agent_stopped", about, { status: "stopped" }));
});

type Exited = { about: About; error: string; exitCode: number | null; restarting: boolean };

/** Notes that a loaded agent ended by itself. */
export const recordExit = platformChange(async ({ tx, emit }, input: Exited) => {
  const { about, error, exitCode, restarting } = input;
  await holdAgent(tx, about.agentId);
  await tx.runtime.updateMany({
    where: { agentId: about.agentId },
    data: { observedState: "exited", error, exitCode, observedAt: new Date() },
  });
  await emit(agentEvent("agent_exited", about, { error: cutText(error, 1_000), restarting }));
});
