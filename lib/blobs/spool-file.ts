import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { storageFault } from "./storage-fault";
import { BlobTooLarge } from "./store";

/**
 * Takes away the names that killed processes left in a spool folder. Safe at any moment: a file that is just being made is
 * used by its handle alone.
 */
export async function emptySpool(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) await rm(join(folder, name), { force: true });
}

/**
 * Writes `source` to a file in `folder` that has no name any more: it is gone when it is closed, also when the process is
 * killed. Throws BlobTooLarge beyond `limit` bytes, StorageFull, or what `source` throws; nothing stays open then.
 */
export async function spoolFile(source: AsyncIterable<Uint8Array>, folder: string, limit: number): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  await emptySpool(folder);
  const path = join(folder, randomUUID());
  const file = await open(path, "wx+", 0o600).catch((error: unknown) => {
    throw storageFault(error);
  });
  try {
    await rm(path, { force: true });
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
