/** Random choices that a seed repeats. */
export type Dice = {
  /** From 0 (inclusive) to 1 (exclusive). */
  next: () => number;
  /** A whole number from `min` to `max`, both inclusive. */
  whole: (min: number, max: number) => number;
  chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  pick: <T>(list: readonly T[]) => T;
};

/** Mulberry32: the same seed (32 bits) gives the same choices on every machine. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list.slice(whole(0, list.length - 1))[0];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  return { next, whole, chance: (probability) => next() < probability, pick };
}
