import { endsEarly, goesOn, notGzipTar } from "./gzip-header";
import { PackageRefused, printable, refusal } from "./refusal";
import { ambiguity, type TarEntry, tarKind } from "./tar-entry";
import { isExtension, TarExtensions } from "./tar-extensions";
import { BLOCK, isZeroBlock, readTarHeader, type TarHeader } from "./tar-header";

/** Receives an archive in order; a body comes in slices whose memory is only good during the call. */
export type TarSink = {
  entry(entry: TarEntry): void;
  body(slice: Buffer): void;
  close(): void;
};

/**
 * A push parser for tar. It accepts only archives of which there is one reading, and throws PackageRefused for the rest:
 * damaged headers, extension records that contradict the header, a missing end, bytes after the end.
 */
export class TarReader {
  readonly #sink: TarSink;
  #carry = Buffer.alloc(0);
  #left = 0;
  #padding = 0;
  #zeroBlocks = 0;
  #seen = false;
  #extensions = new TarExtensions();
  /** Zero bytes that end the archive. */
  tailBytes = 0;

  constructor(sink: TarSink) {
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    let bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#carry = Buffer.alloc(0);
    while (bytes.length > 0) {
      const used = this.#consume(bytes);
      if (used === 0) {
        this.#carry = Buffer.from(bytes);
        return;
      }
      bytes = bytes.subarray(used);
    }
  }

  /** To be called after the last byte. */
  finish(): void {
    if (this.#zeroBlocks >= 2) return;
    if (!this.#seen) throw notGzipTar("The file holds no tar archive");
    throw endsEarly("the end mark of the tar is missing");
  }

  #consume(bytes: Buffer): number {
    if (this.#zeroBlocks >= 2) return this.#tail(bytes);
    if (this.#left > 0) return this.#content(bytes);
    if (this.#padding > 0) {
      const used = Math.min(this.#padding, bytes.length);
      this.#padding -= used;
      return used;
    }
    if (bytes.length < BLOCK) return 0;
    this.#header(bytes.subarray(0, BLOCK));
    return BLOCK;
  }

  #tail(bytes: Buffer): number {
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const block = bytes.subarray(at, at + BLOCK);
      const blank = block.length === BLOCK ? isZeroBlock(block) : block.every((byte) => byte === 0);
      if (!blank) throw goesOn("something follows the end mark of the tar");
    }
    this.tailBytes += bytes.length;
    return bytes.length;
  }

  #content(bytes: Buffer): number {
    const slice = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
    this.#left -= slice.length;
    if (this.#extensions.open) this.#extensions.add(slice);
    else this.#sink.body(slice);
    if (this.#left === 0) this.#endContent();
    return slice.length;
  }

  #endContent(): void {
    if (this.#extensions.open) this.#extensions.close();
    else this.#sink.close();
  }

  #header(block: Buffer): void {
    if (isZeroBlock(block)) {
      this.tailBytes += BLOCK;
      this.#zeroBlocks++;
      return;
    }
    if (this.#zeroBlocks > 0) throw goesOn("an entry follows the end mark of the tar");
    const header = readTarHeader(block);
    if (typeof header === "string") {
      throw notGzipTar(this.#seen ? `The tar is damaged: ${header}` : "The file holds no tar archive");
    }
    this.#seen = true;
    this.#left = header.size;
    this.#padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
    if (isExtension(header.type)) this.#extensions.begin(header, block, this.#padding);
    else this.#beginEntry(header, block);
    if (this.#left === 0) this.#endContent();
  }

  #beginEntry(header: TarHeader, block: Buffer): void {
    const path = this.#extensions.path(header);
    const kind = tarKind(header, path);
    const unclear = ambiguity(kind, header);
    if (unclear !== null) {
      const shown = printable(path.toString("utf8"));
      const msg = `'${shown}' is ${unclear}; only plain files and folders are accepted. Remove it and build the package again.`;
      throw new PackageRefused(refusal("archive.link_or_device", msg, [shown], shown));
    }
    const fault = this.#extensions.fault(header);
    const plain = kind.why === null && fault !== null ? { kind: "other" as const, why: fault } : kind;
    const { prelude } = this.#extensions;
    this.#extensions = new TarExtensions();
    this.#sink.entry({ ...plain, path, size: header.size, prelude, block: Buffer.from(block) });
  }
}
