import type { ZipLimits } from "../zip/zip-limits";

const MiB = 1024 * 1024;

/** The zip of a plugin (contract `plugins` §8). */
export const pluginZipLimits: ZipLimits = {
  archiveBytes: 10 * MiB,
  entries: 500,
  unpackedBytes: 50_000_000,
  fileBytes: 10_000_000,
  ratio: 100,
  ratioFrom: MiB,
  pathBytes: 1024,
  segmentBytes: 255,
  pathLevels: 64,
};

/** What its files may be at most; sizes in bytes. */
export const pluginLimits = { manifestBytes: 256 * 1024, textBytes: 256 * 1024, parts: 200, findings: 1_000 } as const;
