import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import type { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { BlobTooLarge, StorageFull } from "@/lib/blobs/store";
import { buildPackage, packageParts } from "@/lib/testing/package-builder";
import { mountSmallDisk, noSmallDisk } from "@/lib/testing/small-disk";
import { buildArchive } from "@/lib/testing/tar-builder";
import { noteUnshared } from "@/lib/threads/free-memory";
import { readPackage } from "./read-package";
import { receiveInThread } from "./receive-in-thread";

const scratch = mkdtempSync(join(tmpdir(), "muster-receiving-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const threads: Worker[] = [];
process.on("worker", (thread) => threads.push(thread));

const limit = 10_000_000;
let count = 0;
/** A path in a folder that is not there yet. */
const freshPath = () => join(scratch, String(count++), "file");
const receive = (source: AsyncIterable<Buffer>, path = freshPath()) => receiveInThread(source, path, { limit });
const filesAt = (path: string) => readdirSync(join(path, ".."));
const outcome = (reading: Promise<unknown>) => reading.then((good) => ({ good })).catch((bad) => ({ bad }));
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const slices = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
/** More than may be on its way, also when it is packed. */
const withNoise = () =>
  buildArchive(packageParts({ parts: [{ path: "calculator-agent/noise.bin", body: randomBytes(3_000_000) }] }));
const large = withNoise();
const evil = () => buildArchive(packageParts({ parts: [{ path: "../evil" }] }));

test("of many packages at once, in pieces of any size, it says what reading here says, and keeps their bytes", async () => {
  const archives = [await buildPackage({}), large, withNoise(), evil()];
  const here = await Promise.all(archives.map((one) => outcome(readPackage(Readable.from([one])))));
  const sizes = [64 * 1024, 10_007, 600_000];
  const there = await Promise.all(
    sizes.flatMap((size) =>
      archives.map(async (one) => {
        const path = freshPath();
        const said = await outcome(
          receive(Readable.from(slices(one, size)), path).then(({ reading, ...file }) => {
            expect(file).toEqual({ sha256: sha256(one), size: one.length });
            expect(readFileSync(path).equals(one)).toBe(true);
            return reading;
          }),
        );
        if ("bad" in said) expect(filesAt(path)).toEqual([]);
        return said;
      }),
    ),
  );
  expect(there).toEqual([...here, ...here, ...here]);
  expect(here[3]).toMatchObject({ bad: { refusals: [{ type: "archive.unsafe_path" }] } });
});

test("of a gzip header, a ZIP and a trailer that come byte by byte nothing is lost", async () => {
  const archive = await buildPackage({});
  const bytewise = [
    ...slices(archive.subarray(0, 40), 1),
    archive.subarray(40, -9),
    ...slices(archive.subarray(-9), 1),
  ];
  const pulled = async (pieces: Buffer[]) => outcome(receive(Readable.from(pieces, { highWaterMark: 1 })));
  expect(await pulled(bytewise)).toMatchObject({ good: { sha256: sha256(archive) } });
  const zip = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(300_000), Buffer.from("manifest.json")]);
  expect(await pulled([...slices(zip, 200_003), Buffer.alloc(9)])).toMatchObject({
    bad: { refusals: [{ type: "archive.old_format" }] },
  });
});

test("an upload that began first and sends its bytes last is read too", async () => {
  const archive = await buildPackage({});
  let others: Promise<unknown> = Promise.resolve();
  async function* late() {
    await others;
    yield archive;
  }
  const first = receive(late());
  others = Promise.all([archive, archive].map((one) => receive(Readable.from([one]))));
  expect((await first).reading.manifest.name).toBe("calculator-agent");
}, 5_000);

test("one that is refused is heard to its end and leaves nothing, but never more than the limit", async () => {
  const bytes = Buffer.concat([evil(), Buffer.alloc(3_000_000)]);
  const path = freshPath();
  const heard = Readable.from(slices(bytes, 50_000));
  const refused = await outcome(receiveInThread(heard, path, { limit }));
  expect([refused, heard.readableEnded]).toMatchObject([{ bad: { name: "PackageRefused" } }, true]);
  for (const archive of [bytes, large]) {
    const cut = receiveInThread(Readable.from(slices(archive, 50_000)), path, { limit: 1_000_000 });
    await expect(cut).rejects.toBeInstanceOf(BlobTooLarge);
  }
  expect(filesAt(path)).toEqual([]);
});

test("one that breaks off fails with its own error, leaves nothing, and the others and their bytes alone", async () => {
  const bytes = sha256(large);
  const path = freshPath();
  const source = new PassThrough();
  source.write(large.subarray(0, 100_000));
  const [cut, whole] = [receive(source, path), receive(Readable.from(slices(large, 64 * 1024)))];
  await expect.poll(() => outcome(Promise.resolve().then(() => filesAt(path)))).toEqual({ good: ["file"] });
  source.destroy(new Error("connection lost"));
  await expect(cut).rejects.toThrow("connection lost");
  expect((await whole).sha256).toBe(bytes);
  expect(filesAt(path)).toEqual([]);
});

test("the sender waits for the thread, whose memory for each upload is bounded", async () => {
  await receive(Readable.from([large]));
  let pulled = 0;
  async function* counted() {
    for (const slice of slices(large, 50_000)) {
      pulled++;
      yield slice;
    }
  }
  const receiving = receive(counted());
  // Within one round of the event loop the ring fills, and the thread hardly has its turn to say that there is room.
  await new Promise(setImmediate);
  expect(pulled).toBeGreaterThan(2);
  expect(pulled).toBeLessThan(20);
  expect((await receiving).size).toBe(large.length);
});

test("a file that cannot be made fails its upload alone", async () => {
  const archive = await buildPackage({});
  const path = freshPath();
  await receive(Readable.from([archive]), path);
  const [taken, free] = await Promise.all(
    [path, freshPath()].map((to) => outcome(receive(Readable.from([archive]), to))),
  );
  expect(taken).toMatchObject({ bad: { message: expect.stringContaining("EEXIST") } });
  expect(free).toMatchObject({ good: { size: archive.length } });
});

test.skipIf(noSmallDisk() !== null)(
  "a full disk has its own fault, leaves nothing, and is told to the end",
  async () => {
    const folder = join(scratch, "small");
    mkdirSync(folder);
    const disk = mountSmallDisk(folder, "1m");
    try {
      const source = Readable.from(slices(large, 64 * 1024));
      await expect(receive(source, join(folder, "file"))).rejects.toBeInstanceOf(StorageFull);
      expect([source.readableEnded, disk.files()]).toEqual([true, []]);
    } finally {
      disk.unmount();
    }
  },
);

test("a thread that ends fails what it was reading and is replaced for the next", async () => {
  async function* endless() {
    yield large.subarray(0, 100_000);
    await new Promise(() => undefined);
  }
  await receive(Readable.from([large]));
  const before = threads.length;
  const sending = receive(Readable.from(slices(large, 64 * 1024)));
  const failed = expect(sending).rejects.toThrow("The thread that receives packages has ended");
  void receive(endless()).catch(() => undefined);
  await threads.at(-1)?.terminate();
  await failed;
  await receive(Readable.from([large]));
  expect(threads.length).toBe(before + 1);
});

test("pieces that nobody else has a part in are free as soon as the thread has them", async () => {
  const pieces = slices(large, 100_000).map((slice) => {
    const piece = Buffer.allocUnsafeSlow(slice.length);
    slice.copy(piece);
    return piece;
  });
  pieces.slice(1).forEach(noteUnshared);
  const { sha256: hash } = await receive(Readable.from(pieces));
  expect(hash).toBe(sha256(large));
  expect(pieces.map(({ length }) => length)).toEqual([100_000, ...pieces.slice(1).map(() => 0)]);
});
