const chosen = Number(process.env.MUSTER_CRASH_SEED || Date.now() % 1_000_000);

/** The seed of this run: MUSTER_CRASH_SEED, or another one each time. */
export function runSeed(): number {
  return chosen;
}
