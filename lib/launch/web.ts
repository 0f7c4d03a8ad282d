import cluster, { type Worker } from "node:cluster";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AggregatorRegistry } from "prom-client";
import { webConcurrency } from "@/lib/env";
import { answerMetrics } from "@/lib/http/metrics-of-all";
import { bundleOf } from "./bundles";
import { endWithLauncher, tell } from "./child-life";
import { Child, FRUGAL_HEAP } from "./children";
import { explain } from "./problem";

/** ms that workers get to end: their 10 s for running requests and last words; the launcher waits a little longer. */
const STOP_LIMIT = 11_700;
const ORPHAN_LIMIT = 3_000;

/** Starts `count` workers that share the port; each is started again when it crashes, while the others go on answering. */
async function serveWithAll(count: number): Promise<void> {
  // Otherwise a connection that is just handed to a worker which is killed stays open for ever, with nobody behind it.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: bundleOf("web-worker"), execArgv: FRUGAL_HEAP });
  const metrics = new AggregatorRegistry<typeof AggregatorRegistry.PROMETHEUS_CONTENT_TYPE>();
  const start = () => {
    const worker: Worker = cluster.fork();
    answerMetrics(worker, metrics);
    return worker.process;
  };
  const workers = Array.from({ length: count }, (_, at) => new Child({ name: `web server ${at + 1}`, start }));
  endWithLauncher(async (reason) => {
    const end = (worker: Child) => (reason === "asked" ? worker.stop(STOP_LIMIT) : worker.abandon(ORPHAN_LIMIT));
    await Promise.all(workers.map(end));
  });
  try {
    await Promise.all(workers.map((worker) => worker.ready));
    await tell({ type: "ready" });
  } catch (error) {
    for (const worker of workers) worker.kill();
    await tell({ type: "problem", sentence: explain(error, process.env.MUSTER_DATA_DIR ?? "data") });
    process.exit(1);
  }
}

const count = webConcurrency();
if (count > 1) await serveWithAll(count);
else await import(pathToFileURL(resolve(bundleOf("web-worker"))).href);
