import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";

const PIECE = 64 * 1024;

/** Bytes `start` to `end` (inclusive, from 0) of an open file, which is closed with the stream. */
export class FileBytes extends Readable {
  readonly #file: FileHandle;
  readonly #end: number;
  #at: number;

  constructor(file: FileHandle, { start = 0, end = Number.POSITIVE_INFINITY } = {}) {
    super({ highWaterMark: PIECE });
    this.#file = file;
    this.#at = start;
    this.#end = end;
  }

  /** Reads on into `buffer`; the bytes read, 0 at the end. For whoever reuses one buffer instead of reading the stream. */
  async readInto(buffer: Buffer): Promise<number> {
    const length = Math.min(buffer.length, this.#end - this.#at + 1);
    if (length <= 0) return 0;
    const { bytesRead } = await this.#file.read(buffer, 0, length, this.#at);
    this.#at += bytesRead;
    return bytesRead;
  }

  override _read(): void {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    this.readInto(buffer).then(
      (count) => this.push(count === 0 ? null : buffer.subarray(0, count)),
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#file.close().then(
      () => done(error),
      (failed: Error) => done(error ?? failed),
    );
  }
}
