import type { BlobStore, StoredItem } from "./store";

const HOUR = 60 * 60 * 1000;
const STAGE_AGE = HOUR;
const BLOB_AGE = 24 * HOUR;
const BATCH = 500;

/**
 * Removes stages older than 1 h, and blobs older than 24 h that `isReferenced` does not return. Safe while uploads run:
 * a commit makes a blob young again, and its age is looked at once more when it is removed. Answers how many went.
 */
export async function sweepBlobs(
  store: BlobStore,
  isReferenced: (sha256s: string[]) => Promise<Set<string>>,
  now: Date,
): Promise<{ stages: number; blobs: number }> {
  const removed = { stages: 0, blobs: 0 };
  const stagesBefore = new Date(now.getTime() - STAGE_AGE);
  const blobsBefore = new Date(now.getTime() - BLOB_AGE);
  let batch: StoredItem[] = [];
  const sweepBatch = async () => {
    const referenced = await isReferenced(batch.map(({ id }) => id));
    for (const blob of batch) {
      if (!referenced.has(blob.id) && (await store.remove(blob, blobsBefore))) removed.blobs++;
    }
    batch = [];
  };
  for await (const item of store.list()) {
    if (item.kind === "stage") {
      if (item.modifiedAt <= stagesBefore && (await store.remove(item, stagesBefore))) removed.stages++;
    } else if (item.modifiedAt <= blobsBefore) {
      batch.push(item);
      if (batch.length >= BATCH) await sweepBatch();
    }
  }
  if (batch.length > 0) await sweepBatch();
  return removed;
}
