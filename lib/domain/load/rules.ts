/** The last hour is told in steps of this length. */
export const HISTORY_STEP_SECONDS = 30;
export const HISTORY_POINTS = 120;
