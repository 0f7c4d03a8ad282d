import { blobStore } from "@/lib/blobs/blob-store";
import { BlobMissing } from "@/lib/blobs/store";
import { DomainError } from "@/lib/domain/faults";
import { log } from "@/lib/log";
import { maskSecrets } from "@/lib/packages/mask-secrets";
import { type PackageContent, readPackageFiles } from "@/lib/packages/package-file";

/** Text of one file is shown up to this many bytes. */
export const TEXT_LIMIT = 1024 * 1024;

export type StoredPackage = { sha256: string; root: string };

/** Files of a stored package by path, each cut at `maxBytes`, 1 MiB when absent. Throws `unavailable` when the store lacks the package. */
export async function readContents(
  stored: StoredPackage,
  paths: readonly string[],
  maxBytes = TEXT_LIMIT,
): Promise<Map<string, PackageContent>> {
  if (paths.length === 0) return new Map();
  try {
    const source = await blobStore().open(stored.sha256);
    return await readPackageFiles(source, paths, { root: stored.root, maxBytes });
  } catch (error) {
    if (!(error instanceof BlobMissing)) throw error;
    log().error({ err: error }, "a package's bytes are not in the store");
    throw new DomainError("unavailable", "The package store does not have this package at the moment", {
      retryAfter: 30,
    });
  }
}

/** The text of a file as it may be shown: secrets masked, a character that the limit cut in two left out. */
export function shownText(content: PackageContent, path: string): string {
  const text = new TextDecoder("utf-8").decode(content.bytes, { stream: content.truncated });
  return maskSecrets(text, path);
}

/** How many lines a text has; a line break at the end begins no further line. */
export function lineCount(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
