import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import type { ZipEntry } from "./zip-entry";
import type { ZipMeter } from "./zip-meter";
import { refusedEntry } from "./zip-refused";

const SLICE = 128 * 1024;

const isDamage = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^Z_|^ERR_ZLIB/.test(error.code);

/** The packed bytes of an entry, as they lie in the file. (A stream over the file would close it when it is broken off.) */
async function* packed(file: FileHandle, { path, packedSize }: ZipEntry, start: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < packedSize; ) {
    const length = Math.min(SLICE, packedSize - done);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, start + done);
    if (bytesRead === 0) throw refusedEntry("not_a_zip", path, "ends early");
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* inflated(file: FileHandle, entry: ZipEntry, start: number): AsyncGenerator<Buffer> {
  if (entry.packedSize === 0) return;
  if (!entry.deflated) {
    yield* packed(file, entry, start);
    return;
  }
  const inflate = createInflateRaw({ chunkSize: SLICE });
  // Its failure ends the reading below too.
  const feeding = pipeline(Readable.from(packed(file, entry, start)), inflate).catch(() => undefined);
  try {
    yield* inflate;
    if (inflate.bytesWritten !== entry.packedSize) throw refusedEntry("unsafe", entry.path, "has bytes after its end");
  } catch (error) {
    throw isDamage(error) ? refusedEntry("not_a_zip", entry.path, "is damaged") : error;
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/**
 * The bytes of one entry, counted. Nothing beyond the announced size is given out: what unpacks to another size, or to other
 * bytes than the checksum says, ends with ZipRefused, and a bomb as soon as the meter sees it.
 */
export async function* inflateEntry(
  file: FileHandle,
  entry: ZipEntry,
  start: number,
  meter: ZipMeter,
): AsyncGenerator<Buffer> {
  let size = 0;
  let checksum = 0;
  for await (const chunk of inflated(file, entry, start)) {
    size += chunk.length;
    meter.add(entry, chunk.length, size);
    checksum = crc32(chunk, checksum);
    if (size <= entry.size) yield chunk;
  }
  if (size !== entry.size) throw refusedEntry("unsafe", entry.path, `says ${entry.size} bytes and holds ${size}`);
  if (checksum !== entry.crc32) throw refusedEntry("not_a_zip", entry.path, "is damaged: its checksum is wrong");
}
