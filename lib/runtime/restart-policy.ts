/** When a crashed agent starts again. Times in ms. */
export type RestartPolicy = { pausesMs: readonly number[]; windowMs: number };

/** Five failures in ten minutes are the end: there are four pauses, growing from 1 s to 60 s. */
export const restartPolicy: RestartPolicy = { pausesMs: [1_000, 4_000, 15_000, 60_000], windowMs: 600_000 };

/** The failures that still count, `now` among them. */
export function countFailure(failures: readonly number[], now: number, policy: RestartPolicy): number[] {
  return [...failures.filter((at) => now - at < policy.windowMs), now];
}

/** The pause before the next start, or null when there have been too many failures. */
export function pauseAfter(failures: readonly number[], policy: RestartPolicy): number | null {
  return policy.pausesMs[failures.length - 1] ?? null;
}

/** The sentence for an agent that is not started any more, with what happened last; at most ten lines. */
export function givenUp(failures: readonly number[], last: string): string {
  const head = `The agent failed ${failures.length} times in a short while and is not started again. The last time:`;
  return [head, ...last.split("\n").slice(0, 9)].join("\n");
}
