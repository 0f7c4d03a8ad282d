const KiB = 1024;
const MiB = 1024 * KiB;

/** What an archive may be at most; sizes in bytes. `ratio` is judged once `ratioFrom` bytes are unpacked. */
export const packageLimits = {
  compressedBytes: 50 * MiB,
  unpackedBytes: 256 * MiB,
  entries: 10_000,
  ratio: 200,
  ratioFrom: MiB,
  pathBytes: 240,
  pathLevels: 20,
  manifestBytes: 64 * KiB,
  manifestDepth: 20,
  requirementsBytes: 64 * KiB,
  requirements: 200,
  findings: 500,
  refusals: 100,
} as const;

export type PackageLimits = { readonly [Name in keyof typeof packageLimits]: number };
