import { Readable } from "node:stream";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { buildPackage, packageParts } from "@/lib/testing/package-builder";
import { buildArchive } from "@/lib/testing/tar-builder";
import { readPackageInThread } from "./read-in-thread";
import { readPackage } from "./read-package";

const threads: Worker[] = [];
process.on("worker", (thread) => threads.push(thread));

const slices = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
const large = () => {
  const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 2_654_435_761) >>> 24));
  return buildArchive(packageParts({ parts: [{ path: "calculator-agent/noise.bin", body: noise }] }));
};

test("the thread says of many packages at once what reading here says, also of one that is larger than what may be on its way", async () => {
  const archives = [await buildPackage({}), large(), buildArchive(packageParts({ parts: [{ path: "../evil" }] }))];
  const outcome = (reading: Promise<unknown>) => reading.then((good) => ({ good })).catch((bad) => ({ bad }));
  const here = await Promise.all(archives.map((one) => outcome(readPackage(Readable.from([one])))));
  const many = [...archives, ...archives, ...archives];
  const there = await Promise.all(
    many.map((one) => outcome(readPackageInThread(Readable.from(slices(one, 64 * 1024))))),
  );
  expect(there).toEqual([...here, ...here, ...here]);
  expect(here[2]).toMatchObject({ bad: { refusals: [{ type: "archive.unsafe_path" }] } });
});

test("an upload that began first and sends its bytes last is read too", async () => {
  const archive = await buildPackage({});
  let others: Promise<unknown> = Promise.resolve();
  async function* late() {
    await others;
    yield archive;
  }
  const first = readPackageInThread(Readable.from(late()));
  others = Promise.all([archive, archive].map((one) => readPackageInThread(Readable.from([one]))));
  expect((await first).manifest.name).toBe("calculator-agent");
}, 5_000);

test("an upload that breaks off fails with its own error, and leaves the others and their bytes alone", async () => {
  const archive = large();
  async function* broken() {
    yield archive.subarray(0, 100_000);
    throw new Error("connection lost");
  }
  const [cut, whole] = await Promise.allSettled([
    readPackageInThread(Readable.from(broken())),
    readPackageInThread(Readable.from(slices(archive, 64 * 1024))),
  ]);
  expect(cut).toMatchObject({ reason: { message: "connection lost" } });
  expect(whole.status).toBe("fulfilled");
  expect(archive.equals(large())).toBe(true);
});

test("a thread that ends fails what it was reading and is replaced for the next", async () => {
  const archive = large();
  async function* endless() {
    yield archive.subarray(0, 100_000);
    await new Promise(() => undefined);
  }
  await readPackageInThread(Readable.from([archive]));
  const before = threads.length;
  const reading = readPackageInThread(Readable.from(endless()));
  const failed = expect(reading).rejects.toThrow("The thread that reads packages has ended");
  await threads.at(-1)?.terminate();
  await failed;
  await readPackageInThread(Readable.from([archive]));
  expect(threads.length).toBe(before + 1);
});
