"use client";
import { type PointerEvent, useId, useState } from "react";
import { type ChartFrame, type ChartPoint, chartPaths, nearest, niceTop, sparse } from "@/lib/client/chart-shape";
import { useHydrated } from "@/lib/client/use-hydrated";

const width = 400;
const height = 96;
const TABLE_STEP = 5 * 60_000;

export type ChartSeries = {
  label: string;
  points: readonly ChartPoint[];
  /** The second series is dashed, so that the two differ without colour. */
  dashed?: boolean;
};

export type TimeChartProps = {
  title: string;
  series: readonly ChartSeries[];
  /** The stretch that is shown, ms. */
  from: number;
  to: number;
  /** A longer silence is a gap, ms. */
  gapMs: number;
  format: (value: number) => string;
  /** Powers that the axis goes by; default 10. */
  base?: 10 | 1024;
  /** The axis ends here at least. */
  atLeast?: number;
};

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** How a measured thing went over time: lines to look at, a table for those who listen. Shown after hydration, because times are local. */
export function TimeChart(props: TimeChartProps) {
  const { title, series, format } = props;
  const [hovered, setHovered] = useState<number | null>(null);
  const hydrated = useHydrated();
  const heading = useId();
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const top = niceTop(Math.max(props.atLeast ?? 0, ...values), props.base);
  const reading = (one: ChartSeries) => {
    const point = hovered === null ? one.points.findLast(({ value }) => value !== null) : nearest(one.points, hovered);
    return point?.value === undefined || point.value === null ? "–" : format(point.value);
  };
  return (
    <figure aria-labelledby={heading} className="min-w-0">
      <figcaption id={heading} className="flex flex-wrap items-baseline gap-x-3 text-muted text-xs">
        <span className="font-medium">{title}</span>
        {series.map((one) => (
          <span key={one.label}>
            {series.length > 1 && `${one.label} `}
            <span className="font-semibold text-base text-fg tabular-nums">{hydrated ? reading(one) : "–"}</span>
          </span>
        ))}
        {hydrated && hovered !== null && (
          <span aria-hidden className="ml-auto tabular-nums">
            {exact.format(hovered)}
          </span>
        )}
      </figcaption>
      {hydrated ? (
        <>
          <Plot {...props} top={top} hovered={hovered} onHover={setHovered} />
          <ChartTable {...props} />
        </>
      ) : (
        <div className="mt-1 h-28" />
      )}
    </figure>
  );
}

type PlotProps = TimeChartProps & { top: number; hovered: number | null; onHover: (at: number | null) => void };

function Plot({ series, from, to, gapMs, format, top, hovered, onHover }: PlotProps) {
  const hover = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect();
    onHover(from + ((clientX - box.left) / box.width) * (to - from));
  };
  const middle = from + (to - from) / 2;
  return (
    // What it shows is told by the table and the figure's caption.
    <div aria-hidden className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 text-2xs text-subtle tabular-nums">
      <svg
        role="presentation"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-24 w-full overflow-visible border-line border-b"
        onPointerMove={hover}
        onPointerLeave={() => onHover(null)}
      >
        <path d={`M0 0H${width}M0 ${height / 2}H${width}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
        {series.map((one) => (
          <SeriesLine key={one.label} one={one} frame={{ from, to, top, width, height }} gapMs={gapMs} />
        ))}
        {hovered !== null && (
          <path
            d={`M${((hovered - from) / (to - from)) * width} 0V${height}`}
            className="stroke-line-strong"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div className="flex flex-col justify-between text-right">
        <span>{format(top)}</span>
        <span>{format(top / 2)}</span>
        <span>{format(0)}</span>
      </div>
      <div className="flex justify-between">
        <span>{clock.format(from)}</span>
        <span>{clock.format(middle)}</span>
        <span>{clock.format(to)}</span>
      </div>
    </div>
  );
}

type LineProps = { one: ChartSeries; frame: ChartFrame; gapMs: number };

function SeriesLine({ one, frame, gapMs }: LineProps) {
  const { line, area } = chartPaths(one.points, frame, gapMs);
  return (
    <g>
      {!one.dashed && <path d={area} className="fill-accent-soft" />}
      <path
        d={line}
        fill="none"
        className={one.dashed ? "stroke-muted" : "stroke-accent"}
        strokeWidth={1.5}
        strokeDasharray={one.dashed ? "4 3" : undefined}
        vectorEffect="non-scaling-stroke"
      />
    </g>
  );
}

function ChartTable({ title, series, format }: TimeChartProps) {
  const rows = sparse(series[0]?.points ?? [], TABLE_STEP);
  return (
    <div className="sr-only">
      <table>
        <caption>{title}, every five minutes</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at }) => (
            <tr key={at}>
              <th scope="row">{clock.format(at)}</th>
              {series.map(({ label, points }) => {
                const value = points.find((point) => point.at === at)?.value ?? null;
                return <td key={label}>{value === null ? "not measured" : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
