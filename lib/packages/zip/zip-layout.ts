import type { Entry, ZipFile } from "yauzl";
import { printable } from "../refusal";
import { refusedEntry } from "./zip-refused";

/** Where the bytes of an entry lie in the file: its header from `from`, its data from `start` to before `end`. */
export type ZipRange = { path: string; from: number; start: number; end: number };

/** Finds where an entry's data lies. Throws ZipRefused when the header there tells of another entry than the directory does. */
export async function locate(zip: ZipFile, entry: Entry): Promise<ZipRange> {
  const path = printable(entry.fileNameRaw.toString("utf8"));
  const header = await zip.readLocalFileHeaderPromise(entry).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : "unreadable";
    throw refusedEntry("not_a_zip", path, `is not where the archive says: ${printable(why)}`);
  });
  const sameFlags = ((header.generalPurposeBitFlag ^ entry.generalPurposeBitFlag) & 0x2041) === 0;
  if (
    !header.fileName.equals(entry.fileNameRaw) ||
    header.compressionMethod !== entry.compressionMethod ||
    !sameFlags
  ) {
    throw refusedEntry("unsafe", path, "has two headers that contradict each other");
  }
  const start = header.fileDataStart;
  return { path, from: entry.relativeOffsetOfLocalHeader, start, end: start + entry.compressedSize };
}

/** Throws ZipRefused when two entries share bytes, or one reaches into the directory that begins at `directory`. */
export function assertApart(ranges: readonly ZipRange[], directory: number): void {
  const sorted = ranges.toSorted((a, b) => a.from - b.from);
  sorted.forEach((range, index) => {
    const next = sorted[index + 1];
    if (next && range.end > next.from) throw refusedEntry("unsafe", next.path, `overlaps '${range.path}'`);
    if (range.end > directory) throw refusedEntry("unsafe", range.path, "overlaps the archive's directory");
  });
}
