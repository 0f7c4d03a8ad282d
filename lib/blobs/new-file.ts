import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing, storageFault } from "./storage-fault";

/** The file is made, with its folder where that is missing. */
async function opened(path: string): Promise<FileHandle> {
  const tried = () => open(path, "wx", 0o600);
  return await tried().catch(async (error: unknown) => {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return tried();
  });
}

/** A file that is hashed while it is written. Its methods throw StorageFull, or the file system's error. */
export class NewFile {
  readonly #hash = createHash("sha256");
  readonly #path: string;
  readonly #file: FileHandle;
  #size = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<NewFile> {
    try {
      return new NewFile(path, await opened(path));
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** Resolves when the pieces' memory is needed no more; one call at a time. */
  async append(...pieces: Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#hash.update(piece);
      this.#size += piece.length;
    }
    try {
      for (let left = pieces; left.length > 0; ) left = await this.#write(left);
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** What is left of it. */
  async #write(pieces: Uint8Array[]): Promise<Uint8Array[]> {
    let { bytesWritten } = await this.#file.writev(pieces);
    return pieces.flatMap((piece) => {
      const done = Math.min(bytesWritten, piece.length);
      bytesWritten -= done;
      return done === piece.length ? [] : [piece.subarray(done)];
    });
  }

  /** Forces it to the disk; `sha256` in hex, `size` in bytes. */
  async finish(): Promise<{ sha256: string; size: number }> {
    try {
      await this.#file.sync();
      await this.#file.close();
    } catch (error) {
      throw storageFault(error);
    }
    return { sha256: this.#hash.digest("hex"), size: this.#size };
  }

  /** Nothing is left of it. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#path, { force: true });
  }
}
