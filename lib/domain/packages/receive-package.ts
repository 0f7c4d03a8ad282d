import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { BlobTooLarge, StorageFull } from "@/lib/blobs/store";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { versionKeyOf } from "@/lib/domain/packages/rules";
import { withUploadSlot } from "@/lib/domain/packages/upload-slots";
import { settings } from "@/lib/env";
import type { PackageReading } from "@/lib/packages/read-package";
import { receiveInThread } from "@/lib/packages/receive-in-thread";
import { PackageRefused } from "@/lib/packages/refusal";

/** A package that was read and whose bytes have a name; `size` is that of the upload, in bytes. */
export type ReceivedPackage = PackageReading & { sha256: string; size: number; versionKey: string };

/** Largest upload, bytes. */
export function packageLimit(): number {
  return settings().MUSTER_PACKAGE_LIMIT_MB * 1024 * 1024;
}

/** The sentence for an upload over `limit` bytes. */
export function packageTooLarge(limit: number): string {
  return `Package is larger than ${Math.round(limit / 1024 / 1024)} MiB`;
}

function uploadFault(error: unknown): unknown {
  if (error instanceof PackageRefused) {
    const issues = error.refusals.map(({ type, loc, msg, input }) => ({ type, loc, message: msg, input }));
    return new DomainError("package_refused", error.message, { issues });
  }
  if (error instanceof BlobTooLarge) return new DomainError("too_large", packageTooLarge(error.limit));
  if (error instanceof StorageFull) return new DomainError("storage_full", error.message);
  return error;
}

type Plan<T> = {
  /** Looks whether the package is welcome, before its bytes are kept; false: its bytes are kept already. */
  check: (received: ReceivedPackage) => Promise<boolean>;
  /** Makes the rows, once the bytes are safe. */
  store: (received: ReceivedPackage) => Promise<T>;
};

async function readAndStore<T>(stream: Readable, { check, store }: Plan<T>): Promise<T> {
  const limit = packageLimit();
  const { staged, written } = await blobStore().stageWith((path) => receiveInThread(stream, path, { limit }));
  const { reading, ...file } = written;
  const received = { ...reading, ...file, versionKey: versionKeyOf(reading.manifest.version) };
  try {
    if (await check(received)) await staged.commit();
    return await store(received);
  } finally {
    await staged.discard();
  }
}

/**
 * Reads an upload once, for its hash, its bytes and its contents; they become a blob before `store` makes rows that name
 * it. Nothing is kept of a package that is refused. Throws `package_refused`, `too_large`, `storage_full`, `rate_limited`.
 */
export async function receivePackage<T>(ctx: Ctx, stream: Readable, plan: Plan<T>): Promise<T> {
  try {
    return await withUploadSlot(ctx.actor.userId, () => readAndStore(stream, plan));
  } catch (error) {
    throw uploadFault(error);
  } finally {
    stream.destroy();
  }
}
