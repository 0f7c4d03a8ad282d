import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { DirectoryBlobStore } from "./directory-store";
import { storageFault } from "./storage-fault";
import { BlobMissing, BlobTooLarge, StorageFull } from "./store";
import { sweepBlobs } from "./sweep";

const scratch = mkdtempSync(join(tmpdir(), "muster-blobs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HOUR = 3_600_000;
let count = 0;

function freshStore() {
  const directory = join(scratch, String(count++));
  const path = (sha256: string) => join(directory, "blobs", sha256.slice(0, 2), sha256);
  return {
    store: new DirectoryBlobStore(directory),
    path,
    staged: () => (existsSync(join(directory, "tmp")) ? readdirSync(join(directory, "tmp")) : []),
    tmp: (name: string) => join(directory, "tmp", name),
    age: (file: string, hours: number) => {
      const then = new Date(Date.now() - hours * HOUR);
      utimesSync(file, then, then);
    },
  };
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const limit = 10_000_000;
const nothing = async () => new Set<string>();

async function put(store: DirectoryBlobStore, bytes: Buffer): Promise<string> {
  const staged = await store.stage(Readable.from([bytes]), { limit });
  await staged.commit();
  return staged.sha256;
}

test("what is committed comes back, whole or in part, with its sha256 and size", async () => {
  const { store, staged } = freshStore();
  const bytes = randomBytes(3_000_000);
  const slices = Array.from({ length: 300 }, (_, at) => bytes.subarray(at * 10_000, (at + 1) * 10_000));
  const stage = await store.stage(Readable.from(slices), { limit });
  expect([stage.sha256, stage.size]).toEqual([sha256(bytes), bytes.length]);
  expect(await store.stat(stage.sha256)).toBeNull();
  await stage.commit();
  await stage.discard();
  expect((await buffer(await store.open(stage.sha256))).equals(bytes)).toBe(true);
  const part = await buffer(await store.open(stage.sha256, { start: 10, end: 19 }));
  expect(part.equals(bytes.subarray(10, 20))).toBe(true);
  expect(await store.stat(stage.sha256)).toMatchObject({ size: bytes.length });
  expect(staged()).toEqual([]);
});

test("an empty blob is a blob", async () => {
  const { store } = freshStore();
  const id = await put(store, Buffer.alloc(0));
  expect(await buffer(await store.open(id))).toHaveLength(0);
});

test("what is not there is BlobMissing, also when the name is no sha256", async () => {
  const { store } = freshStore();
  for (const id of ["a".repeat(64), "../../etc/passwd", "", "A".repeat(64)]) {
    await expect(store.open(id)).rejects.toBeInstanceOf(BlobMissing);
    expect(await store.stat(id)).toBeNull();
    expect(await store.remove({ kind: "blob", id }, new Date())).toBe(false);
    expect(await store.remove({ kind: "stage", id }, new Date())).toBe(false);
  }
});

describe("nothing is left of", () => {
  test("an upload above the limit", async () => {
    const { store, staged } = freshStore();
    const source = Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
    await expect(store.stage(source, { limit: 1000 })).rejects.toBeInstanceOf(BlobTooLarge);
    expect(staged()).toEqual([]);
    expect((await store.stage(Readable.from([Buffer.alloc(1000)]), { limit: 1000 })).size).toBe(1000);
  });

  test("an upload whose sender goes away half-way", async () => {
    const { store, staged } = freshStore();
    const source = new PassThrough();
    const staging = store.stage(source, { limit });
    source.write(Buffer.alloc(100_000));
    await expect.poll(() => staged().length).toBe(1);
    source.destroy();
    await expect(staging).rejects.toThrow();
    expect(staged()).toEqual([]);
  });

  test("a discarded stage", async () => {
    const { store, staged } = freshStore();
    const stage = await store.stage(Readable.from([Buffer.from("x")]), { limit });
    await stage.discard();
    expect(staged()).toEqual([]);
  });
});

test("a full disk has its own fault; other errors keep theirs", () => {
  const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
  const other = Object.assign(new Error("denied"), { code: "EACCES" });
  expect(storageFault(full)).toBeInstanceOf(StorageFull);
  expect(storageFault(other)).toBe(other);
});

test("the same content twice, and many times at once, is one blob", async () => {
  const { store, staged } = freshStore();
  const bytes = randomBytes(100_000);
  const ids = await Promise.all(Array.from({ length: 20 }, () => put(store, bytes)));
  expect(new Set(ids)).toEqual(new Set([sha256(bytes)]));
  const items = [];
  for await (const item of store.list()) items.push(`${item.kind} ${item.id}`);
  expect(items).toEqual([`blob ${sha256(bytes)}`]);
  expect(staged()).toEqual([]);
});

test("an open blob can be read to its end while the same content is committed again", async () => {
  const { store } = freshStore();
  const bytes = randomBytes(2_000_000);
  const reader = await store.open(await put(store, bytes));
  await put(store, bytes);
  expect((await buffer(reader)).equals(bytes)).toBe(true);
});

describe("the sweeper", () => {
  test("removes stages after an hour and unreferenced blobs after a day, and nothing else", async () => {
    const { store, path, tmp, age, staged } = freshStore();
    const [old, used, young] = [
      await put(store, randomBytes(9)),
      await put(store, randomBytes(9)),
      await put(store, randomBytes(9)),
    ];
    for (const id of [old, used]) age(path(id), 25);
    age(path(young), 23);
    await writeFile(tmp("left-behind"), "x");
    await writeFile(tmp("in-progress"), "x");
    age(tmp("left-behind"), 2);
    expect(await sweepBlobs(store, async () => new Set([used]), new Date())).toEqual({ stages: 1, blobs: 1 });
    expect([old, used, young].map((id) => existsSync(path(id)))).toEqual([false, true, true]);
    expect(staged()).toEqual(["in-progress"]);
  });

  test("a commit of the same content makes a blob young again", async () => {
    const { store, path, age } = freshStore();
    const bytes = randomBytes(9);
    const id = await put(store, bytes);
    age(path(id), 48);
    await put(store, bytes);
    expect(await sweepBlobs(store, nothing, new Date())).toEqual({ stages: 0, blobs: 0 });
  });

  test("a commit between looking and removing saves the blob", async () => {
    const { store, path, age, staged } = freshStore();
    const bytes = randomBytes(9);
    const id = await put(store, bytes);
    age(path(id), 48);
    const committing = async () => {
      await put(store, bytes);
      return new Set<string>();
    };
    expect(await sweepBlobs(store, committing, new Date())).toEqual({ stages: 0, blobs: 0 });
    expect((await buffer(await store.open(id))).equals(bytes)).toBe(true);
    expect(staged()).toEqual([]);
  });

  test("commits and sweepers at once never lose an acknowledged blob", async () => {
    const { store, path, age } = freshStore();
    const bytes = randomBytes(2000);
    const id = await put(store, bytes);
    for (let round = 0; round < 150; round++) {
      age(path(id), 48);
      const [, content] = await Promise.all([
        sweepBlobs(store, nothing, new Date()),
        put(store, bytes).then(async () => await buffer(await store.open(id))),
        sweepBlobs(store, nothing, new Date()),
      ]);
      expect(content.equals(bytes)).toBe(true);
      expect(statSync(path(id)).mtimeMs).toBeGreaterThan(Date.now() - HOUR);
    }
  });

  test("a removal that a crash cut short is undone, and the blob stays readable meanwhile", async () => {
    const { store, path, age, tmp, staged } = freshStore();
    const bytes = randomBytes(9);
    const id = await put(store, bytes);
    age(path(id), 48);
    const aside = tmp(`leaving-${id}-1`);
    await writeFile(aside, bytes);
    rmSync(path(id));
    expect((await buffer(await store.open(id))).equals(bytes)).toBe(true);
    age(aside, 48);
    await sweepBlobs(store, async () => new Set([id]), new Date());
    expect([existsSync(path(id)), staged()]).toEqual([true, []]);
  });

  test("an empty store is swept without an error", async () => {
    expect(await sweepBlobs(freshStore().store, nothing, new Date())).toEqual({ stages: 0, blobs: 0 });
  });
});
