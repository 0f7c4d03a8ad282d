import { beginsCoarseStep, FINE_STEP_SECONDS, untilNextStep } from "@/lib/domain/load/rules";
import { myRunningDoors } from "@/lib/domain/runs/queries";
import { type MeasuredRun, recordStats } from "@/lib/domain/runs/record-stats";
import { log } from "@/lib/log";
import { askHealth } from "@/lib/runtime/ask-health";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { someAtOnce } from "@/lib/runtime/some-at-once";
import { withinTime } from "@/lib/runtime/time-limit";

const ASKED_AT_ONCE = 16;
const HEALTH_MS = 1_000;

/** What `only` is about, or all runs; `coarse`: the measurement begins a step that fleets are summed over. */
type Round = { coarse: boolean; only?: string };

/** Measures all runs of a supervisor in one pass, or `only` one, and stores them in one statement. Gives how many. */
export async function measureRuns(
  driver: RuntimeDriver,
  supervisorId: string,
  { coarse, only }: Round,
): Promise<number> {
  const all = await myRunningDoors(supervisorId);
  const doors = only === undefined ? all : all.filter(({ agentId }) => agentId === only);
  if (doors.length === 0) return 0;
  const asked = driver.stats(doors.map(({ agentId }) => agentId));
  const stats = await withinTime("Measuring the agents", FINE_STEP_SECONDS * 2_000, asked);
  const measured: MeasuredRun[] = [];
  await someAtOnce(doors, ASKED_AT_ONCE, async ({ agentId, url, key }) => {
    const found = stats.get(agentId);
    if (!found) return;
    const health = await askHealth(url, key, HEALTH_MS);
    const { contextUsed = null, contextMax = null, activityAt = null } = health ?? {};
    measured.push({ agentId, ...found, contextUsed, contextMax, activityAt });
  });
  await recordStats(measured, coarse);
  return measured.length;
}

export type Measuring = {
  /** Measures one run now, so that nobody waits for the next round. */
  soon: (agentId: string) => void;
  stop: () => void;
};

/** Measures as every step begins, on the clock, so that each step has its point; a round that takes longer leaves some out. */
export function startMeasuring(driver: RuntimeDriver, supervisorId: string): Measuring {
  let before: number | null = null;
  const measure = (round: Round) =>
    measureRuns(driver, supervisorId, round).catch((error: unknown) =>
      log().warn({ err: error }, "measuring the agents failed"),
    );
  const next = async () => {
    const now = Date.now();
    await measure({ coarse: beginsCoarseStep(before, now) });
    before = now;
    if (timer) timer = setTimeout(next, untilNextStep(Date.now()));
  };
  let timer: NodeJS.Timeout | null = setTimeout(next, untilNextStep(Date.now()));
  return {
    soon: (agentId) => void measure({ coarse: false, only: agentId }),
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
