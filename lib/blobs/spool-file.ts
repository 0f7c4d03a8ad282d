import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { storageFault } from "./stage-file";
import { BlobTooLarge } from "./store";

/**
 * Writes `source` to a file in `folder` that has no name any more: it is gone when it is closed, also when the process is
 * killed. Throws BlobTooLarge beyond `limit` bytes, StorageFull, or what `source` throws; nothing stays open then.
 */
export async function spoolFile(source: AsyncIterable<Uint8Array>, folder: string, limit: number): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const file = await open(path, "wx+", 0o600);
  try {
    await rm(path);
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw new BlobTooLarge(limit);
      await file.writeFile(chunk);
    }
    return file;
  } catch (error) {
    await file.close();
    throw storageFault(error);
  }
}
