import { PassThrough, type Readable } from "node:stream";
import { type BlobStore, BlobTooLarge, type StagedBlob } from "./store";

const AHEAD = 512 * 1024;

/** Waits until the reader has room, or is done with the copy. */
function offer(copy: PassThrough, chunk: Uint8Array): Promise<void> | undefined {
  if (copy.destroyed || copy.write(chunk)) return undefined;
  return new Promise((resolve) => {
    const settle = () => {
      copy.off("drain", settle);
      copy.off("close", settle);
      resolve();
    };
    copy.on("drain", settle);
    copy.on("close", settle);
  });
}

/**
 * Stages `source` while `consume` reads the same bytes, at the pace of the slower one. When `consume` throws, the rest of
 * `source` is read and dropped (up to `limit`), so that a client that is still sending gets to read its answer; then
 * nothing is left in the store and the error is thrown on. `consume` may stop early without an error.
 * Throws what `store.stage` and `consume` throw.
 */
export async function stageWhile<T>(
  store: BlobStore,
  source: AsyncIterable<Uint8Array>,
  { limit }: { limit: number },
  consume: (copy: Readable) => Promise<T>,
): Promise<{ staged: StagedBlob; result: T }> {
  const copy = new PassThrough({ writableHighWaterMark: AHEAD, readableObjectMode: true, readableHighWaterMark: 4 });
  copy.on("error", () => undefined);
  let failure: { error: unknown } | null = null;
  const consuming = consume(copy)
    .catch((error: unknown) => {
      failure = { error };
      throw error;
    })
    .finally(() => copy.destroy());
  consuming.catch(() => undefined);

  async function* shared(): AsyncGenerator<Uint8Array> {
    let size = 0;
    try {
      for await (const chunk of source) {
        size += chunk.length;
        if (size > limit) throw new BlobTooLarge(limit);
        await offer(copy, chunk);
        if (!failure) yield chunk;
      }
      copy.end();
    } catch (error) {
      copy.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    if (failure) await consuming;
  }

  const staged = await store.stage(shared(), { limit });
  try {
    return { staged, result: await consuming };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}
