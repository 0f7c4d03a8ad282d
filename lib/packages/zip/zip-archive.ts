import { type FileHandle, open } from "node:fs/promises";
import { fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { KnownPaths } from "../known-paths";
import { printable } from "../refusal";
import { BoundedReader } from "./bounded-reader";
import { inflateEntry } from "./inflate-entry";
import { judgeEntry, type ZipEntry } from "./zip-entry";
import { assertApart, locate, type ZipRange } from "./zip-layout";
import type { ZipLimits } from "./zip-limits";
import { ZipMeter } from "./zip-meter";
import { limitText, refusedEntry, ZipRefused } from "./zip-refused";

/** What the parser throws is about the file; what the system throws has a code and is about the machine. */
function unreadable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ZipRefused || "code" in error) return error;
  return new ZipRefused("not_a_zip", `not a zip archive: ${printable(error.message)}`);
}

async function openDirectory(file: FileHandle, limits: ZipLimits): Promise<{ zip: ZipFile; size: number }> {
  const { size } = await file.stat();
  if (size > limits.archiveBytes) {
    throw new ZipRefused("too_large", `The zip is larger than ${limitText(limits.archiveBytes)}`);
  }
  const start = await file.read(Buffer.alloc(2), 0, 2, 0);
  if (start.buffer.toString("latin1") !== "PK") throw new ZipRefused("not_a_zip", "not a zip archive");
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await fromRandomAccessReaderPromise(new BoundedReader(file.fd, size), size, options);
  if (zip.entryCount > limits.entries) {
    throw new ZipRefused("too_large", `The zip has ${zip.entryCount} entries; at most ${limits.entries} are read`);
  }
  return { zip, size };
}

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Map<ZipEntry, number>> {
  // Before the first entry is read, the cursor stands at the directory. (Its declared type is wrong.)
  const directory = Number(zip.readEntryCursor);
  const known = new KnownPaths();
  const starts = new Map<ZipEntry, number>();
  const ranges: ZipRange[] = [];
  let announced = 0;
  for await (const record of zip.eachEntry()) {
    const entry = judgeEntry(record, limits);
    const range = await locate(zip, record);
    ranges.push(range);
    if (entry === null) continue;
    const clash = known.add(entry.path, entry.folder);
    if (clash !== null) throw refusedEntry("unsafe", entry.path, clash);
    announced += entry.size;
    starts.set(entry, range.start);
  }
  assertApart(ranges, directory);
  if (announced > limits.unpackedBytes) {
    throw new ZipRefused("too_large", `The zip unpacks to more than ${limitText(limits.unpackedBytes)}`);
  }
  return starts;
}

/**
 * A zip on the disk whose directory passed every rule: safe names, plain files and folders, nothing twice, no shared bytes.
 * What the files hold is judged while they are read; one pass over `entries` with the same meter judges the whole.
 */
export class ZipArchive {
  readonly #file: FileHandle;
  readonly #starts: ReadonlyMap<ZipEntry, number>;
  readonly #limits: ZipLimits;
  /** Bytes of the zip itself. */
  readonly size: number;

  private constructor(file: FileHandle, starts: ReadonlyMap<ZipEntry, number>, limits: ZipLimits, size: number) {
    this.#file = file;
    this.#starts = starts;
    this.#limits = limits;
    this.size = size;
  }

  /** Opens the file at `path`; `close` must follow. Throws ZipRefused, and leaves nothing open then. */
  static async open(path: string, limits: ZipLimits): Promise<ZipArchive> {
    return ZipArchive.of(await open(path, "r"), limits);
  }

  /** The same of a file that is open; closing it is the archive's task from here on, also when it is refused. */
  static async of(file: FileHandle, limits: ZipLimits): Promise<ZipArchive> {
    try {
      const { zip, size } = await openDirectory(file, limits);
      return new ZipArchive(file, await listEntries(zip, limits), limits, size);
    } catch (error) {
      await file.close();
      throw unreadable(error);
    }
  }

  /** Everything in it, in the order of its directory. */
  get entries(): readonly ZipEntry[] {
    return [...this.#starts.keys()];
  }

  /** A counter for one pass over the files. */
  meter(): ZipMeter {
    return new ZipMeter(this.#limits, this.size);
  }

  /** The bytes of a file in it. The stream ends with ZipRefused when they are not what was announced, or too many. */
  read(entry: ZipEntry, meter: ZipMeter = this.meter()): AsyncGenerator<Buffer> {
    const start = this.#starts.get(entry);
    if (start === undefined) throw new Error("an entry of another archive");
    return inflateEntry(this.#file, entry, start, meter);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
