import { createHash, type Hash } from "node:crypto";
import { FileScanner } from "./findings/file-scanner";
import { FindingCollector } from "./findings/finding";
import { KeptFiles } from "./kept-files";
import type { PackageLimits } from "./limits";
import type { ArchiveEntry, ArchiveSink } from "./read-archive";

/** `path` is below the package's folder, `size` in bytes, `sha256` in hex; `binary` means: not UTF-8 text. */
export type PackageFile = { path: string; size: number; sha256: string; binary: boolean };

const MOST_IGNORED = 100;

/** Hashes, scans and lists files as they pass by. Paths are those in the archive until the root is known. */
export class PackageSink implements ArchiveSink {
  readonly files: PackageFile[] = [];
  readonly skipped: string[] = [];
  readonly found: FindingCollector;
  readonly kept: KeptFiles;
  readonly #scanner: FileScanner;
  #hash: Hash = createHash("sha256");
  #path = "";
  #size = 0;

  constructor(limits: PackageLimits) {
    this.found = new FindingCollector(limits.findings);
    this.kept = new KeptFiles(limits);
    this.#scanner = new FileScanner(this.found);
  }

  folder(): void {}

  ignored(path: string): void {
    if (this.skipped.length < MOST_IGNORED) this.skipped.push(path);
  }

  file({ path, size }: ArchiveEntry): void {
    this.#hash = createHash("sha256");
    this.#path = path;
    this.#size = size;
    this.#scanner.begin(path, size);
    this.kept.begin(path, size);
  }

  body(slice: Buffer): void {
    this.#hash.update(slice);
    this.#scanner.body(slice);
    this.kept.body(slice);
  }

  close(): void {
    this.#scanner.close();
    this.kept.close();
    const { binary } = this.#scanner;
    this.files.push({ path: this.#path, size: this.#size, sha256: this.#hash.digest("hex"), binary });
  }

  finish(): void {
    this.#scanner.finish();
  }
}
