"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { TimeChart } from "@/components/patterns/time-chart";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/client/format-bytes";
import { type LiveReading, type LoadPoint, mergedLoad } from "@/lib/client/run-load";
import { runtimeQueries } from "@/lib/client/runtime-queries";
import { useNow } from "@/lib/client/use-now";
import { useRunStats } from "@/lib/client/use-run-stats";

const HOUR = 3_600_000;
/** Three steps of 5 s and a little: who misses two samples in a row has a gap. */
const GAP = 16_000;

export const percent = (value: number) => `${value >= 10 ? Math.round(value) : Number(value.toFixed(1))} %`;
const bytesRate = (value: number) => `${formatBytes(Math.round(value))}/s`;
const bytes = (value: number) => formatBytes(Math.round(value));

/** `network`: whether what runs the agent can measure its traffic; zeros would be told for measured otherwise. */
type LoadChartsProps = { agentId: string; running: boolean; network: boolean };

/** What an agent used in the last hour, and what it uses now. */
export function LoadCharts({ agentId, running, network }: LoadChartsProps) {
  const query = useQuery(runtimeQueries.history(agentId));
  const live = useRunStats(agentId, running);
  const load = mergedLoad(query.data, live);
  const measured = load.some(({ cpuPercent }) => cpuPercent !== null);
  return (
    <Card>
      <CardHeader title="Load" description="The last hour, every 5 seconds. 100 % is one core." />
      <CardBody>
        <QueryView query={query} what="the load of the last hour" skeleton={<Skeleton className="h-28" />}>
          {() =>
            measured ? (
              <Charts load={load} limit={limitOf(live)} network={network} />
            ) : (
              <p className="text-muted text-sm">
                {running ? "Measuring… The first figures come within seconds." : "It did not run in the last hour."}
              </p>
            )
          }
        </QueryView>
      </CardBody>
    </Card>
  );
}

function limitOf(live: readonly LiveReading[]): number | null {
  return live.at(-1)?.memoryLimitBytes ?? null;
}

type ChartsProps = { load: readonly LoadPoint[]; limit: number | null; network: boolean };

function Charts({ load, limit, network }: ChartsProps) {
  const now = useNow();
  const to = Math.max(now ?? 0, load.at(-1)?.at ?? 0);
  const frame = { from: to - HOUR, to, gapMs: GAP };
  const series = (label: string, key: Exclude<keyof LoadPoint, "at">, dashed = false) => ({
    label,
    dashed,
    points: load.filter((point) => point[key] !== null).map((point) => ({ at: point.at, value: point[key] })),
  });
  return (
    <div className="grid gap-x-6 gap-y-4 lg:grid-cols-3">
      <TimeChart title="CPU" {...frame} format={percent} atLeast={10} series={[series("CPU", "cpuPercent")]} />
      <TimeChart
        title={limit ? `Memory of ${bytes(limit)}` : "Memory"}
        {...frame}
        format={bytes}
        base={1024}
        atLeast={32 * 1024 ** 2}
        series={[series("Memory", "memoryBytes")]}
      />
      {network ? (
        <TimeChart
          title="Network"
          {...frame}
          format={bytesRate}
          base={1024}
          atLeast={1024}
          series={[series("in", "receivedRate"), series("out", "sentRate", true)]}
        />
      ) : (
        <div>
          <p className="font-medium text-muted text-xs">Network</p>
          <p className="mt-1 text-muted text-sm">
            Not measured: only agents in containers have a network of their own.
          </p>
        </div>
      )}
    </div>
  );
}
