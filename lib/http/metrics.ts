import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

type Metrics = {
  registry: Registry;
  requests: Counter<"contract" | "method" | "path" | "status">;
  duration: Histogram<"contract" | "method" | "path">;
  streams: Gauge;
};
const shared = globalThis as typeof globalThis & { musterMetrics?: Metrics };

/** The numbers of this process, shared by all bundles in it. Labels carry declared paths, never what somebody sent. */
export function metrics(): Metrics {
  if (shared.musterMetrics) return shared.musterMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  shared.musterMetrics = {
    registry,
    requests: new Counter({
      name: "muster_http_requests_total",
      help: "Requests answered",
      labelNames: ["contract", "method", "path", "status"],
      registers,
    }),
    duration: new Histogram({
      name: "muster_http_request_duration_seconds",
      help: "Time to the answer's head",
      labelNames: ["contract", "method", "path"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    streams: new Gauge({ name: "muster_streams", help: "Open event streams", registers }),
  };
  return shared.musterMetrics;
}

/** A gauge that is counted when somebody asks, by one label. Registering a name again replaces nothing. */
export function countedGauge(
  name: string,
  help: string,
  label: string,
  count: () => Promise<{ label: string; count: number }[]>,
): void {
  const { registry } = metrics();
  if (registry.getSingleMetric(name)) return;
  new Gauge({
    name,
    help,
    labelNames: [label],
    // Counted in the database, which every process sees alike.
    aggregator: "first",
    registers: [registry],
    async collect() {
      this.reset();
      for (const row of await count().catch(() => [])) this.set({ [label]: row.label }, row.count);
    },
  });
}
