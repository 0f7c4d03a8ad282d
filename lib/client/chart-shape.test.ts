import { describe, expect, test } from "vitest";
import { chartPaths, nearest, niceTop, sparse } from "./chart-shape";

const frame = { from: 0, to: 100, top: 10, width: 100, height: 50 };

test.each([
  [0, 10, 1],
  [Number.NaN, 10, 1],
  [1, 10, 1],
  [37.2, 10, 50],
  [101, 10, 200],
  [300 * 1024 ** 2, 1024, 500 * 1024 ** 2],
] as const)("the axis for %d ends at a round number", (highest, base, top) => {
  expect(niceTop(highest, base)).toBeCloseTo(top);
});

describe("paths", () => {
  test("an unmeasured point and a long silence each break the line", () => {
    const points = [0, 10, 20, 30, 90, 100].map((at) => ({ at, value: at === 20 ? null : 5 }));
    const { line } = chartPaths(points, frame, 15);
    expect(line).toBe("M0 25L10 25M29 25h2M90 25L100 25");
  });

  test("what is higher than the axis stays inside, what is outside the hour is left out", () => {
    const points = [
      { at: -5, value: 1 },
      { at: 0, value: 0 },
      { at: 10, value: 99 },
    ];
    expect(chartPaths(points, frame, 15)).toEqual({ line: "M0 50L10 0", area: "M0 50L10 0L10 50L0 50Z" });
  });
});

test("the nearest measured point answers", () => {
  const points = [
    { at: 0, value: 1 },
    { at: 9, value: null },
    { at: 20, value: 2 },
  ];
  expect(nearest(points, 9)).toEqual({ at: 0, value: 1 });
  expect(nearest([{ at: 0, value: null }], 1)).toBeNull();
});

test("a table has one row for each stretch of time, its newest", () => {
  expect(
    sparse(
      [0, 4, 5, 11].map((at) => ({ at })),
      5,
    ),
  ).toEqual([{ at: 4 }, { at: 5 }, { at: 11 }]);
});
