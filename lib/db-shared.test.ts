import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { closeDb, DatabaseError, databaseUrl, pool, readOne, type Sql, sql } from "@/lib/db";
import { SharedConnections } from "@/lib/db-shared";

const shares = () => (globalThis as typeof globalThis & { musterShared?: SharedConnections }).musterShared;

const ping = { name: "ping", text: "SELECT pg_backend_pid() AS pid", values: [] };

/** The process that answers, by a shared connection alone; null where none takes the question. */
const answering = async () => {
  const answer = await shares()?.query<{ pid: number }>(ping);
  return answer?.rows[0]?.pid ?? null;
};

const took = async (statement: Sql) => {
  const begun = performance.now();
  await readOne(statement);
  return performance.now() - begun;
};

beforeEach(async () => {
  await closeDb();
  await readOne(sql`SELECT 1`);
  // One opens with each question, beside those that are open.
  await answering();
  await expect.poll(async () => new Set(await Promise.all([answering(), answering()])).size).toBe(2);
  await expect.poll(async () => await Promise.all([answering(), answering()])).not.toContain(null);
});

test("many questions at once share two connections, and each gets its own answer", async () => {
  const asked = Array.from({ length: 12 }, (_, at) =>
    shares()?.query<{ at: number; pid: number }>({
      name: "echo",
      text: "SELECT $1::int AS at, pg_backend_pid() AS pid",
      values: [at],
    }),
  );
  const answers = await Promise.all(asked);
  expect(answers.map((answer) => answer?.rows[0]?.at)).toEqual(asked.map((_, at) => at));
  expect(new Set(answers.map((answer) => answer?.rows[0]?.pid)).size).toBe(2);
});

test("eight at most wait on each connection; the pool is asked by whoever comes then", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, answering));
  expect(answers.slice(0, 16)).not.toContain(null);
  expect(answers.slice(16)).toEqual([null, null, null, null]);
});

test("a question that fails fails alone, the first of its text too", async () => {
  const divide = (by: number) => readOne<{ n: number }>(sql`SELECT 12 / ${by}::int AS "n"`);
  const answers = await Promise.allSettled([divide(0), divide(3), divide(0), divide(4)]);
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value?.n : answer.reason))).toEqual([
    expect.any(DatabaseError),
    4,
    expect.any(DatabaseError),
    3,
  ]);
  const wrong = () => readOne(sql`SELECT nothing FROM "NoSuchTable"`);
  await expect(wrong()).rejects.toMatchObject({ cause: { code: "42P01" } });
  await expect(wrong()).rejects.toMatchObject({ cause: { code: "42P01" } });
  expect(await divide(6)).toEqual({ n: 2 });
});

test("nobody waits behind a slow question, and it is left to the pool from then on", async () => {
  const sleep = (seconds: number) => readOne(sql`SELECT pg_sleep(${seconds}::float8)`);
  const slow = [sleep(1.5), sleep(1.5)];
  await pause(40);
  expect(await answering()).toBeNull();
  expect(await took(sql`SELECT 1 AS "quick"`)).toBeLessThan(1_000);
  await Promise.all(slow);
  const busy = [sleep(1), sleep(1)];
  await pause(40);
  expect(await answering()).not.toBeNull();
  await Promise.all(busy);
});

test("what waits on a connection that is lost is asked once more, and so is what was asked before the loss was noticed", async () => {
  const many = () => Promise.all([1, 2, 3, 4].map((n) => readOne<{ n: number }>(sql`SELECT ${n}::int AS "n"`)));
  const lost = readOne<{ lost: number }>(sql`SELECT 7 AS "lost" FROM pg_sleep(${0.4}::float8)`);
  await pause(100);
  const ending = pool().query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%"lost"%' AND pid <> pg_backend_pid()`,
  );
  const answers = [many()];
  expect((await ending).rowCount).toBe(1);
  for (let turn = 0; turn < 20; turn += 1) answers.push(many());
  expect(await lost).toEqual({ lost: 7 });
  for (const rows of await Promise.all(answers)) expect(rows.map((row) => row?.n)).toEqual([1, 2, 3, 4]);
});

test("questions that are asked before a connection is open, and after all were closed, are answered by the pool", async () => {
  await closeDb();
  const rows = await Promise.all([1, 2, 3].map((n) => readOne<{ n: number }>(sql`SELECT ${n}::int AS "n"`)));
  expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test("a connection that nobody used for a while is replaced", async () => {
  const connections = new SharedConnections({ connectionString: databaseUrl() }, 300);
  const pid = async () => (await connections.query<{ pid: number }>(ping))?.rows[0]?.pid;
  const opened = async () => {
    await expect.poll(pid, { interval: 20 }).toEqual(expect.any(Number));
    return await pid();
  };
  const first = await opened();
  await pause(500);
  expect(await pid()).toBeUndefined();
  const open = sql`SELECT pid FROM pg_stat_activity WHERE pid = ${first ?? 0}::int`;
  await expect.poll(() => readOne(open)).toBeUndefined();
  expect(await opened()).not.toBe(first);
  await connections.end();
});
