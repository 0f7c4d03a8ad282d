import type { Readable } from "node:stream";
import { type PackageLimits, packageLimits } from "./limits";
import { type ArchiveEntry, type ArchiveSink, readArchive } from "./read-archive";

/** A file's bytes, cut at the caller's `maxBytes`; `size` is its whole size in bytes. */
export type PackageContent = { bytes: Buffer; size: number; truncated: boolean };

export type ContentOptions = {
  /** `root` of the package's reading. */
  root: string;
  maxBytes: number;
  limits?: PackageLimits;
};

/** Picks wanted files out of an archive and is satisfied as soon as it has them all. */
class ContentSink implements ArchiveSink {
  readonly found = new Map<string, PackageContent>();
  readonly #missing: Map<string, string>;
  readonly #maxBytes: number;
  #open: { path: string; size: number; parts: Buffer[]; held: number } | null = null;

  constructor(paths: Iterable<string>, { root, maxBytes }: ContentOptions) {
    this.#missing = new Map([...paths].map((path) => [root === "" ? path : `${root}/${path}`, path]));
    this.#maxBytes = maxBytes;
  }

  folder(): void {}

  file({ path, size }: ArchiveEntry): void {
    const wanted = this.#missing.get(path);
    this.#open = wanted === undefined ? null : { path: wanted, size, parts: [], held: 0 };
    this.#missing.delete(path);
  }

  body(slice: Buffer): void {
    if (!this.#open) return;
    const taken = slice.subarray(0, this.#maxBytes - this.#open.held);
    this.#open.parts.push(Buffer.from(taken));
    this.#open.held += taken.length;
  }

  close(): void {
    if (!this.#open) return;
    const { path, size, parts, held } = this.#open;
    this.found.set(path, { bytes: Buffer.concat(parts), size, truncated: held < size });
    this.#open = null;
  }

  settle(): boolean {
    return this.#missing.size === 0 && this.#open === null;
  }
}

/**
 * Reads several files of a stored package in one pass, no further than needed, and destroys `source`. A path that the
 * package does not have is not in the result. Memory: `maxBytes` for each path.
 */
export async function readPackageFiles(
  source: Readable,
  paths: Iterable<string>,
  options: ContentOptions,
): Promise<Map<string, PackageContent>> {
  const sink = new ContentSink(paths, options);
  await readArchive(source, sink, options.limits ?? packageLimits);
  return sink.found;
}

/** One file of a stored package by its exact path below the package's folder; null when there is none. */
export async function readPackageFile(
  source: Readable,
  path: string,
  options: ContentOptions,
): Promise<PackageContent | null> {
  return (await readPackageFiles(source, [path], options)).get(path) ?? null;
}
