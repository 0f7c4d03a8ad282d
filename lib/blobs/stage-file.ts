import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { BlobTooLarge, StorageFull } from "./store";

// Uploads arrive in slices of 16 to 64 KiB; one write for several of them halves the time on the disk's side.
const WRITE_AT_ONCE = 512 * 1024;

/** Whether an error says that a file is not there. */
export const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

const FULL = new Set(["ENOSPC", "EDQUOT"]);

/** The fault of a full disk by its own name; every other error as it is. */
export function storageFault(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && FULL.has(code)
    ? new StorageFull("The storage for packages is full", { cause: error })
    : error;
}

async function writeAll(file: FileHandle, buffers: Uint8Array[]): Promise<void> {
  let left = buffers;
  while (left.length > 0) {
    let { bytesWritten } = await file.writev(left);
    left = left.flatMap((buffer) => {
      const done = Math.min(bytesWritten, buffer.length);
      bytesWritten -= done;
      return done === buffer.length ? [] : [buffer.subarray(done)];
    });
  }
}

async function copy(source: AsyncIterable<Uint8Array>, file: FileHandle, limit: number) {
  const hash = createHash("sha256");
  let size = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = writeAll(file, held);
    // Its failure is seen at the next flush; until then it must not count as unhandled.
    writing.catch(() => undefined);
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) throw new BlobTooLarge(limit);
    hash.update(chunk);
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= WRITE_AT_ONCE) await flush();
  }
  await flush();
  await writing;
  return { sha256: hash.digest("hex"), size };
}

/** A new file; its folder is made where it is missing. */
async function opened(path: string): Promise<FileHandle> {
  const tried = () => open(path, "wx", 0o600);
  try {
    return await tried().catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await mkdir(dirname(path), { recursive: true });
      return tried();
    });
  } catch (error) {
    throw storageFault(error);
  }
}

/**
 * Writes `source` to the new file `path` and forces it to the disk. Throws BlobTooLarge, StorageFull or what `source`
 * throws, and leaves no file then.
 */
export async function stageFile(
  source: AsyncIterable<Uint8Array>,
  path: string,
  limit: number,
): Promise<{ sha256: string; size: number }> {
  const file = await opened(path);
  try {
    const written = await copy(source, file, limit);
    await file.sync();
    await file.close();
    return written;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw storageFault(error);
  }
}
