"use client";
import { useQuery } from "@tanstack/react-query";
import { TimeChart } from "@/components/patterns/time-chart";
import { percent } from "@/components/runtime/load-charts";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import { formatBytes } from "@/lib/client/format-bytes";
import { overviewQueries } from "@/lib/client/overview-queries";
import type { FleetStats } from "@/lib/contracts/console/wire/overview";

const GAP = 65_000;
const bytes = (value: number) => formatBytes(Math.round(value));

/** What all running agents use together, now and over the last hour, and which of them use the most; nothing while none was measured. */
export function FleetLoad() {
  const { data } = useQuery(overviewQueries.stats());
  const measured = data?.history.points.some(({ cpuPercent }) => cpuPercent !== null) ?? false;
  if (!data || (!measured && data.now.cpuPercent === null)) return null;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Card>
        <CardHeader title="Load" description="All running agents together, the last hour. 100 % is one core." />
        <CardBody>
          <Charts stats={data} />
        </CardBody>
      </Card>
      <TopConsumers top={data.top} />
    </div>
  );
}

/** The history with what was measured since its last step. */
function loadPoints({ history, now }: FleetStats) {
  const points = history.points.map((point) => ({ ...point, at: Date.parse(point.at) }));
  const last = points.at(-1)?.at ?? 0;
  const sampled = now.sampledAt === null ? 0 : Date.parse(now.sampledAt);
  if (sampled <= last) return points;
  return [...points, { at: sampled, cpuPercent: now.cpuPercent, memoryUsedBytes: now.memoryUsedBytes, running: null }];
}

function Charts({ stats }: { stats: FleetStats }) {
  const points = loadPoints(stats);
  const frame = { from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 1, gapMs: GAP };
  const limit = stats.now.memoryLimitBytes;
  const cpu = points.map(({ at, cpuPercent }) => ({ at, value: cpuPercent }));
  const memory = points.map(({ at, memoryUsedBytes }) => ({ at, value: memoryUsedBytes }));
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <TimeChart title="CPU" {...frame} format={percent} atLeast={10} series={[{ label: "CPU", points: cpu }]} />
      <TimeChart
        title={limit ? `Memory of ${bytes(limit)}` : "Memory"}
        {...frame}
        format={bytes}
        base={1024}
        atLeast={64 * 1024 ** 2}
        series={[{ label: "Memory", points: memory }]}
      />
    </div>
  );
}

function TopConsumers({ top }: { top: FleetStats["top"] }) {
  return (
    <Card>
      <CardHeader title="Top consumers" description="By CPU, as measured last." />
      {top.length === 0 ? (
        <CardBody className="text-muted text-sm">Nothing runs that could be measured.</CardBody>
      ) : (
        <ul>
          {top.map(({ agentId, name, cpuPercent, memoryUsedBytes }) => (
            <li key={agentId} className="border-line border-b last:border-b-0">
              <Link
                href={`${consolePaths.agent(agentId)}?tab=runtime`}
                className="flex items-center gap-3 px-4 py-2 text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
              >
                <span className="min-w-0 flex-1 truncate font-medium text-fg">{name}</span>
                <span className="text-muted text-xs tabular-nums">{bytes(memoryUsedBytes)}</span>
                <span className="w-14 text-right text-fg tabular-nums">{percent(cpuPercent)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
