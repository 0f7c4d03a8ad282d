import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry } from "prom-client";
import { z } from "zod";
import { metrics } from "@/lib/http/metrics";

const asked = z.object({ type: z.literal("metrics_wanted"), id: z.number() });
const answered = z.object({ type: z.literal("metrics"), id: z.number(), text: z.string().nullable() });

/** ms; a process that hangs must not keep the others' numbers back. */
const LONGEST_WAIT = 6_000;
let lastId = 0;

/** Lets this worker's numbers be added up by the process that started it. */
export function shareMetrics(): void {
  AggregatorRegistry.setRegistries([metrics().registry]);
  new AggregatorRegistry();
}

/** In the process that started the workers: gives a worker that asks the numbers of all. */
export function answerMetrics(
  worker: Worker,
  all: AggregatorRegistry<"text/plain; version=0.0.4; charset=utf-8">,
): void {
  worker.on("message", async (message: unknown) => {
    const { id } = asked.safeParse(message).data ?? {};
    if (id === undefined) return;
    const text = await all.clusterMetrics().catch(() => null);
    if (worker.isConnected()) worker.send({ type: "metrics", id, text });
  });
}

function askPrimary(worker: Worker): Promise<string | null> {
  const id = ++lastId;
  return new Promise((resolve) => {
    const end = (text: string | null) => {
      clearTimeout(timer);
      worker.off("message", hear);
      resolve(text);
    };
    const hear = (message: unknown) => {
      const answer = answered.safeParse(message).data;
      if (answer?.id === id) end(answer.text);
    };
    const timer = setTimeout(() => end(null), LONGEST_WAIT);
    worker.on("message", hear);
    worker.send({ type: "metrics_wanted", id });
  });
}

/** The numbers of all web processes together, for Prometheus; only this one's where the others do not answer within 6 s. */
export async function metricsOfAll(): Promise<string> {
  const together = cluster.worker ? await askPrimary(cluster.worker) : null;
  return together ?? metrics().registry.metrics();
}
