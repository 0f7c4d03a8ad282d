import { DriverFault, type RunStats, type RuntimeDriver } from "../driver";
import { isPortFree } from "../port-free";
import { removeFolders } from "./agent-folders";
import { type ProcessRun, watchProcessRun } from "./process-run";
import { type ProcessRow, readProcessTable, treeOf } from "./process-table";
import { type Ground, startAgentProcess } from "./start-agent-process";

/** An agent server opens its door within a second; on a machine that starts everything anew, with all others beside it, later. */
const DOOR_MS = 45_000;
const GUARD_MS = 2_000;

/**
 * Runs agents as child processes of this one, each in its own folder, confined as the machine allows. They end with this
 * process. Memory is limited for each process by the kernel, and for all of an agent by a look every two seconds.
 */
export function createProcessDriver(ground: Ground): RuntimeDriver {
  const runs = new Map<string, ProcessRun>();
  const measured = new Map<string, { at: number; cpuMs: number }>();
  const listeners = new Set<(agentId: string) => void>();
  const changed = (agentId: string) => {
    for (const listener of listeners) listener(agentId);
  };

  const measure = (run: ProcessRun, table: readonly ProcessRow[]): RunStats | null => {
    const pid = run.pid();
    const tree = pid === null ? [] : treeOf(table, pid).filter((row) => row.name !== "bwrap");
    if (tree.length === 0) return null;
    const cpuMs = tree.reduce((sum, row) => sum + row.cpuMs, 0);
    const before = measured.get(run.spec.agentId) ?? {
      at: run.observed().startedAt?.getTime() ?? Date.now(),
      cpuMs: 0,
    };
    const at = Date.now();
    measured.set(run.spec.agentId, { at, cpuMs });
    const share = (100 * Math.max(0, cpuMs - before.cpuMs)) / Math.max(1, at - before.at);
    return {
      cpuPercent: Math.round(share * 10) / 10,
      memoryBytes: tree.reduce((sum, row) => sum + row.memoryBytes, 0),
      memoryLimitBytes: run.spec.memoryBytes,
      networkRxBytes: 0,
      networkTxBytes: 0,
      pids: tree.length,
    };
  };

  const guard = setInterval(async () => {
    if (runs.size === 0) return;
    const table = await readProcessTable().catch(() => []);
    for (const run of runs.values()) {
      const pid = run.pid();
      const used = pid === null ? 0 : treeOf(table, pid).reduce((sum, row) => sum + row.memoryBytes, 0);
      if (used > run.spec.memoryBytes) run.killForMemory();
    }
  }, GUARD_MS);
  guard.unref();

  const remove = async (agentId: string) => {
    const run = runs.get(agentId);
    await run?.stop(0);
    if (runs.get(agentId) === run) runs.delete(agentId);
    measured.delete(agentId);
  };

  return {
    name: "process",
    isolation: ground.isolation.mode,
    ping: async () => null,
    async start(spec, boot) {
      const { agentId } = spec;
      await remove(agentId);
      const child = startAgentProcess(ground, spec);
      const run = watchProcessRun({ spec, boot, child, changed: () => changed(agentId) });
      runs.set(agentId, run);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(resolve, DOOR_MS, "late");
      });
      const outcome = await Promise.race([run.opened, run.gone, late]);
      clearTimeout(timer);
      if (outcome === "late") {
        await remove(agentId);
        throw new DriverFault("refused", `The agent server did not open its door within ${DOOR_MS / 1000} s`);
      }
      return run.observed();
    },
    isPortFree,
    stop: async (agentId, graceMs) => runs.get(agentId)?.stop(graceMs),
    remove,
    async removeWorkspace(agentId) {
      await remove(agentId);
      await removeFolders(ground.root, agentId);
      return true;
    },
    rename: async (agentId, name) => runs.get(agentId)?.rename(name),
    observe: async (agentId) => runs.get(agentId)?.observed() ?? null,
    list: async () => [...runs.values()].map((run) => run.observed()),
    watch(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
    async stats(agentIds) {
      const table = await readProcessTable();
      const found = agentIds.flatMap((agentId): [string, RunStats][] => {
        const run = runs.get(agentId);
        const stats = run && measure(run, table);
        return stats ? [[agentId, stats]] : [];
      });
      return new Map(found);
    },
    async *output(agentId, since, signal) {
      const run = runs.get(agentId);
      if (run) yield* run.output.read(since, signal);
    },
    async close() {
      clearInterval(guard);
      await Promise.all([...runs.values()].map((run) => run.stop(2_000)));
    },
  };
}
