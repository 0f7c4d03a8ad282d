import { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { StorageFull } from "@/lib/blobs/store";
import { DomainError } from "@/lib/domain/faults";
import { withUploadSlot } from "@/lib/domain/packages/upload-slots";
import { pluginCategories } from "@/lib/domain/plugins/schema";
import { pluginZipLimits } from "@/lib/packages/plugins/plugin-limits";
import { PluginRefused } from "@/lib/packages/plugins/plugin-refused";
import { type PluginReading, readPlugin } from "@/lib/packages/plugins/read-plugin";
import { unpackPlugin } from "@/lib/packages/plugins/unpack-plugin";
import { ZipRefused } from "@/lib/packages/zip/zip-refused";

/** A plugin that was read and whose zip is a blob. */
export type ReceivedPlugin = PluginReading & { sha256: string; size: number };

/** Largest upload, bytes. */
export const pluginLimit = (): number => pluginZipLimits.archiveBytes;

function refusalOf(error: unknown): unknown {
  if (error instanceof PluginRefused)
    return new DomainError("package_refused", `The plugin is refused: ${error.message}`);
  if (error instanceof StorageFull) return new DomainError("storage_full", error.message);
  if (!(error instanceof ZipRefused)) return error;
  if (error.fault === "not_a_zip") return new DomainError("unsupported_media_type", "Send a zip file");
  return new DomainError("package_refused", `The plugin is refused: ${error.message}`);
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

function assertCategory({ manifest: { category } }: PluginReading): void {
  if (category === undefined || pluginCategories.some(({ slug }) => slug === category)) return;
  const known = pluginCategories.map(({ slug }) => slug).join(", ");
  throw new DomainError("package_refused", `The plugin is refused: 'manifest.json': category: must be one of ${known}`);
}

/** Reads the zip of a plugin and keeps it as a blob. Throws `package_refused`, `unsupported_media_type`, `too_large`, `storage_full`. */
export async function receivePlugin(bytes: Buffer): Promise<ReceivedPlugin> {
  try {
    const reading = readPlugin(await unpackPlugin(bytes));
    assertCategory(reading);
    const staged = await blobStore().stage(Readable.from([bytes]), { limit: pluginLimit() });
    await staged.commit();
    return { ...reading, sha256: staged.sha256, size: staged.size };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The same of an upload on its way in, one of the few that a person may have under way. */
export async function receiveUpload(userId: string, stream: Readable): Promise<ReceivedPlugin> {
  try {
    return await withUploadSlot(userId, async () => receivePlugin(await readAll(stream)));
  } finally {
    stream.destroy();
  }
}

/** The files of a stored plugin. Throws `unavailable` where its bytes cannot be read. */
export async function readStoredPlugin(sha256: string) {
  try {
    return await unpackPlugin(await readAll(await blobStore().open(sha256)));
  } catch (error) {
    throw new DomainError("unavailable", `The content of a plugin cannot be read: ${String(error)}`);
  }
}
