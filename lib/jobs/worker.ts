import { EventEmitter } from "node:events";
import { Logger, type LogLevel, type Runner, run, type Task, type WorkerEvents } from "graphile-worker";
import { databaseUrl, db } from "@/lib/db";
import { insertJob } from "@/lib/domain/change";
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
/** `atStart`: also whenever jobs begin to run. */
export type Schedule = { task: string; cron: string; atStart?: boolean };

/** Jobs that a process held when it was killed are free again; those of supervisors that are registered are left alone. */
export async function freeAbandonedJobs(): Promise<void> {
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
  await freeAbandonedJobs();
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, Task] => [name, (payload) => task(payload)]),
  );
  const crontab = schedule.map(({ cron, task }) => `${cron} ${task} ?jobKey=cron:${task}`).join("\n");
  const { events, names } = collectLockNames();
  const runner: Runner = await run({
    events,
    connectionString: databaseUrl(),
    taskList,
    crontab,
    concurrency: CONCURRENCY,
    pollInterval: POLL,
    noHandleSignals: true,
    maxPoolSize: CONCURRENCY + 2,
    logger,
  });
  for (const { task } of schedule.filter(({ atStart }) => atStart)) {
    await insertJob(db(), { task, payload: {}, key: `cron:${task}` });
  }
  await db().supervisor.updateMany({ where: { id: supervisorId }, data: { workerIds: names } });
  return { stop: () => runner.stop() };
}

/** The names under which a runner with these events locks jobs: those of its pools, not of its workers. Known once it runs. */
function collectLockNames(): { events: WorkerEvents; names: string[] } {
  const names: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => names.push(workerPool.id));
  return { events, names };
}
