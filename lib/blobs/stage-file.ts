import { NewFile } from "./new-file";
import { BlobTooLarge } from "./store";

// What arrives comes in slices of 16 to 64 KiB; one write for several of them halves the time on the disk's side.
const WRITE_AT_ONCE = 512 * 1024;

async function copy(source: AsyncIterable<Uint8Array>, file: NewFile, limit: number): Promise<void> {
  let size = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = file.append(...held);
    // Its failure is seen at the next flush; until then it must not count as unhandled.
    writing.catch(() => undefined);
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) throw new BlobTooLarge(limit);
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= WRITE_AT_ONCE) await flush();
  }
  await flush();
  await writing;
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
  const file = await NewFile.create(path);
  try {
    await copy(source, file, limit);
    return await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
}
