const MiB = 1024 * 1024;

/** What a zip may be at most; sizes in bytes. `ratio` is judged once `ratioFrom` bytes are unpacked, per file and overall. */
export type ZipLimits = {
  readonly archiveBytes: number;
  readonly entries: number;
  readonly unpackedBytes: number;
  readonly fileBytes: number;
  readonly ratio: number;
  readonly ratioFrom: number;
  readonly pathBytes: number;
  readonly segmentBytes: number;
  readonly pathLevels: number;
};

/** The zip of an agent (contract `releases` §9.5). */
export const agentZipLimits: ZipLimits = {
  archiveBytes: 100 * MiB,
  entries: 5_000,
  unpackedBytes: 512 * MiB,
  fileBytes: 50 * MiB,
  ratio: 200,
  ratioFrom: MiB,
  pathBytes: 1024,
  segmentBytes: 255,
  pathLevels: 32,
};
