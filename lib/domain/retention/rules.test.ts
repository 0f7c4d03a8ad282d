import { expect, test } from "vitest";
import { daysLeft, purgeTime, timeLeft } from "@/lib/domain/agents/rules";
import { type Clock, type Look, readClock } from "@/lib/domain/retention/rules";

const HOUR = 3_600_000;
const start = Date.UTC(2026, 0, 1);

/** Muster with a clock that can be set, as hours since the start; `now()` is how late it is at least, in the same. */
function machine() {
  let [clock, own, wall, ran]: [Clock | null, Look | null, number, number] = [null, null, 0, 0];
  let said: Date | null = null;
  const look = () => {
    const seen = { seenAt: new Date(start + wall * HOUR), ranFor: ran * HOUR };
    ({ clock, now: said } = readClock(clock, seen, own));
    own = seen;
  };
  look();
  const machine = {
    /** Runs for so long and looks every quarter of an hour. */
    run: (hours: number) => {
      for (let left = hours; left > 1e-9; left -= 0.25) {
        wall += Math.min(left, 0.25);
        ran += Math.min(left, 0.25);
        look();
      }
      return machine;
    },
    off: (hours: number) => {
      own = null;
      ran = 0;
      return machine.set(hours);
    },
    /** Sets the clock, forward or back, and looks. */
    set: (hours: number) => {
      wall += hours;
      look();
      return machine;
    },
    now: () => (said ? Math.round(((said.getTime() - start) / HOUR) * 100) / 100 : null),
    doubts: () => clock?.doubts.length ?? 0,
  };
  return machine;
}

test("a new clock says nothing for six hours, then the time", () => {
  const muster = machine();
  expect(muster.run(5.75).now()).toBeNull();
  expect(muster.run(0.25).now()).toBe(6);
  expect(muster.run(100).now()).toBe(106);
});

test("a year that the clock jumps ahead, running or off, counts only when six even hours stand behind it; what runs counts at once", () => {
  for (const how of ["set", "off"] as const) {
    const muster = machine().run(10);
    expect(muster[how](8_760).now()).toBe(10);
    expect(muster.run(5.75).now()).toBe(15.75);
    expect(muster.run(0.25).now()).toBe(8_776);
  }
});

test("a machine that runs four hours a day proves the nights too, two days later; its proof is the sum of its runs", () => {
  const muster = machine();
  const days: (number | null)[] = [];
  for (let day = 0; day < 6; day++) {
    days.push(muster.run(4).now());
    muster.off(20);
  }
  // On the first day nothing is proved; from then on what is behind six hours of running is.
  expect(days).toEqual([null, 28 - 20, 52 - 20, 76 - 20, 100 - 20, 124 - 20]);
  expect(muster.run(2).now()).toBe(146 - 20);
});

test("runs shorter than six hours never prove a jump with less than six hours of running behind it, however many they are", () => {
  const muster = machine().run(10).off(8_760);
  for (let day = 1; day < 24; day++) expect(muster.run(0.25).off(1).now()).toBe(10 + day * 0.25);
  expect(muster.run(0.25).now()).toBeGreaterThan(8_760);
});

test("a clock that is set back says nothing until it has gone on for six hours, also when it was off or jumped before", () => {
  for (const how of ["set", "off"] as const) {
    const muster = machine().run(10).set(5_000).run(3);
    expect(muster[how](-4_900).run(4).off(12).run(1.75).now()).toBeNull();
    // The night is not proved yet.
    expect(muster.run(0.25).now()).toBe(10 + 5_000 + 3 - 4_900 + 4 + 2);
  }
});

test("a slight correction while it runs is none, a quarter of an hour is", () => {
  expect(
    machine()
      .run(10)
      .set(1 / 120)
      .run(1)
      .now(),
  ).toBe(11.01);
  expect(
    machine()
      .run(10)
      .set(-1 / 120)
      .run(1)
      .now(),
  ).toBe(10.99);
  expect(machine().run(10).set(-0.25).run(1).now()).toBeNull();
  expect(machine().run(10).set(0.25).run(1).now()).toBe(11);
});

test("two that look in turn prove the clock as one does", () => {
  let clock: Clock | null = null;
  const own: (Look | null)[] = [null, null];
  let now: Date | null = null;
  for (let i = 0; i <= 40; i++) {
    const seen: Look = { seenAt: new Date(start + i * HOUR), ranFor: i * HOUR };
    ({ clock, now } = readClock(clock, seen, own[i % 2] ?? null));
    own[i % 2] = seen;
  }
  expect(now).toEqual(new Date(start + 40 * HOUR));
});

test("however it jumps ahead, it says what ran and the jumps that six hours of running stand behind, no more and no less", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const muster = machine().run(6);
  const jumps: { size: number; proof: number }[] = [];
  let ran = 6;
  for (let i = 0; i < 3_000; i++) {
    const kind = random();
    if (kind < 0.05) {
      const size = 1 + Math.floor(random() * 10_000);
      jumps.push({ size, proof: 0 });
      muster[kind < 0.03 ? "off" : "set"](size);
    } else {
      muster.run(0.25);
      ran += 0.25;
      for (const jump of jumps) jump.proof += 0.25;
    }
    const proved = jumps.filter(({ proof }) => proof >= 6).reduce((sum, { size }) => sum + size, 0);
    expect(muster.now()).toBeCloseTo(ran + proved, 5);
  }
  expect(muster.doubts()).toBeLessThan(25);
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
});

test("days that are left are rounded up, the last one is called less than a day", () => {
  const end = new Date(start + 7 * 24 * HOUR);
  const after = (days: number) => new Date(start + days * 24 * HOUR);
  expect([0, 0.1, 0.999, 1, 5.5, 6, 6.5, 7, 9].map((days) => daysLeft(end, after(days)))).toEqual([
    ...[7, 7, 7, 6, 2, 1, 1, 0, 0],
  ]);
  expect([0.1, 5.5, 6, 6.001, 6.99, 7, 8].map((days) => timeLeft(end, after(days)))).toEqual([
    ...["7 days left", "2 days left", "1 day left", "Less than a day", "Less than a day"],
    ...["Due to be purged", "Due to be purged"],
  ]);
});
