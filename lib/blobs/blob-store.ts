import { DirectoryBlobStore } from "@/lib/blobs/directory-store";
import type { BlobStore } from "@/lib/blobs/store";
import { dataPath } from "@/lib/env";

const stores = globalThis as typeof globalThis & { musterBlobs?: BlobStore };

/** The one blob store of this process: `blobs` in the data folder. */
export function blobStore(): BlobStore {
  stores.musterBlobs ??= new DirectoryBlobStore(dataPath("blobs"));
  return stores.musterBlobs;
}
