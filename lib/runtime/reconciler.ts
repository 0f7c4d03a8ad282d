import { claimAgent, type DesiredLoad, desiredLoad, type Loadable } from "@/lib/domain/runtimes/queries";
import {
  recordExit,
  recordInstalling,
  recordLoaded,
  recordLoadFailed,
  recordUnloaded,
} from "@/lib/domain/runtimes/record-load";
import { isNotedAsLoaded, nextLoadStep } from "@/lib/domain/runtimes/rules";
import { log } from "@/lib/log";
import type { AgentLogs } from "@/lib/runtime/agent-logs";
import type { InstalledPackage } from "@/lib/runtime/install-package";
import type { Isolation } from "@/lib/runtime/isolation";
import { createLoadedAgents, LoadCut, type LoadedAgentsEvent } from "@/lib/runtime/loaded-agents";
import { createNoteQueue } from "@/lib/runtime/note-queue";

export type ReconcilerOptions = {
  supervisorId: string;
  isolation: Isolation;
  logs: AgentLogs;
  memoryBytes: number;
  install: (wanted: Loadable, onLine: (line: string) => void, signal: AbortSignal) => Promise<InstalledPackage>;
  /** Asks the supervisor that holds an agent to look at it. */
  forward: (holder: { url: string; secret: string }, agentId: string) => Promise<void>;
};

/** How one load ended; `cut` is one that something newer took the place of. */
type LoadEnd = "loaded" | "failed" | "cut";

type Working = { packageId: string | null; abort: AbortController; done: Promise<void> };

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function logFailure(agentId: string, error: unknown): void {
  log().error({ err: error, agentId }, "reconciling failed");
}

/** Makes what is loaded here match what is desired, one agent at a time each. */
export function createReconciler(options: ReconcilerOptions) {
  const { supervisorId, isolation, logs, memoryBytes } = options;
  const known = new Map<string, { about: DesiredLoad; packages: Map<string, Loadable> }>();
  const working = new Map<string, Working>();
  const notes = createNoteQueue();
  const note = notes.add;

  function onEvent(event: LoadedAgentsEvent): void {
    const found = known.get(event.agentId);
    const loadable = found?.packages.get(event.packageId);
    if (!found || !loadable) return;
    const { about } = found;
    if (event.kind === "load_failed") {
      const stillRunning = event.running !== null;
      void note(() => recordLoadFailed({ about, failed: loadable, error: event.error, stillRunning }));
    } else if (event.kind === "exited") {
      const { words, code } = event.exit;
      void note(() => recordExit({ about, error: words, exitCode: code, restarting: event.restartInMs !== null }));
    } else if (event.kind === "loaded" || event.kind === "restarted") {
      const again = event.kind === "restarted";
      // Noted in the order of the events, so that a crash right after the load is not overwritten by it.
      void noteLoaded(about, loadable, event.report, again);
    }
  }

  /** A load that was no longer wanted when it was noted is not kept; what is wanted now decides what becomes of it. */
  function noteLoaded(about: DesiredLoad, loadable: Loadable, report: unknown, again: boolean): Promise<void> {
    return note(async () => {
      const kept = await recordLoaded({ about, loaded: loadable, report, isolation: isolation.mode, again });
      if (!kept) void reconcile(about.agentId).catch((error: unknown) => logFailure(about.agentId, error));
    });
  }

  const loaded = createLoadedAgents({ isolation, openLog: (agentId) => logs.open(agentId), onEvent });

  async function load(desired: DesiredLoad, wanted: Loadable, signal: AbortSignal): Promise<LoadEnd> {
    const { agentId } = desired;
    const agentLog = await logs.open(agentId);
    let installed: InstalledPackage;
    try {
      await note(() => recordInstalling({ about: desired, wanted }));
      agentLog.note(`Installing version ${wanted.version}.`);
      installed = await options.install(wanted, (line) => agentLog.note(line), signal);
    } catch (error) {
      if (signal.aborted) return "cut";
      const stillRunning = loaded.state(agentId)?.status === "running";
      agentLog.note(wordsOf(error));
      await note(() => recordLoadFailed({ about: desired, failed: wanted, error: wordsOf(error), stillRunning }));
      return "failed";
    }
    if (signal.aborted) return "cut";
    const { packageId, entryPoint } = wanted;
    const end = await loaded.load({ agentId, packageId, entryPoint, package: installed, memoryBytes }).then(
      (): LoadEnd => "loaded",
      (error: unknown): LoadEnd => (error instanceof LoadCut ? "cut" : "failed"),
    );
    await notes.stored();
    return signal.aborted ? "cut" : end;
  }

  async function work(desired: DesiredLoad | null, agentId: string, signal: AbortSignal): Promise<void> {
    const here = loaded.state(agentId);
    const step = nextLoadStep(
      desired,
      here?.status === "running" || here?.status === "restarting" ? here.packageId : null,
    );
    if (step.kind === "nothing") {
      if (desired?.desired && here?.status === "running" && !isNotedAsLoaded(desired)) {
        await noteLoaded(desired, desired.desired, here.report, false);
      }
      return;
    }
    if (step.kind === "unload") {
      await loaded.unload(agentId);
      if (desired) await note(() => recordUnloaded(desired));
      return;
    }
    if (!desired) return;
    const packages = [
      step.wanted,
      ...(step.fallback ? [step.fallback] : []),
      ...(known.get(agentId)?.packages.values() ?? []),
    ];
    known.set(agentId, { about: desired, packages: new Map(packages.map((one) => [one.packageId, one])) });
    const end = await load(desired, step.wanted, signal);
    if (end === "failed" && step.fallback) await load(desired, step.fallback, signal);
  }

  async function reconcile(agentId: string): Promise<void> {
    const holder = await claimAgent(agentId, supervisorId);
    if (holder && holder.supervisorId !== supervisorId) return options.forward(holder, agentId);
    const desired = await desiredLoad(agentId);
    const packageId = desired?.desired?.packageId ?? null;
    // Nothing waits from here until the turn is taken, so that no other reconciliation comes in between.
    const before = working.get(agentId);
    // The same package is being loaded already: its end is the answer. Anything else is cut short first.
    if (before && before.packageId === packageId && packageId !== null) return before.done;
    before?.abort.abort();
    if (!packageId) void loaded.unload(agentId);
    const abort = new AbortController();
    const start = async () => {
      // How the one before ended is for its own caller to hear.
      await before?.done.catch(() => {});
      await notes.stored();
      if (abort.signal.aborted) return;
      const now = await desiredLoad(agentId);
      // Whoever comes with the same wish later waits for this one, so it must be the wish that is worked on.
      own.packageId = now?.desired?.packageId ?? null;
      if (!abort.signal.aborted) await work(now, agentId, abort.signal);
    };
    const own: Working = { packageId, abort, done: Promise.resolve() };
    own.done = start().finally(() => {
      if (working.get(agentId) === own) working.delete(agentId);
    });
    working.set(agentId, own);
    return own.done;
  }

  async function close(): Promise<void> {
    for (const { abort } of working.values()) abort.abort();
    const noted = notes.close();
    await Promise.allSettled([...working.values()].map((one) => one.done));
    await loaded.close();
    await Promise.all([noted, notes.stored()]);
  }

  return { reconcile, loaded, close };
}

export type Reconciler = ReturnType<typeof createReconciler>;
