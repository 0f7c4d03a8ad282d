import type { Isolation } from "./isolation";
import type { LoadLog } from "./load-log";
import type { LoadReport } from "./load-report";
import type { LoaderExit } from "./loader-exit";
import { type Loader, type LoaderOptions, LoadFailure, startLoader } from "./loader-process";
import { countFailure, givenUp, pauseAfter, type RestartPolicy, restartPolicy } from "./restart-policy";
import { type CallOutcome, refused } from "./tool-calls";

/** What to load for an agent. */
export type LoadSpec = Pick<LoaderOptions, "package" | "entryPoint" | "memoryBytes"> & {
  agentId: string;
  packageId: string;
};

/** `running` answers calls; `restarting` will; `failed` was given up; `error` is the last fault in one to ten lines. */
export type LoadedState = {
  status: "loading" | "running" | "restarting" | "failed";
  packageId: string;
  report: LoadReport | null;
  pid: number | null;
  error: string | null;
};

/** What happened to an agent. In `load_failed`, `running` is the package that still runs, or null. */
export type LoadedAgentsEvent = { agentId: string; packageId: string } & (
  | { kind: "loaded" | "restarted"; report: LoadReport; pid: number }
  | { kind: "load_failed"; error: string; running: string | null }
  | { kind: "exited"; exit: LoaderExit; restartInMs: number | null }
  | { kind: "unloaded" }
);

export type LoadedAgentsOptions = {
  isolation: Isolation;
  openLog: (agentId: string) => Promise<LoadLog>;
  /** Called in order; must not throw. */
  onEvent: (event: LoadedAgentsEvent) => void;
  policy?: RestartPolicy;
  importMs?: number;
  hungMs?: number;
};

/** Thrown by a load that another operation on its agent cut short: neither loaded nor failed. */
export class LoadCut extends Error {
  constructor() {
    super("Loading was cancelled: something newer was asked for");
  }
}

type Entry = {
  spec: LoadSpec;
  log: LoadLog;
  loader: Loader | null;
  status: LoadedState["status"];
  error: string | null;
  failures: number[];
  timer: NodeJS.Timeout | undefined;
};

/** What waits for an agent: operations run one after the other. */
type Lane = { tail: Promise<unknown>; abort: AbortController };

/** Agents that are resident in this process' children, by agent id. */
export function createLoadedAgents(options: LoadedAgentsOptions) {
  const { onEvent, policy = restartPolicy } = options;
  const entries = new Map<string, Entry>();
  const lanes = new Map<string, Lane>();

  /** Runs work after what is under way for this agent. What was asked for from outside cancels a load under way first. */
  function inTurn<T>(agentId: string, work: (signal: AbortSignal) => Promise<T>, cancels = true): Promise<T> {
    const before = lanes.get(agentId);
    if (cancels) before?.abort.abort();
    const abort = cancels || before === undefined ? new AbortController() : before.abort;
    const result = (before?.tail ?? Promise.resolve()).then(() => work(abort.signal));
    const lane = { abort, tail: result.catch(() => {}) };
    lanes.set(agentId, lane);
    void lane.tail.then(() => lanes.get(agentId) === lane && lanes.delete(agentId));
    return result;
  }

  function start(entry: Entry, spec: LoadSpec, signal: AbortSignal): Promise<Loader> {
    return startLoader({
      package: spec.package,
      entryPoint: spec.entryPoint,
      memoryBytes: spec.memoryBytes,
      isolation: options.isolation,
      importMs: options.importMs,
      hungMs: options.hungMs,
      onOutput: (stream, chunk) => entry.log.write(stream, chunk),
      signal,
    });
  }

  function adopt(entry: Entry, loader: Loader): void {
    clearTimeout(entry.timer);
    entry.loader = loader;
    entry.status = "running";
    entry.error = null;
    void loader.exited.then((exit) => {
      if (entry.loader !== loader) return;
      entry.loader = null;
      entry.log.note(exit.words);
      const { agentId, packageId } = entry.spec;
      // A tool that hangs is ended on purpose, at somebody's call: no sign that the agent cannot run.
      const restartInMs = exit.cause === "hung" ? 0 : countedPause(entry);
      onEvent({ kind: "exited", agentId, packageId, exit, restartInMs });
      plan(entry, restartInMs, exit.words);
    });
  }

  function countedPause(entry: Entry): number | null {
    entry.failures = countFailure(entry.failures, Date.now(), policy);
    return pauseAfter(entry.failures, policy);
  }

  function plan(entry: Entry, pauseMs: number | null, words: string): void {
    const { agentId, packageId } = entry.spec;
    if (pauseMs === null) {
      entry.status = "failed";
      entry.error = givenUp(entry.failures, words);
      entry.log.note(entry.error);
      onEvent({ kind: "load_failed", agentId, packageId, error: entry.error, running: null });
      return;
    }
    entry.status = "restarting";
    entry.error = words;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void inTurn(agentId, (signal) => restart(entry, signal), false), pauseMs);
  }

  async function restart(entry: Entry, signal: AbortSignal): Promise<void> {
    if (entries.get(entry.spec.agentId) !== entry || entry.loader !== null || entry.status !== "restarting") return;
    const { agentId, packageId } = entry.spec;
    try {
      const loader = await start(entry, entry.spec, signal);
      adopt(entry, loader);
      entry.log.note("The agent was started again.");
      onEvent({ kind: "restarted", agentId, packageId, report: loader.report, pid: loader.pid });
    } catch (error) {
      if (signal.aborted) return;
      const words = wordsOf(error);
      entry.log.note(words);
      plan(entry, countedPause(entry), words);
    }
  }

  async function loadNow(spec: LoadSpec, signal: AbortSignal): Promise<LoadReport> {
    const { agentId, packageId } = spec;
    const known = entries.get(agentId);
    const entry = known ?? { ...empty, spec, log: await options.openLog(agentId) };
    entries.set(agentId, entry);
    clearTimeout(entry.timer);
    if (entry.status === "failed") entry.status = "loading";
    try {
      const loader = await start(entry, spec, signal);
      const old = entry.loader;
      entry.spec = spec;
      entry.failures = [];
      adopt(entry, loader);
      entry.log.note(`Loaded with ${loader.report.tools.length} tools on Python ${loader.report.python}.`);
      onEvent({ kind: "loaded", agentId, packageId, report: loader.report, pid: loader.pid });
      await old?.stop();
      return loader.report;
    } catch (error) {
      keepOld(entry, spec, signal, wordsOf(error));
      throw signal.aborted ? new LoadCut() : error;
    }
  }

  /** After a failed load: what ran goes on, what was about to be restarted still is. */
  function keepOld(entry: Entry, spec: LoadSpec, signal: AbortSignal, words: string): void {
    if (entry.status === "restarting") plan(entry, policy.pausesMs[0] ?? 0, entry.error ?? words);
    if (signal.aborted) return;
    if (entry.status === "loading") entry.status = "failed";
    entry.error = words;
    entry.log.note(words);
    const running = entry.loader === null ? null : entry.spec.packageId;
    onEvent({ kind: "load_failed", agentId: spec.agentId, packageId: spec.packageId, error: words, running });
  }

  async function drop(agentId: string): Promise<Entry | undefined> {
    const entry = entries.get(agentId);
    if (entry === undefined) return undefined;
    entries.delete(agentId);
    clearTimeout(entry.timer);
    const { loader } = entry;
    entry.loader = null;
    await loader?.stop();
    return entry;
  }

  return {
    /** Loads a package and switches to it; the one before runs until then, and on when this throws (LoadFailure, LoadCut). */
    load: (spec: LoadSpec) => inTurn(spec.agentId, (signal) => loadNow(spec, signal)),
    /** Ends an agent and forgets it, also while it is being loaded; true when there was one. */
    unload: (agentId: string) =>
      inTurn(agentId, async () => {
        const entry = await drop(agentId);
        if (entry === undefined) return false;
        entry.log.note("Unloaded.");
        await entry.log.close();
        onEvent({ kind: "unloaded", agentId, packageId: entry.spec.packageId });
        return true;
      }),
    /** Calls a tool; never rejects. `timeoutMs` is 30 s when absent. */
    async call(agentId: string, tool: string, args: Record<string, unknown>, timeoutMs?: number): Promise<CallOutcome> {
      const entry = entries.get(agentId);
      if (entry?.loader) return entry.loader.call(tool, args, { timeoutMs });
      if (entry?.status === "restarting") return refused("NotLoaded", "The agent is being started again; try later");
      return refused("NotLoaded", entry?.error ?? "The agent is not loaded");
    },
    /** How an agent is; null when it is not here. */
    state(agentId: string): LoadedState | null {
      const entry = entries.get(agentId);
      if (entry === undefined) return null;
      const { status, error, spec, loader } = entry;
      return { status, error, packageId: spec.packageId, report: loader?.report ?? null, pid: loader?.pid ?? null };
    },
    /** The agent's log while it is here. */
    log: (agentId: string): LoadLog | null => entries.get(agentId)?.log ?? null,
    agentIds: () => [...entries.keys()],
    /** Ends all agents without events, for the end of the supervisor. */
    async close(): Promise<void> {
      await Promise.all(
        [...new Set([...entries.keys(), ...lanes.keys()])].map((agentId) =>
          inTurn(agentId, async () => (await drop(agentId))?.log.close()),
        ),
      );
    },
  };
}

const empty = { loader: null, status: "loading" as const, error: null, failures: [], timer: undefined };

function wordsOf(error: unknown): string {
  if (error instanceof LoadFailure) return error.message;
  return `The agent could not be started: ${error instanceof Error ? error.message : String(error)}`;
}
