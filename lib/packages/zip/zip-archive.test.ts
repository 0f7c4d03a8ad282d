import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { deflateRawSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { buildZip, type ZipEnd, type ZipPart } from "@/lib/testing/zip-builder";
import { ZipArchive } from "./zip-archive";
import { agentZipLimits, type ZipLimits } from "./zip-limits";

const MiB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "muster-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function onDisk(bytes: Buffer): string {
  const path = join(folder, `${count++}.zip`);
  writeFileSync(path, bytes);
  return path;
}

/** Reads everything, as an import does before it keeps anything. */
async function readAll(bytes: Buffer, limits: ZipLimits = agentZipLimits): Promise<Record<string, Buffer>> {
  const archive = await ZipArchive.open(onDisk(bytes), limits);
  try {
    const meter = archive.meter();
    const found: Record<string, Buffer> = {};
    for (const entry of archive.entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of archive.read(entry, meter)) chunks.push(chunk);
      found[entry.folder ? `${entry.path}/` : entry.path] = Buffer.concat(chunks);
    }
    return found;
  } finally {
    await archive.close();
  }
}

const refused = (parts: ZipPart[], end?: ZipEnd, limits?: ZipLimits) =>
  readAll(buildZip(parts, end), limits).then(
    () => null,
    (error: unknown) => error,
  );

test("stored and deflated files, folders and names in UTF-8 are read, byte for byte", async () => {
  const noise = randomBytes(300_000);
  const parts = [
    { path: "actions/" },
    { path: "actions/größe.bin", body: noise, store: true },
    { path: "a", body: "x" },
  ];
  const found = await readAll(buildZip([...parts, { path: "empty" }]));
  expect(found).toEqual({
    "actions/": Buffer.alloc(0),
    "actions/größe.bin": noise,
    a: Buffer.from("x"),
    empty: Buffer.alloc(0),
  });
});

test("what other tools write is read: sizes behind the data, zip64", async () => {
  const plain = new ZipFile();
  plain.addBuffer(Buffer.from("hello"), "a.txt", { forceZip64Format: true });
  plain.addReadStreamLazy("b.txt", (give) => give(null, Readable.from(["world"])));
  plain.addEmptyDirectory("dir");
  plain.end({ forceZip64Format: true, comment: "" });
  expect(await readAll(await buffer(plain.outputStream))).toEqual({
    "a.txt": Buffer.from("hello"),
    "b.txt": Buffer.from("world"),
    "dir/": Buffer.alloc(0),
  });
});

test.each<[string, string, ZipPart]>([
  ["a path that climbs out", "leads out of its folder", { path: "../etc/passwd" }],
  ["a path that climbs out in the middle", "leads out of its folder", { path: "actions/../../x" }],
  ["an absolute path", "is an absolute path", { path: "/etc/passwd" }],
  ["a drive letter", "begins with a drive letter", { path: "C:/windows/x" }],
  ["a backslash", "has a backslash", { path: "..\\x" }],
  ["a control character", "has a control character", { path: "a\nb" }],
  ["a NUL", "has a NUL", { path: "a\0b" }],
  ["a name that is not UTF-8", "is not UTF-8", { path: Buffer.from([0x61, 0xff]) }],
  ["a name without a name", "empty part", { path: "" }],
  ["a name over 1,024 bytes", "longer than 1024", { path: Array(10).fill("x".repeat(120)).join("/") }],
  ["a part over 255 bytes", "longer than 255", { path: `${"x".repeat(256)}/a` }],
  ["a symbolic link", "is a symbolic link", { path: "link", body: "/etc/passwd", mode: 0o120777 }],
  ["a symbolic link said to be from Windows", "is a symbolic link", { path: "link", mode: 0o120777, host: 0 }],
  ["a device", "is a device", { path: "null", mode: 0o020666 }],
  ["a pipe", "is a device or pipe", { path: "pipe", mode: 0o010644 }],
  [
    "a hard link",
    "is a link",
    { path: "hard", extra: Buffer.concat([Buffer.from([0x0d, 0, 14, 0]), Buffer.alloc(14)]) },
  ],
  ["a folder with a body", "is a folder with contents", { path: "dir/", body: "x" }],
  ["a folder named as a file", "is a folder by its kind", { path: "dir", mode: 0o040755 }],
  ["an encrypted file", "is encrypted", { path: "secret", flags: 0x801 }],
  ["a strongly encrypted file", "", { path: "secret", flags: 0x841 }],
  ["another method", "is packed by method 12", { path: "bz", method: 12 }],
  ["another name beside the data", "contradict each other", { path: "a", localPath: "b" }],
  ["another method beside the data", "contradict each other", { path: "a", localMethod: 0 }],
  ["a stored file with two sizes", "says two sizes", { path: "a", body: "xyz", store: true, size: 2 }],
  ["a file that is longer than it says", "says 2 bytes and holds 5", { path: "a", body: "xxxxx", size: 2 }],
  ["a file that is shorter than it says", "says 9 bytes and holds 5", { path: "a", body: "xxxxx", size: 9 }],
  [
    "bytes after the end of the packed data",
    "bytes after its end",
    { path: "a", body: "x", packed: Buffer.concat([deflateRawSync(Buffer.from("x")), Buffer.alloc(200)]) },
  ],
])("%s is refused by name", async (_, why, part) => {
  const error = await refused([{ path: "agent-spec.yaml", body: "x" }, part]);
  expect(error).toMatchObject({ name: "ZipRefused" });
  expect(error).toHaveProperty("fault", why === "" ? "not_a_zip" : "unsafe");
  expect(error).toHaveProperty("message", expect.stringContaining(why));
  if (why !== "") expect(error).toHaveProperty("entry", expect.any(String));
});

test.each<[string, string, ZipPart[]]>([
  ["the same name twice", "is in the archive twice", [{ path: "a" }, { path: "a" }]],
  ["names that differ by case", "only by case", [{ path: "a/README" }, { path: "a/readme" }]],
  ["a file that is a folder too", "is a file and a folder at once", [{ path: "a" }, { path: "a/b" }]],
  [
    "two entries with the same bytes",
    "overlaps 'a'",
    [
      { path: "a", body: "x" },
      { path: "a2", body: "x", offset: 0, localPath: "a" },
    ],
  ],
])("%s is refused", async (_, why, parts) => {
  const error = await refused(parts);
  expect(error).toMatchObject({ name: "ZipRefused", fault: "unsafe" });
  // Two entries at one place have one header between them, which already contradicts the second name.
  expect(error).toHaveProperty("message", expect.stringMatching(new RegExp(`${why}|contradict each other`)));
});

/** Each entry's data is the next entry with its header: what makes a quote of a zip bomb out of 42 kB. */
test("entries inside of each other are refused as overlapping", async () => {
  const inner = buildZip([{ path: "b", body: "y".repeat(50), store: true }]);
  const header = inner.subarray(0, 31 + 50);
  const parts: ZipPart[] = [
    { path: "a", body: header, store: true },
    { path: "b", body: "y".repeat(50), store: true, offset: 31 },
  ];
  expect(await refused(parts)).toMatchObject({ fault: "unsafe", entry: "b", message: "'b' overlaps 'a'" });
});

test("an entry that reaches into the directory is refused", async () => {
  const body = "z".repeat(10);
  const error = await refused([{ path: "a", body, store: true, size: 40, packedSize: 40 }]);
  expect(error).toMatchObject({ fault: "unsafe", message: "'a' overlaps the archive's directory" });
});

test.each<[string, Buffer]>([
  ["an empty file", Buffer.alloc(0)],
  ["one byte", Buffer.from("P")],
  ["a web page", Buffer.from("<!doctype html><title>x</title>")],
  ["half a zip", buildZip([{ path: "a", body: randomBytes(1000) }]).subarray(0, 600)],
  ["bytes after the end", buildZip([{ path: "a" }], { after: Buffer.alloc(10) })],
  ["fewer entries than announced", buildZip([{ path: "a" }], { entries: 3 })],
  ["a directory outside of the file", buildZip([{ path: "a" }], { directoryOffset: 0xfffffff0 })],
  ["a header outside of the file", buildZip([{ path: "a", offset: 0xfffffff0 }])],
  ["a wrong checksum", buildZip([{ path: "a", body: "x", crc: 1 }])],
  ["packed noise", buildZip([{ path: "a", body: "xxxxxxxx", packed: Buffer.from([0xff, 0xff, 0xff, 0xff]) }])],
  [
    "data that stops",
    buildZip([{ path: "a", body: "x".repeat(99), packed: deflateRawSync(randomBytes(99)).subarray(0, 50) }]),
  ],
])("%s is no zip", async (_, bytes) => {
  await expect(readAll(bytes)).rejects.toMatchObject({ name: "ZipRefused", fault: "not_a_zip" });
});

test("a zip64 offset beyond every file is a refusal, not a crash", async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from("hello"), "a.txt");
  zip.end({ forceZip64Format: true, comment: "" });
  const bytes = await buffer(zip.outputStream);
  const record = bytes.indexOf(Buffer.from([0x50, 0x4b, 6, 6]));
  for (const at of [record + 48, record + 56 + 8]) {
    const forged = Buffer.from(bytes);
    forged.fill(0xff, at, at + 8);
    await expect(readAll(forged)).rejects.toMatchObject({ fault: "not_a_zip" });
  }
});

test("more entries, bytes and ratio than allowed are refused as too large", async () => {
  const few = { ...agentZipLimits, entries: 3, fileBytes: 2 * MiB, unpackedBytes: 3 * MiB };
  const noise = randomBytes(1.5 * MiB);
  const file = (path: string, body: Buffer): ZipPart => ({ path, body, store: true });
  expect(
    await refused(
      ["a", "b", "c", "d"].map((path) => ({ path })),
      {},
      few,
    ),
  ).toMatchObject({ fault: "too_large", message: expect.stringContaining("4 entries") });
  expect(await refused([file("big", randomBytes(2 * MiB + 1))], {}, few)).toMatchObject({
    fault: "too_large",
    entry: "big",
  });
  expect(await refused([file("a", noise), file("b", noise), file("c", noise)], {}, few)).toMatchObject({
    fault: "too_large",
  });
  expect(await refused([file("a", noise)], {}, { ...few, archiveBytes: MiB })).toMatchObject({ fault: "too_large" });
  expect(await refused([{ path: "zeros", body: Buffer.alloc(1.9 * MiB) }], {}, few)).toMatchObject({
    fault: "too_large",
    entry: "zeros",
  });
});

test("a bomb that announces little is refused as too large by what comes out, within 150 MB", async () => {
  const packed = deflateRawSync(Buffer.concat([randomBytes(64 * 1024), Buffer.alloc(60 * MiB)]));
  const loose = { ...agentZipLimits, ratio: 100_000 };
  const before = process.memoryUsage().rss;
  const error = await refused([{ path: "bomb", body: "x", packed }], {}, loose);
  expect(error).toMatchObject({ fault: "too_large", entry: "bomb", message: "'bomb' is larger than 50 MiB" });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MiB);
  const many = Array.from({ length: 12 }, (_, at) => ({
    path: `b${at}`,
    body: "x",
    packed: deflateRawSync(Buffer.alloc(45 * MiB)),
  }));
  expect(await refused(many.slice(0, 1), {}, loose)).toMatchObject({ fault: "unsafe", entry: "b0" });
  expect(await refused(many, {}, agentZipLimits)).toMatchObject({ fault: "too_large", entry: "b0" });
});

test("5,000 files are listed and read in seconds, and no file stays open", async () => {
  const open = readdirSync("/proc/self/fd").length;
  const parts = Array.from({ length: 5000 }, (_, at) => ({ path: `knowledge/${at}.txt`, body: `text ${at}` }));
  const started = process.cpuUsage();
  expect(Object.keys(await readAll(buildZip(parts)))).toHaveLength(5000);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(8);
  await refused([{ path: "../x" }]);
  expect(readdirSync("/proc/self/fd").length).toBeLessThanOrEqual(open);
});
