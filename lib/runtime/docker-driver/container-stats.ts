import { z } from "zod";
import { read } from "@/lib/runtime/docker-driver/engine";
import type { RunStats } from "@/lib/runtime/driver";

const count = z.number().nonnegative();
const cpuStats = z.object({
  cpu_usage: z.object({ total_usage: count, percpu_usage: z.array(count).nullish() }),
  system_cpu_usage: count.optional(),
  online_cpus: count.optional(),
});

/** Both shapes: cgroup v1 says `total_inactive_file`, v2 `inactive_file`; a container that is ending says neither. */
const said = z.object({
  cpu_stats: cpuStats,
  precpu_stats: cpuStats.partial().optional(),
  memory_stats: z.object({
    usage: count.optional(),
    limit: count.optional(),
    stats: z.record(z.string(), z.number()).nullish(),
  }),
  networks: z.record(z.string(), z.object({ rx_bytes: count, tx_bytes: count })).nullish(),
  pids_stats: z.object({ current: count.optional() }).nullish(),
});

/** CPU time of a container and of its whole machine, in nanoseconds. */
export type CpuSample = { container: number; system: number };

/**
 * Statistics as the engine gives them; null for a container that is not running. CPU is measured against `before`, or against
 * the engine's own earlier look where there is none. 100 % is one core.
 */
export function runStats(
  answer: unknown,
  before: CpuSample | undefined,
): { stats: RunStats; sample: CpuSample } | null {
  const { cpu_stats, precpu_stats, memory_stats, networks, pids_stats } = read(said, answer, "stats");
  if (memory_stats.usage === undefined || cpu_stats.system_cpu_usage === undefined) return null;
  const sample = { container: cpu_stats.cpu_usage.total_usage, system: cpu_stats.system_cpu_usage };
  const earlier = before ?? {
    container: precpu_stats?.cpu_usage?.total_usage ?? sample.container,
    system: precpu_stats?.system_cpu_usage ?? sample.system,
  };
  const cores = cpu_stats.online_cpus || cpu_stats.cpu_usage.percpu_usage?.length || 1;
  const all = Object.values(networks ?? {});
  const stats = {
    cpuPercent: percent(sample, earlier, cores),
    memoryBytes: used(memory_stats.usage, memory_stats.stats ?? {}),
    memoryLimitBytes: memory_stats.limit ?? 0,
    networkRxBytes: all.reduce((sum, { rx_bytes }) => sum + rx_bytes, 0),
    networkTxBytes: all.reduce((sum, { tx_bytes }) => sum + tx_bytes, 0),
    pids: pids_stats?.current ?? 0,
  };
  return { stats, sample };
}

function percent(now: CpuSample, before: CpuSample, cores: number): number {
  const [container, system] = [now.container - before.container, now.system - before.system];
  return container > 0 && system > 0 ? Math.round((container / system) * cores * 1_000) / 10 : 0;
}

/** Without what is only cached and would be given back at once, as `docker stats` counts. */
function used(usage: number, parts: Record<string, number>): number {
  const cached = parts.total_inactive_file ?? parts.inactive_file ?? 0;
  return cached < usage ? usage - cached : usage;
}
