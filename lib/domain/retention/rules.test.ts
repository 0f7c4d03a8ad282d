import { expect, test } from "vitest";
import { daysLeft, purgeTime } from "@/lib/domain/agents/rules";
import { type Clock, LONGEST_GAP, PROOF, readClock } from "@/lib/domain/retention/rules";

const HOUR = 3_600_000;
const start = Date.UTC(2026, 0, 1);

/** Looks at the clock at these hours, one after the other; whether each look may act. */
function looks(...hours: number[]): boolean[] {
  let clock: Clock | null = null;
  return hours.map((hour) => {
    const reading = readClock(clock, new Date(start + hour * HOUR));
    clock = reading.clock;
    return reading.trusted;
  });
}

test("the first looks prove the clock, then it is trusted", () => {
  expect(looks(0, 1, 3, 5, 6, 7)).toEqual([false, false, false, false, true, true]);
});

test("a jump forward, as after a long stop, holds until six even hours have passed", () => {
  const even = [0, 2, 4, 6, 8];
  expect(looks(...even, 8 + 24 * 365).at(-1)).toBe(false);
  const later = 8 + 24 * 365;
  expect(looks(...even, later, later + 2, later + 4, later + 5.9, later + 6)).toEqual([
    ...[false, false, false, true, true],
    ...[false, false, false, false, true],
  ]);
});

test("every further jump begins the proof anew, also one there and back", () => {
  const jumps = [0, 3, 6, 9, 1_000, 1_003, 5_000, 5_003, 12, 15, 18];
  expect(looks(...jumps)).toEqual([false, false, true, true, ...[false, false, false, false], false, false, true]);
});

test("a jump back holds, a slight correction does not", () => {
  expect(looks(0, 3, 6, 9, 9 - 1 / 120, 10).slice(-2)).toEqual([true, true]);
  expect(looks(0, 3, 6, 9, 8).at(-1)).toBe(false);
});

test("whatever the clock does, nothing is trusted that less than six even hours stand behind", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  let clock: Clock | null = null;
  let now = start;
  let even = 0;
  for (let i = 0; i < 20_000; i++) {
    const jump = random() < 0.1;
    const step = jump ? (random() - 0.5) * 10_000 * HOUR : random() * LONGEST_GAP;
    const ordinary = clock !== null && step <= LONGEST_GAP && step >= -60_000;
    now += step;
    even = ordinary ? even + step : 0;
    const reading = readClock(clock, new Date(now));
    clock = reading.clock;
    if (reading.trusted) expect(even).toBeGreaterThanOrEqual(PROOF - 60_000 * 100);
  }
});

test("the tier says when an agent is purged and how many days are left", () => {
  const deleted = new Date(start);
  const days = (tier: string | null) => purgeTime(deleted, tier)?.getTime();
  expect([days("short"), days("medium"), days("long"), days("none"), days(null)]).toEqual([
    start + 7 * 24 * HOUR,
    start + 30 * 24 * HOUR,
    start + 90 * 24 * HOUR,
    undefined,
    undefined,
  ]);
  const end = new Date(start + 7 * 24 * HOUR);
  expect([0, 0.5, 6.5, 7, 9].map((day) => daysLeft(end, new Date(start + day * 24 * HOUR)))).toEqual([7, 6, 0, 0, 0]);
});
