import { crc32, createInflateRaw, type InflateRaw } from "node:zlib";
import { endsItsMemory, freeMemory } from "@/lib/threads/free-memory";
import { endsEarly, goesOn, gzipHeaderLength, isGzip, notGzipTar } from "./gzip-header";
import type { PackageLimits } from "./limits";
import { PackageRefused, refusal } from "./refusal";
import { refuseForeignFormat } from "./zip-sniff";

const OUTPUT_CHUNK = 128 * 1024;
const TRAILER_LENGTH = 8;
// One blank file at the front must not condemn a package that is fine as a whole, so while reading the ratio is
// judged as if this many more bytes had come in; at the end it is exact.
const RATIO_HEAD_START = 128 * 1024;
// Headers and padding come on top of the files that `unpackedBytes` speaks of.
const TAR_BYTES_PER_ENTRY = 2048;

const mebibytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;

/** Counts both sides of the decompression and throws PackageRefused when the archive turns out to be a bomb. */
class ExpansionMeter {
  unpacked = 0;
  checksum = 0;

  constructor(readonly limits: PackageLimits) {}

  add(chunk: Buffer, compressedBytes: number): void {
    this.unpacked += chunk.length;
    this.checksum = crc32(chunk, this.checksum);
    if (this.unpacked > this.limits.unpackedBytes + this.limits.entries * TAR_BYTES_PER_ENTRY) {
      const largest = mebibytes(this.limits.unpackedBytes);
      const msg = `The package unpacks to more than ${largest}. Leave large files out of it.`;
      throw new PackageRefused(refusal("archive.unpacked_too_large", msg));
    }
    this.judgeRatio(compressedBytes + RATIO_HEAD_START);
  }

  judgeRatio(compressedBytes: number): void {
    if (this.unpacked < this.limits.ratioFrom || this.unpacked <= this.limits.ratio * compressedBytes) return;
    const msg = `The package unpacks to more than ${this.limits.ratio} times its size. Leave blank or repetitive files out of it.`;
    throw new PackageRefused(refusal("archive.ratio", msg));
  }
}

/** Where an archive comes from; the memory of a piece is good until the next is asked for. */
export type ArchiveSource = AsyncIterable<Buffer> & { destroy?: () => unknown };

/** Reads up to the end of the gzip header; answers what follows it in the bytes read so far. */
async function skipHeader(chunks: AsyncIterator<Buffer>): Promise<{ rest: Buffer; length: number }> {
  let seen: Buffer = Buffer.alloc(0);
  for (;;) {
    const next = await chunks.next();
    if (next.done) {
      if (seen.length === 0) throw notGzipTar("The file is empty");
      throw isGzip(seen) ? endsEarly("not even the gzip header is complete") : notGzipTar("The file is not a gzip tar");
    }
    seen = Buffer.concat([seen, next.value]);
    if (seen.length < 3) continue;
    if (!isGzip(seen)) await refuseForeignFormat(seen, chunks);
    const length = gzipHeaderLength(seen);
    if (length !== null) return { rest: seen.subarray(length), length };
  }
}

/** Hands one chunk to the decompressor and waits until it wants another. */
const feed = (inflate: InflateRaw, chunk: Buffer): Promise<void> =>
  new Promise((resolve, reject) => inflate.write(chunk, (error) => (error ? reject(error) : resolve())));

/** Feeds everything and answers the bytes that follow the compressed data: the trailer, and nothing else if all is well. */
async function feedAll(inflate: InflateRaw, first: Buffer, chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let fed = 0;
  for (let chunk = first; ; ) {
    fed += chunk.length;
    if (chunk.length > 0) await feed(inflate, chunk);
    // What it leaves lies behind the end of the compressed data.
    const left = fed - inflate.bytesWritten;
    if (left > 0) return trailer(chunk.subarray(chunk.length - left), chunks);
    const next = await chunks.next();
    if (next.done) {
      inflate.end();
      throw endsEarly("its compressed data breaks off");
    }
    chunk = next.value;
  }
}

async function trailer(start: Buffer, chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let bytes: Buffer = Buffer.from(start);
  while (bytes.length <= TRAILER_LENGTH) {
    const next = await chunks.next();
    if (next.done) return bytes;
    bytes = Buffer.concat([bytes, next.value]);
  }
  return bytes;
}

function checkTrailer(bytes: Buffer, meter: ExpansionMeter): void {
  if (bytes.length < TRAILER_LENGTH) throw endsEarly("its checksum is missing");
  if (bytes.length > TRAILER_LENGTH) throw goesOn("a second gzip member or something appended");
  const intact = bytes.readUInt32LE(0) === meter.checksum && bytes.readUInt32LE(4) === meter.unpacked % 2 ** 32;
  if (!intact) throw notGzipTar("The checksum of the compressed data does not match, so a byte of it was changed");
}

/**
 * Unpacks exactly one gzip member and yields its bytes, with back-pressure and counted against `limits`. The memory of what
 * it yields is good until the next is asked for.
 * Throws PackageRefused for anything but one whole, intact member with nothing before or after it.
 */
export async function* gunzip(source: ArchiveSource, limits: PackageLimits): AsyncGenerator<Buffer, void, void> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const inflate = createInflateRaw({ chunkSize: OUTPUT_CHUNK });
  const meter = new ExpansionMeter(limits);
  try {
    const { rest, length } = await skipHeader(chunks);
    const feeding = feedAll(inflate, rest, chunks).catch((error: unknown) => {
      inflate.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    feeding.catch(() => undefined);
    let last: Buffer | null = null;
    for await (const chunk of inflate) {
      meter.add(chunk, inflate.bytesWritten);
      yield chunk;
      // With its last byte in use, the decompressor has taken other memory.
      if (endsItsMemory(chunk)) freeMemory(chunk.buffer);
      last = chunk;
    }
    const end = await feeding;
    if (last) freeMemory(last.buffer);
    checkTrailer(end, meter);
    meter.judgeRatio(length + inflate.bytesWritten + TRAILER_LENGTH);
  } catch (error) {
    throw inflateFault(error);
  } finally {
    inflate.destroy();
    source.destroy?.();
  }
}

function inflateFault(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "Z_DATA_ERROR") return notGzipTar("The compressed data is damaged");
  if (code === "Z_BUF_ERROR") return endsEarly("its compressed data breaks off");
  return error;
}
