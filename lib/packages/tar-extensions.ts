import { notGzipTar } from "./gzip-header";
import type { TarHeader } from "./tar-header";
import { readPaxRecords } from "./tar-pax";

const LARGEST = 64 * 1024;
const OVERRIDES = new Set(["path", "linkpath", "size"]);

/** True for the type letters of blocks that describe the entry after them (pax local and global, GNU long name and link). */
export const isExtension = (type: string) => type === "x" || type === "g" || type === "L" || type === "K";

/** What the extension blocks before one entry say about it. Throws PackageRefused when they are damaged or too large. */
export class TarExtensions {
  /** The raw blocks, in order, padding included. */
  readonly prelude: Buffer[] = [];
  readonly #names: Buffer[] = [];
  readonly #sizes: string[] = [];
  #fault: string | null = null;
  #bytes = 0;
  #open: { type: string; parts: Buffer[]; padding: number } | null = null;

  get open(): boolean {
    return this.#open !== null;
  }

  begin(header: TarHeader, block: Buffer, padding: number): void {
    this.#bytes += header.size + block.length;
    if (this.#bytes > LARGEST) throw notGzipTar("The tar is damaged: an entry has too much extension data");
    this.prelude.push(Buffer.from(block));
    this.#open = { type: header.type, parts: [], padding };
  }

  add(slice: Buffer): void {
    this.#open?.parts.push(Buffer.from(slice));
  }

  close(): void {
    if (!this.#open) return;
    const content = Buffer.concat(this.#open.parts);
    this.prelude.push(content, Buffer.alloc(this.#open.padding));
    if (this.#open.type === "L") this.#names.push(content.at(-1) === 0 ? content.subarray(0, -1) : content);
    if (this.#open.type === "x" || this.#open.type === "g") this.#records(content, this.#open.type === "g");
    this.#open = null;
  }

  #records(content: Buffer, global: boolean): void {
    const records = readPaxRecords(content);
    if (!records) throw notGzipTar("The tar is damaged: an extension header cannot be read");
    for (const [key, value] of records) {
      if (key.startsWith("GNU.sparse")) this.#fault = "a sparse file";
      else if (global && OVERRIDES.has(key)) this.#fault = "renamed or resized by a global header";
      else if (key === "path") this.#names.push(value);
      else if (key === "size") this.#sizes.push(value.toString("latin1"));
    }
  }

  /** The name that the extensions give, or the header's. */
  path(header: TarHeader): Buffer {
    return this.#names.at(-1) ?? header.name;
  }

  /** Why readers could disagree about the entry, in words that follow "is"; null when they cannot. */
  fault(header: TarHeader): string | null {
    if (this.#fault !== null) return this.#fault;
    const path = this.path(header);
    if (this.#names.some((name) => !name.equals(path))) return "named twice in its headers";
    return this.#sizes.some((size) => Number(size) !== header.size) ? "given two sizes by its headers" : null;
  }
}
