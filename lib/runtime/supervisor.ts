import { createHash } from "node:crypto";
import { availableParallelism, hostname } from "node:os";
import { heldFiles } from "@/lib/domain/credentials/held-files";
import { driverOf, runsToMake } from "@/lib/domain/runs/queries";
import { agentsToLoad } from "@/lib/domain/runtimes/queries";
import {
  leaveSupervisor,
  registerSupervisor,
  releaseDead,
  signOfLife,
} from "@/lib/domain/supervisors/register-supervisor";
import { HEARTBEAT } from "@/lib/domain/supervisors/rules";
import { dataPath, settings } from "@/lib/env";
import { startSealing } from "@/lib/jobs/audit-sealer";
import { platformTasks, schedule } from "@/lib/jobs/tasks";
import { freeAbandonedJobs, type JobTask, startJobs } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { type AgentLogs, createAgentLogs } from "@/lib/runtime/agent-logs";
import { applyContext } from "@/lib/runtime/apply-context";
import { applySettings } from "@/lib/runtime/apply-settings";
import { firstContents, runContextOf } from "@/lib/runtime/assemble-run";
import { chooseDriver } from "@/lib/runtime/choose-driver";
import { passToDoor } from "@/lib/runtime/door-proxy";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { findPythons } from "@/lib/runtime/find-python";
import { installFromStore } from "@/lib/runtime/install-from-store";
import { detectIsolation } from "@/lib/runtime/isolation";
import { type LoadLog, readLoadLog } from "@/lib/runtime/load-log";
import type { LogEntry } from "@/lib/runtime/log-follower";
import { createReconciler, type Reconciler } from "@/lib/runtime/reconciler";
import { removeRemains } from "@/lib/runtime/remove-remains";
import { createRunReconciler, type RunReconciler } from "@/lib/runtime/run-reconciler";
import { startMeasuring } from "@/lib/runtime/run-stats";
import { runtimeFolder } from "@/lib/runtime/runtime-folder";
import { someAtOnce } from "@/lib/runtime/some-at-once";
import type { LogWindow } from "@/lib/runtime/supervisor-client";
import { startSupervisorServer } from "@/lib/runtime/supervisor-server";

const LOADS_AT_ONCE = 2;
const RUNS_AT_ONCE = 2 + 2 * availableParallelism();
const LOOK_AGAIN = 500;

export type Supervisor = { id: string; driver: RuntimeDriver; stop: () => Promise<void> };

/** Only one supervisor runs on one data folder of one machine. */
function machineName(): string {
  return createHash("sha256").update(`${hostname()}:${dataPath()}`).digest("hex").slice(0, 32);
}

/** The log of an agent that is loaded here or that a driver runs. */
async function openLog(reconciler: Reconciler, logs: AgentLogs, agentId: string): Promise<LoadLog | undefined> {
  const loaded = reconciler.loaded.log(agentId);
  if (loaded) return loaded;
  const driver = await driverOf(agentId);
  return driver === null || driver === "loader" ? undefined : logs.open(agentId);
}

async function* followed(
  open: (agentId: string) => Promise<LoadLog | undefined>,
  directory: string,
  agentId: string,
  { tail, since }: LogWindow,
  signal: AbortSignal,
): AsyncGenerator<LogEntry> {
  let last = 0;
  const running = await open(agentId);
  const kept = running ? running.tail() : await readLoadLog(directory, agentId);
  // Times of a log go up, so that what is younger is at its end.
  const young = since === null ? kept : kept.filter(({ at }) => at >= since);
  for (const line of tail === 0 ? [] : young.slice(-tail)) yield line;
  last = kept.at(-1)?.seq ?? 0;
  while (!signal.aborted) {
    const current = await open(agentId);
    if (!current) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
      continue;
    }
    for await (const entry of current.follow({ signal, after: last })) {
      if ("seq" in entry) last = entry.seq;
      yield entry;
    }
  }
}

/** What goes wrong with one agent is logged, and the next one's turn comes. */
function orLogged(start: (agentId: string) => Promise<void>): (agentId: string) => Promise<void> {
  return (agentId) =>
    start(agentId).catch((error: unknown) => log().error({ err: error, agentId }, "an agent could not be started"));
}

/** Loads what should be loaded and nobody holds. */
async function loadAll(reconciler: Reconciler, supervisorId: string): Promise<void> {
  await someAtOnce(await agentsToLoad(supervisorId), LOADS_AT_ONCE, orLogged(reconciler.reconcile));
}

/** Makes runs what they should be, removes those of nobody. All of a machine's at once would take each other's time to open their doors. */
async function lookAtRuns(runs: RunReconciler, supervisorId: string): Promise<void> {
  await runs.sweep();
  await someAtOnce(await runsToMake(supervisorId), RUNS_AT_ONCE, orLogged(runs.reconcile));
}

/** Runs `work` unless it still runs; what it throws is logged as a failure of `what`. */
function unlessBusy(what: string, work: () => Promise<void>): () => Promise<void> {
  let busy = false;
  return async () => {
    if (busy) return;
    busy = true;
    await work().catch((error: unknown) => log().warn({ err: error }, `${what} failed`));
    busy = false;
  };
}

type Keepers = { reconciler: Reconciler; runs: RunReconciler };

function heartbeat(id: string, { reconciler, runs }: Keepers, lost: () => void): () => void {
  const beat = unlessBusy("the supervisor's sign of life", async () => {
    if (!(await signOfLife(id))) return lost();
    if ((await releaseDead()) > 0) await freeAbandonedJobs();
  });
  // Apart from the sign of life: an installation takes minutes.
  const look = unlessBusy("the supervisor's look at its agents", () => loadAll(reconciler, id));
  const lookAgain = unlessBusy("the supervisor's look at its runs", () => lookAtRuns(runs, id));
  const both = () => void beat().then(() => Promise.all([look(), lookAgain()]));
  const timer = setInterval(both, HEARTBEAT);
  both();
  return () => clearInterval(timer);
}

async function forward(holder: { url: string; secret: string }, agentId: string): Promise<void> {
  const headers = { authorization: `Bearer ${holder.secret}` };
  const signal = AbortSignal.timeout(5_000);
  const response = await fetch(`${holder.url}/agents/${agentId}/reconcile`, { method: "POST", headers, signal });
  if (!response.ok) throw new Error(`the supervisor that holds ${agentId} does not answer`);
}

/**
 * Runs jobs and loaded agents until stopped. `lost` is called when other supervisors took this one for dead: it should
 * end then, because they have taken over.
 */
export async function runSupervisor(lost: () => void): Promise<Supervisor> {
  const logDirectory = dataPath("logs");
  const isolation = await detectIsolation([dataPath()]);
  const pythons = await findPythons(settings().MUSTER_PYTHON);
  const logs = createAgentLogs(logDirectory);
  const driver = await chooseDriver(isolation, pythons);
  let keepers: Keepers | undefined;
  const current = () => {
    if (!keepers) throw new Error("the supervisor is still starting");
    return keepers;
  };
  const reconcile = async (agentId: string) => {
    const loads = ((await driverOf(agentId)) ?? "loader") === "loader";
    await (loads ? current().reconciler.reconcile(agentId) : current().runs.reconcile(agentId));
  };
  const server = await startSupervisorServer({
    call: (agentId, { tool, arguments: args, timeoutMs }) =>
      current().reconciler.loaded.call(agentId, tool, args, timeoutMs),
    follow: (agentId, window, signal) =>
      followed((id) => openLog(current().reconciler, logs, id), logDirectory, agentId, window, signal),
    reconcile,
    door: passToDoor,
  });
  const { url, secret } = server;
  const id = await registerSupervisor({
    ...{ url, secret, isolation: isolation.mode },
    driver: driver.name,
    machine: machineName(),
  });
  const reconciler = createReconciler({
    supervisorId: id,
    isolation,
    logs,
    memoryBytes: settings().MUSTER_LOADER_MEMORY_MB * 1024 * 1024,
    install: installFromStore({ isolation, pythons }),
    forward,
  });
  const measuring = startMeasuring(driver, id);
  const runs = createRunReconciler({
    ...{ supervisorId: id, driver, logs, forward },
    credentials: (agentId) => heldFiles(agentId),
    template: firstContents,
    context: runContextOf,
    started: (agentId) => {
      measuring.soon(agentId);
      // What was published while it started.
      applyContext(agentId).catch((error: unknown) => log().warn({ err: error, agentId }, "an agent was told nothing"));
    },
  });
  keepers = { reconciler, runs };
  const ownTasks: Record<string, JobTask> = {
    load_agent: (payload) => reconciler.reconcile(agentIdOf(payload)),
    apply_context: (payload) => applyContext(agentIdOf(payload)),
    apply_settings: (payload) => applySettings(agentIdOf(payload)),
    run_agent: (payload) => runs.reconcile(agentIdOf(payload)),
    remove_remains: async (payload) => {
      const places = { runtimeRoot: runtimeFolder(dataPath(), isolation), logDirectory };
      await removeRemains(payload, places, runs.removeWorkspace);
    },
  };
  const jobs = await startJobs(id, { ...platformTasks, ...ownTasks }, schedule);
  const rest = heartbeat(id, keepers, lost);
  const sealing = startSealing();
  const stop = async () => {
    rest();
    measuring.stop();
    await Promise.all([reconciler.close(), runs.close(), server.close()]);
    await jobs.stop();
    await logs.close();
    await leaveSupervisor(id);
    await sealing.stop();
  };
  return { id, driver, stop };
}

function agentIdOf(payload: unknown): string {
  if (typeof payload === "object" && payload !== null && "agentId" in payload && typeof payload.agentId === "string")
    return payload.agentId;
  throw new Error("a load job without an agent id");
}
