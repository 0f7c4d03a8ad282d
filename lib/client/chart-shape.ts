export type ChartPoint = { at: number; value: number | null };
export type ChartFrame = { from: number; to: number; top: number; width: number; height: number };

/** The next round number that is at least `highest`, so that an axis reads well: 1, 2 or 5 times a power of `base`. */
export function niceTop(highest: number, base: 10 | 1024 = 10): number {
  if (!(highest > 0)) return 1;
  const unit = base === 10 ? 1 : 1024 ** Math.floor(Math.log(highest) / Math.log(1024));
  const scaled = highest / unit;
  const power = 10 ** Math.floor(Math.log10(scaled));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= scaled) ?? 10;
  return step * power * unit;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Runs of points without a gap: neither an unmeasured one nor more than `gapMs` between two. */
export function unbroken(points: readonly ChartPoint[], gapMs: number): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = [];
  let last: number | null = null;
  for (const { at, value } of points) {
    if (value === null) {
      last = null;
      continue;
    }
    if (last === null || at - last > gapMs) runs.push([]);
    runs.at(-1)?.push({ at, value });
    last = at;
  }
  return runs;
}

/** SVG paths of a line and of the area below it. A point alone is a short dash, so that it is seen. */
export function chartPaths(points: readonly ChartPoint[], frame: ChartFrame, gapMs: number) {
  const x = (at: number) => round(((at - frame.from) / (frame.to - frame.from)) * frame.width);
  const y = (value: number) => round(frame.height - Math.min(1, value / frame.top) * frame.height);
  const lines: string[] = [];
  const areas: string[] = [];
  for (const run of unbroken(
    points.filter(({ at }) => at >= frame.from && at <= frame.to),
    gapMs,
  )) {
    const first = run[0];
    const last = run.at(-1);
    if (!first || !last) continue;
    const steps = run.map(({ at, value }) => `${x(at)} ${y(value)}`);
    const line = run.length === 1 ? `M${x(first.at) - 1} ${y(first.value)}h2` : `M${steps.join("L")}`;
    lines.push(line);
    if (run.length > 1) areas.push(`${line}L${x(last.at)} ${frame.height}L${x(first.at)} ${frame.height}Z`);
  }
  return { line: lines.join(""), area: areas.join("") };
}

/** The point that is nearest to a moment, or null where none was measured. */
export function nearest(points: readonly ChartPoint[], at: number): ChartPoint | null {
  let best: ChartPoint | null = null;
  for (const point of points) {
    if (point.value === null) continue;
    if (!best || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point;
  }
  return best;
}

/** The newest point of each `everyMs`, for a table that people can read through. */
export function sparse<P extends { at: number }>(points: readonly P[], everyMs: number): P[] {
  const slots = new Map<number, P>();
  for (const point of points) slots.set(Math.floor(point.at / everyMs), point);
  return [...slots.values()];
}
