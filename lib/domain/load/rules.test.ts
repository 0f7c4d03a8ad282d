import { expect, test } from "vitest";
import { beginsCoarseStep, untilNextStep } from "./rules";

test("every 30 s one measurement begins a step that fleets are summed over, whatever rounds were left out", () => {
  const begins = [0, 5_000, 25_000, 31_000, 35_000, 95_000].map((now, index, all) =>
    beginsCoarseStep(all[index - 1] ?? null, now),
  );
  expect(begins).toEqual([true, false, false, true, false, true]);
});

test("rounds begin on the clock", () => {
  expect([10_000, 10_001, 14_999].map(untilNextStep)).toEqual([5_000, 4_999, 1]);
});
