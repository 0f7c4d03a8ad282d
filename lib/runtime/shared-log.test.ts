import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { openLoadLog } from "@/lib/runtime/load-log";
import type { LogEntry } from "@/lib/runtime/log-follower";
import { viewLog } from "@/lib/runtime/shared-log";
import { startSupervisorServer } from "@/lib/runtime/supervisor-server";
import { given } from "@/lib/testing/given";

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const refuse = () => Promise.reject(new Error("not served here"));

/** A real log behind a supervisor's real door that counts who follows. */
async function givenServedLog() {
  const folder = await mkdtemp(join(tmpdir(), "muster-shared-log-"));
  const { ctx } = await given.workspace();
  const { id } = await given.agent(ctx);
  const log = await openLoadLog(folder, id);
  const following = { now: 0, ever: 0 };
  async function* follow(tail: number, signal: AbortSignal): AsyncGenerator<LogEntry> {
    const kept = log.tail().slice(-tail);
    yield* kept;
    if (signal.aborted) return;
    following.now += 1;
    following.ever += 1;
    try {
      yield* log.follow({ signal, after: kept.at(-1)?.seq ?? 0 });
    } finally {
      following.now -= 1;
    }
  }
  const handlers = { call: refuse, reconcile: refuse, door: refuse };
  const server = await startSupervisorServer({ ...handlers, follow: (_, { tail }, signal) => follow(tail, signal) });
  const supervisor = { id: newId("supervisor"), url: server.url, secret: server.secret, isolation: "process" };
  await db().supervisor.create({ data: { ...supervisor, machine: "test", workerIds: [] } });
  await db().runtime.create({ data: { agentId: id, observedState: "running", supervisorId: supervisor.id } });
  endings.push(async () => {
    await server.close();
    await log.close();
    await rm(folder, { recursive: true });
  });
  return { id, log, following };
}

/** Reads until a line says `word`; gives every entry. */
async function readUntil(entries: AsyncIterable<LogEntry>, word: string): Promise<LogEntry[]> {
  const seen: LogEntry[] = [];
  for await (const entry of entries) {
    seen.push(entry);
    if ("text" in entry && entry.text === word) break;
  }
  return seen;
}

const seqsOf = (entries: LogEntry[]) => entries.map((entry) => ("seq" in entry ? entry.seq : -entry.gap));

test("twenty readers of a log are one stream from the supervisor; the last to leave ends it", async () => {
  const { id, log, following } = await givenServedLog();
  log.note("before");
  const readers = Array.from({ length: 20 }, () =>
    viewLog(id, { tail: 100, since: null }, new AbortController().signal),
  );
  for (const reader of readers) expect((await reader.next()).value).toMatchObject({ text: "before" });
  const reading = readers.map((reader) => readUntil(reader, "over"));
  await expect.poll(() => following).toEqual({ now: 1, ever: 1 });
  for (let n = 0; n < 2_000; n += 1) log.note(`line ${n}`);
  log.note("over");
  for (const seen of await Promise.all(reading)) {
    expect(seqsOf(seen)).toEqual(Array.from({ length: 2_001 }, (_, at) => at + 2));
  }
  await expect.poll(() => following).toEqual({ now: 0, ever: 1 });
});

test("who comes while an agent writes gets the window and then every line once", async () => {
  const { id, log } = await givenServedLog();
  const signal = new AbortController().signal;
  const writing = setInterval(() => {
    for (let n = 0; n < 25; n += 1) log.note("busy");
  }, 5);
  const first = readUntil(viewLog(id, { tail: 0, since: null }, signal), "over");
  await expect.poll(() => log.tail().length).toBeGreaterThan(500);
  const late = readUntil(viewLog(id, { tail: 10, since: null }, signal), "over");
  const end = log.tail().length + 500;
  await expect.poll(() => log.tail().length).toBeGreaterThan(end);
  clearInterval(writing);
  log.note("over");
  for (const seqs of [seqsOf(await first), seqsOf(await late)]) {
    expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] ?? 0) + at));
  }
});

test("a reader that falls behind is told how many lines it missed", async () => {
  const { id, log } = await givenServedLog();
  log.note("before");
  const slow = viewLog(id, { tail: 1, since: null }, new AbortController().signal);
  await slow.next();
  log.note("live");
  await slow.next();
  for (let n = 0; n < 30_000; n += 1) {
    log.note(`line ${n}`);
    if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  log.note("over");
  const seen = await readUntil(slow, "over");
  const lines = seen.filter((entry) => "seq" in entry).length;
  const gaps = seen.reduce((sum, entry) => sum + ("gap" in entry ? entry.gap : 0), 0);
  expect(gaps).toBeGreaterThan(0);
  expect(lines + gaps).toBe(30_001);
});

test("an agent that nobody holds is a conflict for each reader", async () => {
  const { ctx } = await given.workspace();
  const { id } = await given.agent(ctx);
  for (const _ of [1, 2]) {
    const reading = readUntil(viewLog(id, { tail: 1, since: null }, new AbortController().signal), "over");
    await expect(reading).rejects.toMatchObject({ fault: "conflict" });
  }
});
