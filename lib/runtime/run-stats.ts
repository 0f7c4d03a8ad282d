import { myRunningDoors } from "@/lib/domain/runs/queries";
import { type MeasuredRun, recordStats } from "@/lib/domain/runs/record-stats";
import { log } from "@/lib/log";
import { askHealth } from "@/lib/runtime/ask-health";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { withinTime } from "@/lib/runtime/time-limit";

const EVERY = 10_000;
const SAMPLE_EVERY = 3;
const ASKED_AT_ONCE = 16;
const HEALTH_MS = 1_000;

/** Measures all runs of a supervisor in one pass and stores them in one statement; `sample` keeps a point of the last hour too. */
export async function measureRuns(driver: RuntimeDriver, supervisorId: string, sample: boolean): Promise<number> {
  const doors = await myRunningDoors(supervisorId);
  if (doors.length === 0) return 0;
  const stats = await withinTime("Measuring the agents", EVERY, driver.stats(doors.map(({ agentId }) => agentId)));
  const measured: MeasuredRun[] = [];
  const waiting = [...doors];
  const worker = async () => {
    for (let door = waiting.shift(); door; door = waiting.shift()) {
      const found = stats.get(door.agentId);
      if (!found) continue;
      const health = await askHealth(door.url, door.key, HEALTH_MS);
      const { contextUsed = null, contextMax = null, activityAt = null } = health ?? {};
      measured.push({ agentId: door.agentId, ...found, contextUsed, contextMax, activityAt });
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, worker));
  await recordStats(measured, sample);
  return measured.length;
}

/** Measures every ten seconds until stopped. */
export function startMeasuring(driver: RuntimeDriver, supervisorId: string): () => void {
  let [round, busy] = [0, false];
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    const sample = round++ % SAMPLE_EVERY === 0;
    await measureRuns(driver, supervisorId, sample).catch((error: unknown) =>
      log().warn({ err: error }, "measuring the agents failed"),
    );
    busy = false;
  }, EVERY);
  return () => clearInterval(timer);
}
