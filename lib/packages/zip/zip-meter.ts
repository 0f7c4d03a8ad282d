import type { ZipEntry } from "./zip-entry";
import type { ZipLimits } from "./zip-limits";
import { limitText, refusedEntry, ZipRefused } from "./zip-refused";

/** Counts what really comes out of a zip in one pass over it and throws ZipRefused when it is a bomb. */
export class ZipMeter {
  readonly #limits: ZipLimits;
  readonly #archiveSize: number;
  #unpacked = 0;

  constructor(limits: ZipLimits, archiveSize: number) {
    this.#limits = limits;
    this.#archiveSize = archiveSize;
  }

  /** `unpacked` is what came out of this entry so far, `bytes` of it just now. */
  add(entry: ZipEntry, bytes: number, unpacked: number): void {
    const { fileBytes, unpackedBytes, ratio, ratioFrom } = this.#limits;
    this.#unpacked += bytes;
    if (unpacked > fileBytes) throw refusedEntry("too_large", entry.path, `is larger than ${limitText(fileBytes)}`);
    if (this.#unpacked > unpackedBytes) {
      throw new ZipRefused("too_large", `The zip unpacks to more than ${limitText(unpackedBytes)}`);
    }
    if (unpacked > ratioFrom && unpacked > ratio * entry.packedSize) {
      throw refusedEntry("too_large", entry.path, `unpacks to more than ${ratio} times its size`);
    }
    if (this.#unpacked > ratioFrom && this.#unpacked > ratio * this.#archiveSize) {
      throw new ZipRefused("too_large", `The zip unpacks to more than ${ratio} times its size`);
    }
  }
}
