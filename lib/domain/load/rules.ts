/** Every run is measured once in each step of this length; the last hour of each agent is kept so. */
export const FINE_STEP_SECONDS = 5;
/** Fleets are summed, and agents told of unless finer is asked for, in steps of this length. */
export const COARSE_STEP_SECONDS = 30;
const HOUR_SECONDS = 3_600;

export type HistoryStep = typeof FINE_STEP_SECONDS | typeof COARSE_STEP_SECONDS;

/** How many steps the last hour has. */
export function pointsOf(step: HistoryStep): number {
  return HOUR_SECONDS / step;
}

/** Whether a measurement is the first of its coarse step; `before` is the one before it, null where there is none. Times in ms. */
export function beginsCoarseStep(before: number | null, now: number): boolean {
  const slot = (at: number) => Math.floor(at / (COARSE_STEP_SECONDS * 1_000));
  return before === null || slot(before) !== slot(now);
}

/** Milliseconds until the next fine step begins. */
export function untilNextStep(now: number): number {
  const step = FINE_STEP_SECONDS * 1_000;
  return step - (now % step);
}
