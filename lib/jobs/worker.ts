import { Logger, type LogLevel, type Runner, run, type Task } from "graphile-worker";
import { databaseUrl, db } from "@/lib/db";
import { log } from "@/lib/log";

const CONCURRENCY = 4;
const POLL = 1_000;

const levels: Record<LogLevel, "error" | "warn" | "debug"> = {
  error: "error",
  warning: "warn",
  info: "debug",
  debug: "debug",
};
const logger = new Logger(() => (level, message, meta) => log()[levels[level]]({ ...meta }, message));

export type JobTask = (payload: unknown) => Promise<void>;
export type Schedule = { task: string; cron: string };

/** Jobs that a process held when it was killed are free again; those of living supervisors are left alone. */
async function freeAbandoned(): Promise<void> {
  await db().$executeRaw`
    SELECT graphile_worker.force_unlock_workers(coalesce(array_agg(DISTINCT j."locked_by"), '{}'))
    FROM graphile_worker.jobs j
    WHERE j."locked_by" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Supervisor" s WHERE j."locked_by" = ANY(s."workerIds"))`;
  await removeSuperseded();
}

/**
 * Removes jobs that a newer one with their key replaced while they ran: the queue takes their key and all their attempts,
 * so that when they are killed or fail they would lie there for ever.
 */
async function removeSuperseded(): Promise<void> {
  await db().$executeRaw`
    SELECT graphile_worker.complete_jobs(coalesce(array_agg(j."id"), '{}')) FROM graphile_worker.jobs j
    WHERE j."locked_by" IS NULL AND j."key" IS NULL AND j."attempts" >= j."max_attempts"`;
}

/**
 * Runs jobs until stopped. A job's name is its task; it is tried again with growing pauses when it throws.
 * `stop` waits for running jobs, which should look at their own abort signals.
 */
export async function startJobs(
  supervisorId: string,
  tasks: Record<string, JobTask>,
  schedule: Schedule[],
): Promise<{ stop: () => Promise<void> }> {
  await freeAbandoned();
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, Task] => [name, (payload) => task(payload)]),
  );
  const crontab = schedule.map(({ cron, task }) => `${cron} ${task} ?jobKey=cron:${task}`).join("\n");
  const runner: Runner = await run({
    connectionString: databaseUrl(),
    taskList,
    crontab,
    concurrency: CONCURRENCY,
    pollInterval: POLL,
    noHandleSignals: true,
    maxPoolSize: CONCURRENCY + 2,
    logger,
  });
  const ids = await lockNames(runner);
  await db().supervisor.updateMany({ where: { id: supervisorId }, data: { workerIds: ids } });
  return { stop: () => runner.stop() };
}

/** The names under which this runner locks jobs. */
async function lockNames(runner: Runner): Promise<string[]> {
  const names = new Set<string>();
  runner.events.on("worker:getJob:start", ({ worker }) => names.add(worker.workerId));
  const until = Date.now() + 2 * POLL;
  while (names.size < CONCURRENCY && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  return [...names];
}
