import type { AgentHistory } from "@/lib/contracts/console/wire/runtime";

/** What an agent uses at a moment (ms). Null where it was not measured; network in bytes a second. */
export type LoadPoint = {
  at: number;
  cpuPercent: number | null;
  memoryBytes: number | null;
  receivedRate: number | null;
  sentRate: number | null;
};

/** One reading of the live stream; network in bytes since the start of the run. */
export type LiveReading = {
  at: number;
  cpuPercent: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
  networkRxBytes: number | null;
  networkTxBytes: number | null;
};

/** Live readings are kept at this step, ms. */
export const LIVE_STEP = 5_000;
const HOUR = 3_600_000;

type Counted = { at: number; rx: number | null; tx: number | null };

/** Bytes a second between two counts; null over a restart, where counting began anew. */
function rate(before: number | null, after: number | null, ms: number): number | null {
  if (before === null || after === null || ms <= 0 || after < before) return null;
  return ((after - before) * 1000) / ms;
}

function rates(before: Counted | undefined, after: Counted) {
  const ms = before ? after.at - before.at : 0;
  return {
    receivedRate: rate(before?.rx ?? null, after.rx, ms),
    sentRate: rate(before?.tx ?? null, after.tx, ms),
  };
}

/** The readings with a new one, at most one in each step and none older than an hour. */
export function keptReadings(kept: readonly LiveReading[], reading: LiveReading): LiveReading[] {
  const slot = (at: number) => Math.floor(at / LIVE_STEP);
  const others = kept.filter(({ at }) => at > reading.at - HOUR && slot(at) !== slot(reading.at));
  return [...others, reading];
}

/** The last hour: steps of the history until the live readings begin, then those. */
export function mergedLoad(history: AgentHistory | undefined, live: readonly LiveReading[]): LoadPoint[] {
  const begins = live[0]?.at ?? Number.POSITIVE_INFINITY;
  const past = (history?.points ?? [])
    .map((point) => ({ ...point, time: Date.parse(point.at) }))
    .filter(({ time }) => time < begins)
    .map((p) => ({
      ...{ at: p.time, rx: p.networkRxBytes, tx: p.networkTxBytes },
      ...{ cpuPercent: p.cpuPercent, memoryBytes: p.memoryUsedBytes },
    }));
  const now = live.map((p) => ({
    ...{ at: p.at, rx: p.networkRxBytes, tx: p.networkTxBytes },
    ...{ cpuPercent: p.cpuPercent, memoryBytes: p.memoryBytes },
  }));
  const all = [...past, ...now];
  return all.map((point, index) => ({
    at: point.at,
    cpuPercent: point.cpuPercent,
    memoryBytes: point.memoryBytes,
    ...rates(all[index - 1], point),
  }));
}
