import { claimAgent, type DesiredLoad, desiredLoad, type Loadable } from "@/lib/domain/runtimes/queries";
import {
  recordExit,
  recordInstalling,
  recordLoaded,
  recordLoadFailed,
  recordUnloaded,
} from "@/lib/domain/runtimes/record-load";
import { nextLoadStep } from "@/lib/domain/runtimes/rules";
import type { AgentLogs } from "@/lib/runtime/agent-logs";
import type { InstalledPackage } from "@/lib/runtime/install-package";
import type { Isolation } from "@/lib/runtime/isolation";
import { createLoadedAgents, type LoadedAgentsEvent } from "@/lib/runtime/loaded-agents";
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

type Working = { packageId: string | null; abort: AbortController; done: Promise<void> };

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
      const { report } = event;
      // Noted in the order of the events, so that a crash right after the load is not overwritten by it.
      void note(async () => {
        const kept = await recordLoaded({ about, loaded: loadable, report, isolation: isolation.mode, again });
        if (!kept) void loaded.unload(event.agentId);
      });
    }
  }

  const loaded = createLoadedAgents({ isolation, openLog: (agentId) => logs.open(agentId), onEvent });

  async function load(desired: DesiredLoad, wanted: Loadable, signal: AbortSignal): Promise<boolean> {
    const { agentId } = desired;
    const agentLog = await logs.open(agentId);
    let installed: InstalledPackage;
    try {
      await note(() => recordInstalling({ about: desired, wanted }));
      agentLog.note(`Installing version ${wanted.version}.`);
      installed = await options.install(wanted, (line) => agentLog.note(line), signal);
    } catch (error) {
      if (signal.aborted) return true;
      const stillRunning = loaded.state(agentId)?.status === "running";
      agentLog.note(wordsOf(error));
      await note(() => recordLoadFailed({ about: desired, failed: wanted, error: wordsOf(error), stillRunning }));
      return false;
    }
    if (signal.aborted) return true;
    const { packageId, entryPoint } = wanted;
    const report = await loaded
      .load({ agentId, packageId, entryPoint, package: installed, memoryBytes })
      .catch(() => null);
    await notes.stored();
    return report !== null || signal.aborted;
  }

  async function work(desired: DesiredLoad | null, agentId: string, signal: AbortSignal): Promise<void> {
    const here = loaded.state(agentId);
    const step = nextLoadStep(
      desired,
      here?.status === "running" || here?.status === "restarting" ? here.packageId : null,
    );
    if (step.kind === "nothing") return;
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
    const good = await load(desired, step.wanted, signal);
    if (!good && step.fallback && !signal.aborted) await load(desired, step.fallback, signal);
  }

  async function reconcile(agentId: string): Promise<void> {
    const holder = await claimAgent(agentId, supervisorId);
    if (holder && holder.supervisorId !== supervisorId) return options.forward(holder, agentId);
    const before = working.get(agentId);
    const desired = await desiredLoad(agentId);
    const packageId = desired?.desired?.packageId ?? null;
    // The same package is being loaded already: its end is the answer. Anything else is cut short first.
    if (before && before.packageId === packageId && packageId !== null) return before.done;
    before?.abort.abort();
    if (!packageId) void loaded.unload(agentId);
    const abort = new AbortController();
    const start = async () => {
      await before?.done;
      if (!abort.signal.aborted) await work(await desiredLoad(agentId), agentId, abort.signal);
    };
    const done = start().finally(() => {
      if (working.get(agentId) === own) working.delete(agentId);
    });
    const own: Working = { packageId, abort, done };
    working.set(agentId, own);
    return done;
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
