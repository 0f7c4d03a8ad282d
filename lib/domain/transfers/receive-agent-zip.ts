import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { spoolFile } from "@/lib/blobs/spool-file";
import { BlobTooLarge, StorageFull } from "@/lib/blobs/store";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, type Fault } from "@/lib/domain/faults";
import { withUploadSlot } from "@/lib/domain/packages/upload-slots";
import { type Imported, type ImportInput, importAgent, previewImport } from "@/lib/domain/transfers/import-agent";
import type { ImportPreview } from "@/lib/domain/transfers/rules";
import { dataPath } from "@/lib/env";
import { BundleRefused } from "@/lib/packages/agent-zip/bundle";
import { type ReadBundle, readAgentZip } from "@/lib/packages/agent-zip/read-agent-zip";
import { ZipArchive } from "@/lib/packages/zip/zip-archive";
import { agentZipLimits } from "@/lib/packages/zip/zip-limits";
import { limitText, type ZipFault, ZipRefused } from "@/lib/packages/zip/zip-refused";

const MOST_TRIES = 3;
const zipFaults: Readonly<Record<ZipFault, Fault>> = {
  not_a_zip: "invalid_archive",
  too_large: "too_large",
  unsafe: "unsafe_archive",
};

/** Largest upload, bytes. */
export const agentZipLimit = () => agentZipLimits.archiveBytes;

/** The sentence for an upload over `limit` bytes. */
export const agentZipTooLarge = (limit: number) => `The zip is larger than ${limitText(limit)}`;

const brokenOff = ({ fault, details }: DomainError) =>
  fault === "invalid" && details.issues?.[0]?.type === "unreadable";

function importFault(error: unknown): unknown {
  // A form that ends too early holds no whole zip.
  if (error instanceof DomainError && brokenOff(error))
    return new DomainError("invalid_archive", `file: ${error.message}`);
  if (error instanceof ZipRefused) {
    const plain = error.message.startsWith("not a zip") ? `file: ${error.message}` : error.message;
    return new DomainError(zipFaults[error.fault], plain);
  }
  if (error instanceof BundleRefused) return new DomainError("invalid_package", error.message);
  if (error instanceof BlobTooLarge) return new DomainError("too_large", agentZipTooLarge(error.limit));
  if (error instanceof StorageFull) return new DomainError("storage_full", error.message);
  return error;
}

/** Reads an upload to its end into a file without a name and gives `use` what it says. */
async function withArchive<T>(
  ctx: Ctx,
  stream: Readable,
  use: (archive: ZipArchive, read: ReadBundle) => Promise<T>,
): Promise<T> {
  try {
    return await withUploadSlot(ctx.actor.userId, async () => {
      const limit = agentZipLimit();
      const archive = await ZipArchive.of(await spoolFile(stream, dataPath("spool"), limit), agentZipLimits);
      try {
        return await use(archive, await readAgentZip(archive));
      } finally {
        await archive.close();
      }
    });
  } catch (error) {
    throw importFault(error);
  } finally {
    stream.destroy();
  }
}

/** Makes every file of the package a blob, one after the other. */
async function storeFiles(archive: ZipArchive, { files }: ReadBundle): Promise<void> {
  const done = new Set<string>();
  for (const { sha256, entry, size } of files) {
    if (done.has(sha256)) continue;
    done.add(sha256);
    const staged = await blobStore().stage(archive.read(entry), { limit: size });
    try {
      await staged.commit();
    } finally {
      await staged.discard();
    }
  }
}

/** A name that was free a moment ago is looked for again, unless the caller wished it. */
async function importAsFree(ctx: Ctx, input: ImportInput, tries = MOST_TRIES): Promise<Imported> {
  try {
    return await importAgent(ctx, input);
  } catch (error) {
    const taken = error instanceof DomainError && error.fault === "name_taken";
    if (taken && input.name === undefined && tries > 1) return importAsFree(ctx, input, tries - 1);
    throw error;
  }
}

type Source = {
  stream: Readable;
  /** The name that the caller wishes; known once the stream has ended. */
  name: () => string | undefined;
};
const wishOf = ({ name }: Source) => {
  const wished = name();
  return wished === undefined ? {} : { name: wished };
};

/**
 * Reads the zip of an agent and makes a draft of it: all of it or nothing. Nothing is stored before the whole zip was read
 * and the import was found to be possible. Throws `invalid_archive`, `unsafe_archive`, `invalid_package`, `too_large`,
 * `name_taken`, `quota_exceeded`, `storage_full`, `rate_limited`.
 */
export function uploadAgentZip(ctx: Ctx, source: Source): Promise<Imported> {
  return withArchive(ctx, source.stream, async (archive, read) => {
    const wish = wishOf(source);
    await previewImport(ctx, { read, ...wish });
    await storeFiles(archive, read);
    return importAsFree(ctx, { read, ...wish });
  });
}

/** The same up to the moment before anything is stored: what the import would make. */
export function previewAgentZip(ctx: Ctx, source: Source): Promise<ImportPreview> {
  return withArchive(ctx, source.stream, async (_archive, read) => previewImport(ctx, { read, ...wishOf(source) }));
}
