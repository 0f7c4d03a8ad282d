/** Bytes on their way at most; a power of two. */
const SIZE = 256 * 1024;
const HEAD = 64;
/** Where the marks stand: how many bytes were written and taken (modulo 2^32), and which side waits for the other. */
const [WRITTEN, TAKEN, READER_WAITS, WRITER_WAITS] = [0, 1, 2, 3];

/**
 * Bytes on their way from one thread to another through memory that both see, without a copy of their own and without
 * garbage. One side writes, the other reads in place; whoever has to wait says so here, and is woken by a message of the
 * other's when that side finds it waiting.
 */
export class ByteRing {
  readonly #marks: Int32Array;
  readonly #bytes: Buffer;

  constructor(readonly memory = new SharedArrayBuffer(HEAD + SIZE)) {
    this.#marks = new Int32Array(memory, 0, HEAD / Int32Array.BYTES_PER_ELEMENT);
    this.#bytes = Buffer.from(memory, HEAD, SIZE);
  }

  /** As new; only while the other side knows nothing of it. */
  clear(): void {
    this.#marks.fill(0);
  }

  #filled(): number {
    return (Atomics.load(this.#marks, WRITTEN) - Atomics.load(this.#marks, TAKEN)) | 0;
  }

  /** Writes what there is room for; answers how many bytes that were. */
  write(bytes: Uint8Array): number {
    const at = Atomics.load(this.#marks, WRITTEN) & (SIZE - 1);
    const fitting = Math.min(bytes.length, SIZE - this.#filled());
    const ahead = Math.min(fitting, SIZE - at);
    this.#bytes.set(bytes.subarray(0, ahead), at);
    this.#bytes.set(bytes.subarray(ahead, fitting), 0);
    Atomics.add(this.#marks, WRITTEN, fitting);
    return fitting;
  }

  /** What has come and was not taken, as far as it lies in one piece; its memory is good until it is taken. */
  read(): Buffer {
    const at = Atomics.load(this.#marks, TAKEN) & (SIZE - 1);
    return this.#bytes.subarray(at, at + Math.min(this.#filled(), SIZE - at));
  }

  take(bytes: number): void {
    Atomics.add(this.#marks, TAKEN, bytes);
  }

  /** The reader says that it waits; false: something has come meanwhile. */
  waitForMore(): boolean {
    Atomics.store(this.#marks, READER_WAITS, 1);
    return this.#filled() === 0;
  }

  /** The writer says that it waits; false: there is room meanwhile. */
  waitForRoom(): boolean {
    Atomics.store(this.#marks, WRITER_WAITS, 1);
    return this.#filled() === SIZE;
  }

  /** Whether the reader waited and is to be told that there is more. */
  mustWakeReader(): boolean {
    return Atomics.exchange(this.#marks, READER_WAITS, 0) === 1;
  }

  /** Whether the writer waited and is to be told that there is room: half of all, so that it is not woken for each piece. */
  mustWakeWriter(): boolean {
    return this.#filled() <= SIZE / 2 && Atomics.exchange(this.#marks, WRITER_WAITS, 0) === 1;
  }
}
