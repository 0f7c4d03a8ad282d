import { closeSync, fchmodSync, mkdirSync, openSync, writeSync } from "node:fs";
import { chmod, mkdir, readdir, rename, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { type PackageLimits, packageLimits } from "./limits";
import { type ArchiveEntry, type ArchiveSink, readArchive } from "./read-archive";

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
// Not a name that an archive can bring: parts of a path never hold a colon behind one letter.
const UNPACKED = "x:unpacked";

/** Writes what the gate lets through; `wx` makes sure that no entry writes through something that is already there. */
class ExtractionSink implements ArchiveSink {
  readonly #base: string;
  readonly folders = new Set<string>();
  #file: number | null = null;

  constructor(base: string) {
    this.#base = base;
  }

  folder({ path }: ArchiveEntry): void {
    const target = join(this.#base, path);
    if (this.folders.has(target) || target === this.#base) return;
    this.folder({ path: dirname(path), folder: true, size: 0 });
    mkdirSync(target);
    this.folders.add(target);
  }

  file({ path }: ArchiveEntry): void {
    this.folder({ path: dirname(path), folder: true, size: 0 });
    this.#file = openSync(join(this.#base, path), "wx", FILE_MODE);
    // The process's umask must not decide what the loader can read.
    fchmodSync(this.#file, FILE_MODE);
  }

  body(slice: Buffer): void {
    if (this.#file === null) return;
    for (let at = 0; at < slice.length; ) at += writeSync(this.#file, slice, at);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/**
 * Extracts a package into `directory`, which must exist and be empty: files 0644, folders 0755, without the top folder and
 * without what reading ignores. The files are byte for byte those of `readPackage`. Throws PackageRefused by the same
 * rules, or the file system's error; `directory` then holds a part and is to be deleted by the caller.
 */
export async function extractPackage(
  source: Readable,
  directory: string,
  { limits = packageLimits }: { limits?: PackageLimits } = {},
): Promise<void> {
  // The top folder is only known at the end, so everything is unpacked as it comes and moved up then.
  const unpacked = join(directory, UNPACKED);
  await mkdir(unpacked);
  const sink = new ExtractionSink(unpacked);
  try {
    const gate = await readArchive(source, sink, limits);
    const root = gate?.root() ?? "";
    gate?.refusals.throwIfAny();
    for (const folder of sink.folders) await chmod(folder, FOLDER_MODE);
    const top = join(unpacked, root);
    for (const name of await readdir(top)) await rename(join(top, name), join(directory, name));
    if (root !== "") await rmdir(top);
    await rmdir(unpacked);
  } finally {
    sink.close();
  }
}
