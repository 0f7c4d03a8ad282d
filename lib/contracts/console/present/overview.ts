import type { FleetStats } from "@/lib/contracts/console/wire/overview";
import { COARSE_STEP_SECONDS } from "@/lib/domain/load/rules";
import type { Overview } from "@/lib/domain/overview/queries";

/** The fleet at a glance. */
export function toFleetStats({ at, counts, attention, now, points, top }: Overview): FleetStats {
  return { at, counts, now, history: { stepSeconds: COARSE_STEP_SECONDS, points }, top, attention };
}
