import { read } from "node:fs";
import { RandomAccessReader } from "yauzl";

/** Reads from an open file for the zip parser; a place outside the file, as a forged offset names, is an error and no crash. */
export class BoundedReader extends RandomAccessReader {
  readonly #fd: number;
  readonly #size: number;

  constructor(fd: number, size: number) {
    super();
    this.#fd = fd;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const inside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size;
    if (inside) read(this.#fd, buffer, offset, length, position, callback);
    else setImmediate(() => callback(new Error("an offset points outside of the file")));
  }
}
