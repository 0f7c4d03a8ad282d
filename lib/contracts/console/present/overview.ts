import type { FleetStats } from "@/lib/contracts/console/wire/overview";
import { type Overview, STEP_SECONDS } from "@/lib/domain/overview/queries";

/** The fleet at a glance; `now` is the newest step that has a sample. */
export function toFleetStats({ at, counts, attention, points, top }: Overview): FleetStats {
  const last = points.findLast((point) => point.cpuPercent !== null);
  const now = {
    cpuPercent: last?.cpuPercent ?? null,
    memoryUsedBytes: last?.memoryUsedBytes ?? null,
    memoryLimitBytes: null,
    sampledAt: last?.at ?? null,
  };
  return { at, counts, now, history: { stepSeconds: STEP_SECONDS, points }, top, attention };
}
