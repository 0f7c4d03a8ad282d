import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packageParts } from "@/lib/testing/package-builder";
import { buildArchive, buildTar } from "@/lib/testing/tar-builder";
import { packageLimits } from "./limits";
import { readPackage } from "./read-package";

const MiB = 1024 * 1024;

/** A gzip whose content is `block` over and over: compressed once, so that gigabytes take no time to make. */
function* repeated(block: Buffer, times: number): Generator<Buffer> {
  const start = buildTar([{ path: "bomb/data", size: block.length * times }], Buffer.alloc(0));
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  yield deflateRawSync(start, flush);
  const compressed = deflateRawSync(block, flush);
  for (let at = 0; at < times; at++) yield compressed;
  yield deflateRawSync(Buffer.alloc(1024));
  yield Buffer.alloc(8);
}

async function measured(source: Iterable<Buffer>) {
  const before = process.cpuUsage();
  const memory = process.memoryUsage().rss;
  const refused = readPackage(Readable.from(source), { limits: { ...packageLimits, unpackedBytes: 4096 * MiB } });
  const error: unknown = await refused.catch((caught: unknown) => caught);
  const { user, system } = process.cpuUsage(before);
  return { error, seconds: (user + system) / 1e6, grown: process.memoryUsage().rss - memory };
}

test("2 GiB of zeros in 2 MiB are refused by their ratio within 2 s of CPU and 150 MB", async () => {
  const { error, seconds, grown } = await measured(repeated(Buffer.alloc(MiB), 2048));
  expect(error).toMatchObject({ refusals: [{ type: "archive.ratio" }] });
  expect(seconds).toBeLessThan(2);
  expect(grown).toBeLessThan(150 * MiB);
});

test("a bomb below the ratio is refused at the size limit by the bytes that came, whatever its headers say", async () => {
  const block = Buffer.concat([randomBytes(8192), Buffer.alloc(MiB - 8192)]);
  const limits = { ...packageLimits, entries: 1, unpackedBytes: 16 * MiB };
  await expect(readPackage(Readable.from(repeated(block, 64)), { limits })).rejects.toMatchObject({
    refusals: [{ type: "archive.unpacked_too_large" }],
  });
});

test("blank blocks without end after the archive are refused", async () => {
  const tar = Buffer.concat([buildTar(packageParts()), Buffer.alloc(40 * MiB)]);
  await expect(readPackage(Readable.from([gzipSync(tar)]))).rejects.toMatchObject({
    refusals: [{ type: "archive.ratio" }],
  });
});

test("the ratio is judged over the whole package, not over one blank file at its beginning", async () => {
  const parts = packageParts({
    files: { "a-blank.bin": Buffer.alloc(2 * MiB), "z-noise.bin": randomBytes(64 * 1024) },
  });
  const reading = await readPackage(Readable.from([buildArchive(parts)]));
  expect(reading.files.find(({ path }) => path === "a-blank.bin")?.size).toBe(2 * MiB);
});

test("200,000 empty files are refused at 10,000 within a second of CPU", async () => {
  const parts = Array.from({ length: 12_000 }, (_, at) => ({ path: `many/${at}` }));
  const archive = buildArchive(parts, Buffer.alloc(0));
  const { error, seconds } = await measured([archive]);
  expect(error).toMatchObject({ refusals: [{ type: "archive.too_many_entries" }] });
  expect(seconds).toBeLessThan(1);
});

test("a header that announces more than the limit is refused before its body comes", async () => {
  const tar = buildTar([{ path: "big/data", size: 300 * MiB }], Buffer.alloc(0));
  await expect(readPackage(Readable.from([gzipSync(tar)]))).rejects.toMatchObject({
    refusals: [{ type: "archive.unpacked_too_large" }],
  });
});

test("extension headers cannot pile up", async () => {
  const pax = { comment: "c".repeat(60_000) };
  const parts = Array.from({ length: 3 }, () => ({ path: "x/y", type: "x", body: `60011 comment=${pax.comment}\n` }));
  await expect(readPackage(Readable.from([buildArchive(parts)]))).rejects.toMatchObject({
    refusals: [{ type: "archive.not_gzip_tar" }],
  });
});

test.each([
  ["lines that all look suspicious", "eval(\n".repeat(400_000)],
  ["one long line", `x = "${"eval( token = ".repeat(150_000)}"`],
  ["quotes that never close", `'''${"\\'''".repeat(300_000)}`],
  ["quotes and comments in turn", `"'#\n`.repeat(400_000)],
  ["passwords without end", `password = "`.repeat(200_000)],
  ["keys without end", "-----BEGIN PRIVATE KEY-----\n".repeat(80_000)],
  ["imports without end", `from x import (${"agent_, ".repeat(200_000)})`],
])("%s are scanned in linear time", async (_, text) => {
  const noise = randomBytes(64 * 1024).toString("base64");
  const parts = packageParts({ files: { "tools/x.py": `${text}\n#${noise}` } });
  const started = process.cpuUsage();
  await readPackage(Readable.from([buildArchive(parts)]));
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(4);
});
