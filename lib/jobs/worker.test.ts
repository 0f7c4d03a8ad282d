import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { insertJob } from "@/lib/domain/change";
import { leaveSupervisor, registerSupervisor } from "@/lib/domain/supervisors/register-supervisor";
import { startJobs } from "@/lib/jobs/worker";

const address = {
  url: "http://127.0.0.1:1",
  secret: "none",
  driver: "process",
  isolation: "process",
  machine: "of this test",
};
const jobs = () => db().$queryRaw<{ key: string | null }[]>`SELECT "key" FROM graphile_worker.jobs`;

test("a job that was being done when its process was killed is done by the next one, once, also when it was asked for again meanwhile", async () => {
  await insertJob(db(), { task: "count", payload: {}, key: "count:1" });
  const taken = await db().$executeRaw`
    UPDATE graphile_worker._private_jobs SET "locked_by" = 'killed', "locked_at" = now(), "attempts" = 1`;
  expect(taken).toBe(1);
  await insertJob(db(), { task: "count", payload: {}, key: "count:1" });
  expect(await jobs()).toHaveLength(2);

  let done = 0;
  const id = await registerSupervisor(address);
  const runner = await startJobs(id, { count: async () => void done++ }, []);
  await expect.poll(jobs).toEqual([]);
  await runner.stop();
  await leaveSupervisor(id);
  expect(done).toBe(1);
});

test("a job that a living supervisor is doing is left to it when another one starts", async () => {
  let started = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const tasks = {
    slow: () => {
      started += 1;
      return finished;
    },
  };
  const first = await registerSupervisor({ ...address, machine: "first" });
  const doing = await startJobs(first, tasks, []);
  await insertJob(db(), { task: "slow", payload: {}, key: "slow:1" });
  await expect.poll(() => started).toBe(1);

  const second = await registerSupervisor({ ...address, machine: "second" });
  const waiting = await startJobs(second, tasks, []);
  const free = () => db().$queryRaw`SELECT 1 FROM graphile_worker.jobs WHERE "key" = 'slow:1' AND "locked_by" IS NULL`;
  expect(await free()).toEqual([]);
  expect(started).toBe(1);
  finish();
  await expect.poll(() => db().$queryRaw`SELECT 1 FROM graphile_worker.jobs WHERE "key" = 'slow:1'`).toEqual([]);
  await Promise.all([doing.stop(), waiting.stop()]);
  expect(started).toBe(1);
});
