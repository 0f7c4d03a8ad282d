import { isIgnored, judgePath } from "./archive-path";
import { type ArchiveSource, gunzip } from "./gunzip";
import { KnownPaths } from "./known-paths";
import type { PackageLimits } from "./limits";
import { PackageRefused, printable, Refusals, type RefusalType, refusal } from "./refusal";
import type { TarEntry } from "./tar-entry";
import { TarReader, type TarSink } from "./tar-reader";

/** A file or folder that passed every rule; `path` is the one in the archive, without `./`. */
export type ArchiveEntry = { path: string; folder: boolean; size: number };

/** Receives what is accepted, in order: a folder, or a file and then its slices and `close`. Slices are only good during the call. */
export type ArchiveSink = {
  folder(entry: ArchiveEntry): void;
  file(entry: ArchiveEntry): void;
  body(slice: Buffer): void;
  close(): void;
  ignored?(path: string): void;
  /** Called between chunks; the archive waits for it. True ends the reading early. */
  settle?(): Promise<boolean> | boolean;
};

const REMOVE = "Remove it and build the package again.";

/** Stands between the tar and the sink: only what every rule allows passes, and every breach is noted. */
export class ArchiveGate implements TarSink {
  readonly #sink: ArchiveSink;
  readonly #limits: PackageLimits;
  readonly #known = new KnownPaths();
  readonly #tops = new Map<string, "file" | "folder">();
  readonly refusals: Refusals;
  #rootManifest = false;
  #entries = 0;
  #bytes = 0;
  #open = false;

  constructor(sink: ArchiveSink, limits: PackageLimits) {
    this.#sink = sink;
    this.#limits = limits;
    this.refusals = new Refusals(limits.refusals);
  }

  entry(entry: TarEntry): void {
    this.#count(entry);
    const accepted = this.#judge(entry);
    this.#open = accepted !== null && !accepted.folder;
    if (accepted?.folder) this.#sink.folder(accepted);
    else if (accepted) this.#sink.file(accepted);
  }

  #judge(entry: TarEntry): ArchiveEntry | null {
    const folder = entry.kind === "folder";
    const { path, fault } = judgePath(entry.path, folder, this.#limits);
    if (fault !== null) return this.#refuse("archive.unsafe_path", path, fault);
    if (path === "") return null;
    // Virtual environments are full of links; they are ignored as a whole, so their links are too.
    if (entry.kind !== "other" && isIgnored(path, folder)) {
      this.#sink.ignored?.(path);
      return null;
    }
    if (entry.why !== null) {
      return this.#refuse("archive.link_or_device", path, `is ${entry.why}; only files and folders are accepted`);
    }
    const clash = this.#known.add(path, folder);
    if (clash !== null) return this.#refuse("archive.duplicate_path", path, clash);
    this.#noteTop(path, folder);
    return { path, folder, size: entry.size };
  }

  #refuse(type: RefusalType, path: string, what: string): null {
    const shown = printable(path);
    this.refusals.add(refusal(type, `'${shown}' ${what}. ${REMOVE}`, [shown], path));
    return null;
  }

  body(slice: Buffer): void {
    this.#bytes += slice.length;
    if (this.#open) this.#sink.body(slice);
  }

  close(): void {
    if (this.#open) this.#sink.close();
    this.#open = false;
  }

  #count(entry: TarEntry): void {
    this.#entries++;
    const { entries, unpackedBytes } = this.#limits;
    if (this.#entries > entries) {
      const msg = `The package has more than ${entries} entries. Leave environments, caches and data sets out of it.`;
      throw new PackageRefused(refusal("archive.too_many_entries", msg));
    }
    // Refusing by the announced size too saves reading what would be refused anyway; the gunzip counts real bytes.
    if (this.#bytes + entry.size > unpackedBytes) {
      const mebibytes = Math.floor(unpackedBytes / 1024 / 1024);
      const msg = `The package unpacks to more than ${mebibytes} MiB. Leave large files out of it.`;
      throw new PackageRefused(refusal("archive.unpacked_too_large", msg));
    }
  }

  #noteTop(path: string, folder: boolean): void {
    const slash = path.indexOf("/");
    if (path === "ncp.toml" && !folder) this.#rootManifest = true;
    this.#tops.set(slash === -1 ? path : path.slice(0, slash), slash === -1 && !folder ? "file" : "folder");
  }

  /** The folder that everything lies in, or "" when the archive itself is the project. Notes a refusal when there are several. */
  root(): string {
    if (this.#rootManifest || this.#tops.size === 0) return "";
    const tops = [...this.#tops];
    const folders = tops.filter(([, kind]) => kind === "folder").map(([name]) => name);
    if (tops.length > 1) {
      const names = tops.slice(0, 5).map(([name]) => `'${printable(name, 60)}'`);
      const msg = `The package has ${tops.length} things at its top level (${names.join(", ")}${tops.length > 5 ? ", …" : ""}). Put everything into one folder that holds ncp.toml.`;
      this.refusals.add(refusal("archive.multiple_roots", msg));
    }
    return folders[0] ?? "";
  }
}

/**
 * Reads a gzip tar in one pass, with back-pressure, into `sink`. Nothing is buffered beyond one chunk.
 * Throws PackageRefused at once for what makes reading on senseless; other breaches are in the gate's `refusals`.
 * Answers null when the sink ended the reading early.
 */
export async function readArchive(
  source: ArchiveSource,
  sink: ArchiveSink,
  limits: PackageLimits,
): Promise<ArchiveGate | null> {
  const gate = new ArchiveGate(sink, limits);
  const tar = new TarReader(gate);
  try {
    for await (const chunk of gunzip(source, limits)) {
      tar.push(chunk);
      if (sink.settle && (await sink.settle())) return null;
    }
    tar.finish();
  } catch (error) {
    if (error instanceof PackageRefused) gate.refusals.stop(error);
    throw error;
  }
  return gate;
}
