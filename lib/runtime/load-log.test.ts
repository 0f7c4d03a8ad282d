import { appendFileSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mountSmallDisk, noSmallDisk } from "@/lib/testing/small-disk";
import { temporaryFolder } from "./given-agent";
import { openLoadLog, readLoadLog, removeLoadLog } from "./load-log";
import type { LogEntry } from "./log-follower";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("lines survive a restart, in order, with what a crash cut in two left out", async () => {
  const log = await openLoadLog(folder, "agt_1");
  log.write("stdout", Buffer.from("one\ntw"));
  log.write("stderr", Buffer.from("\u001b[31moops\u001b[0m\u0007\n"));
  log.write("stdout", Buffer.from("o\n"));
  log.note("Loaded.\nTwice.");
  await log.close();
  appendFileSync(join(folder, "agt_1.log"), '{"seq":9,"at":"20');
  const again = await openLoadLog(folder, "agt_1");
  expect(again.tail().map((line) => [line.seq, line.stream, line.text])).toEqual([
    [1, "stdout", "one"],
    [2, "stderr", "oops␇"],
    [3, "stdout", "two"],
    [4, "platform", "Loaded."],
    [5, "platform", "Twice."],
  ]);
  expect(again.tail(1)[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  again.note("Again.");
  await again.close();
  expect((await readLoadLog(folder, "agt_1", 1))[0]).toMatchObject({ seq: 6 });
  await removeLoadLog(folder, "agt_1");
  expect(await readLoadLog(folder, "agt_1")).toEqual([]);
});

test("the last 10,000 lines and 1 MiB are kept, in memory and on disk", async () => {
  const log = await openLoadLog(folder, "agt_2");
  for (let n = 1; n <= 12_000; n += 1) log.write("stdout", Buffer.from(`${n}\n`));
  expect(log.tail()).toHaveLength(10_000);
  expect(log.tail()[0]?.text).toBe("2001");
  for (let round = 0; round < 12; round += 1) {
    log.write("stdout", Buffer.from(`${"x".repeat(4_000)}\n`.repeat(200)));
    await expect.poll(async () => (await readLoadLog(folder, "agt_2", 1))[0]?.seq).toBe(12_000 + (round + 1) * 200);
  }
  await log.close();
  expect(log.tail().length).toBe(Math.floor((1024 * 1024) / 4_001));
  expect(await readLoadLog(folder, "agt_2")).toEqual(log.tail());
  const size = statSync(join(folder, "agt_2.log")).size + statSync(join(folder, "agt_2.old.log")).size;
  expect(size).toBeLessThan(8 * 1024 * 1024);
});

test.skipIf(noSmallDisk() !== null)(
  "a full disk loses lines, never the log: who follows sees all, and with room it goes on",
  async () => {
    const small = join(folder, "small");
    mkdirSync(small);
    const disk = mountSmallDisk(small, "32k");
    try {
      const log = await openLoadLog(small, "agt_9");
      log.note("first");
      log.write("stdout", Buffer.from(`${"x".repeat(4_000)}\n`.repeat(20)));
      log.note("into the void");
      await log.close();
      expect(log.tail().map(({ seq }) => seq)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
      disk.resize("1m");
      log.note("with room");
      log.note("and more");
      await log.close();
      const kept = (await readLoadLog(small, "agt_9")).map(({ text }) => text);
      expect(kept[0]).toBe("first");
      expect(kept.slice(-2)).toEqual(["with room", "and more"]);
    } finally {
      disk.unmount();
    }
  },
);

test("followers get what they asked for, and a slow one sees a gap", async () => {
  const log = await openLoadLog(folder, "agt_3");
  log.note("before");
  const abort = new AbortController();
  const seen: LogEntry[] = [];
  const live = log.follow({ signal: abort.signal });
  const slow = log.follow({ signal: abort.signal, after: 0 });
  log.note("now");
  for await (const entry of live) {
    seen.push(entry);
    break;
  }
  expect(seen).toMatchObject([{ text: "now" }]);
  for (let n = 0; n < 10_500; n += 1) log.note(`line ${n}`);
  abort.abort();
  const late: LogEntry[] = [];
  for await (const entry of slow) late.push(entry);
  expect(late[0]).toEqual({ gap: 502, seconds: expect.toSatisfy((seconds: number) => seconds >= 0 && seconds < 10) });
  expect(late).toHaveLength(10_001);
  expect(late.at(-1)).toMatchObject({ text: "line 10499" });
  await log.close();
});

test("a name that is a path is refused", async () => {
  await expect(openLoadLog(folder, "../x")).rejects.toThrow("cannot name a log");
});
