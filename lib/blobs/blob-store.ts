import { DirectoryBlobStore } from "@/lib/blobs/directory-store";
import type { BlobStore } from "@/lib/blobs/store";
import { dataPath } from "@/lib/env";

const processes = globalThis as typeof globalThis & { musterBlobs?: BlobStore };

/** The blob store of this process. */
export function blobStore(): BlobStore {
  processes.musterBlobs ??= new DirectoryBlobStore(dataPath("blobs"));
  return processes.musterBlobs;
}
