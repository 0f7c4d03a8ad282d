import type { Readable } from "node:stream";

/** More bytes than the caller allowed; `limit` in bytes. */
export class BlobTooLarge extends Error {
  override readonly name = "BlobTooLarge";
  constructor(readonly limit: number) {
    super(`More than ${limit} bytes were sent`);
  }
}

/** The disk or the quota is full. */
export class StorageFull extends Error {
  override readonly name = "StorageFull";
}

/** No blob of this sha256 is stored, or the text is not a sha256. */
export class BlobMissing extends Error {
  override readonly name = "BlobMissing";
  constructor(readonly sha256: string) {
    super(`Blob ${sha256.slice(0, 64)} is not in the store`);
  }
}

/** A file that was made; `sha256` is lower-case hex, `size` in bytes. */
export type Written = { readonly sha256: string; readonly size: number };

/** Bytes that are on disk but nobody's yet. */
export type StagedBlob = Written & {
  /** Makes them a blob that survives a crash. Also when the same blob exists already: it is then as fresh as a new one. */
  commit(): Promise<void>;
  /** Gives them up; harmless after `commit`. */
  discard(): Promise<void>;
};

/** Something in the store: a blob by its sha256, or a stage by a name of the store's own. */
export type StoredItem = { kind: "blob" | "stage"; id: string; size: number; modifiedAt: Date };

/**
 * Content-addressed storage. The order that makes a crash harmless: `stage`, `commit`, then the transaction with the row
 * that names the sha256. A row then never names a blob that is missing; a blob without a row is for the sweeper.
 */
export type BlobStore = {
  /**
   * Takes the bytes of `source` while hashing them. Throws BlobTooLarge beyond `limit` bytes, StorageFull, or what
   * `source` throws; nothing is left behind then.
   */
  stage(source: AsyncIterable<Uint8Array>, options: { limit: number }): Promise<StagedBlob>;
  /** Like `stage`, where `write` makes the new file `path`, forces it to the disk, and leaves none when it throws. */
  stageWith<T extends Written>(write: (path: string) => Promise<T>): Promise<{ staged: StagedBlob; written: T }>;
  /** Bytes `start` to `end` (inclusive, from 0) of a blob, by default all. Throws BlobMissing before the first byte. */
  open(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Size in bytes and age of a blob; null when it is not stored. */
  stat(sha256: string): Promise<{ size: number; modifiedAt: Date } | null>;
  /** Everything stored, in no order; what comes or goes meanwhile may be missed. */
  list(): AsyncIterable<StoredItem>;
  /** Removes an item that was not committed or written to since `unlessNewerThan`; false when it was, or is gone. */
  remove(item: Pick<StoredItem, "kind" | "id">, unlessNewerThan: Date): Promise<boolean>;
};
