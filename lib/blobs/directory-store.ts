import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { FileBytes } from "./file-bytes";
import { stageFile } from "./stage-file";
import { isMissing, storageFault } from "./storage-fault";
import { BlobMissing, type BlobStore, type StagedBlob, type StoredItem, type Written } from "./store";

const SHA256 = /^[0-9a-f]{64}$/;
const PREFIX = /^[0-9a-f]{2}$/;
const STAGE = /^[\w-]{1,150}$/;
const LEAVING = "leaving-";

/** Answers `fallback` when the file is not there. */
const unlessMissing = <T, F>(promise: Promise<T>, fallback: F): Promise<T | F> =>
  promise.catch((error: unknown) => {
    if (isMissing(error)) return fallback;
    throw error;
  });

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A blob store in one directory: `tmp/` for stages, `blobs/ab/<sha256>` for blobs. Several processes may share it. */
export class DirectoryBlobStore implements BlobStore {
  readonly #tmp: string;
  readonly #blobs: string;

  constructor(directory: string) {
    this.#tmp = resolve(directory, "tmp");
    this.#blobs = resolve(directory, "blobs");
  }

  async stage(source: AsyncIterable<Uint8Array>, { limit }: { limit: number }): Promise<StagedBlob> {
    return (await this.stageWith((path) => stageFile(source, path, limit))).staged;
  }

  async stageWith<T extends Written>(write: (path: string) => Promise<T>): Promise<{ staged: StagedBlob; written: T }> {
    const path = join(this.#tmp, randomUUID());
    const written = await write(path);
    return { staged: this.#staged(path, written), written };
  }

  #staged(path: string, { sha256, size }: Written): StagedBlob {
    let committed = false;
    const commit = async () => {
      await this.#commit(path, sha256);
      committed = true;
    };
    return { sha256, size, commit, discard: async () => (committed ? undefined : rm(path, { force: true })) };
  }

  /** Renames over a blob that may exist already: it has the same bytes, and the sweeper sees a fresh one either way. */
  async #commit(staged: string, sha256: string): Promise<void> {
    const folder = join(this.#blobs, sha256.slice(0, 2));
    const moved = () => rename(staged, join(folder, sha256)).then(() => true);
    try {
      const there = await unlessMissing(moved(), false);
      const created = there ? undefined : await mkdir(folder, { recursive: true });
      if (!there) await moved();
      await syncFolder(folder);
      if (created !== undefined) await syncFolder(this.#blobs);
      if (created === this.#blobs) await syncFolder(dirname(this.#blobs));
    } catch (error) {
      throw storageFault(error);
    }
  }

  #path(sha256: string): string {
    if (!SHA256.test(sha256)) throw new BlobMissing(sha256);
    return join(this.#blobs, sha256.slice(0, 2), sha256);
  }

  async open(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const file = await unlessMissing(open(this.#path(sha256), "r"), null);
    const found = file ?? (await this.#openLeaving(sha256));
    return new FileBytes(found, range);
  }

  /** While the sweeper looks at a blob it lies under another name, for moments only. */
  async #openLeaving(sha256: string) {
    for (const name of await unlessMissing(readdir(this.#tmp), [])) {
      if (!name.startsWith(LEAVING + sha256)) continue;
      const file = await unlessMissing(open(join(this.#tmp, name), "r"), null);
      if (file) return file;
    }
    const again = await unlessMissing(open(this.#path(sha256), "r"), null);
    if (again) return again;
    throw new BlobMissing(sha256);
  }

  async stat(sha256: string): Promise<{ size: number; modifiedAt: Date } | null> {
    if (!SHA256.test(sha256)) return null;
    const found = await unlessMissing(stat(this.#path(sha256)), null);
    return found && { size: found.size, modifiedAt: found.mtime };
  }

  async *list(): AsyncGenerator<StoredItem> {
    yield* this.#listFolder(this.#tmp, "stage", STAGE);
    for (const prefix of await unlessMissing(readdir(this.#blobs), [])) {
      if (PREFIX.test(prefix)) yield* this.#listFolder(join(this.#blobs, prefix), "blob", SHA256);
    }
  }

  async *#listFolder(folder: string, kind: StoredItem["kind"], names: RegExp): AsyncGenerator<StoredItem> {
    for (const id of await unlessMissing(readdir(folder), [])) {
      const found = names.test(id) ? await unlessMissing(stat(join(folder, id)), null) : null;
      if (found?.isFile()) yield { kind, id, size: found.size, modifiedAt: found.mtime };
    }
  }

  async remove({ kind, id }: Pick<StoredItem, "kind" | "id">, unlessNewerThan: Date): Promise<boolean> {
    if (kind === "blob") return SHA256.test(id) && (await this.#removeBlob(id, unlessNewerThan));
    if (!STAGE.test(id)) return false;
    const path = join(this.#tmp, id);
    // A blob whose removal was cut short by a crash: it goes back and is judged again as a blob.
    if (id.startsWith(LEAVING)) return await this.#putBack(path, id.slice(LEAVING.length, LEAVING.length + 64));
    const found = await unlessMissing(stat(path), null);
    if (!found || found.mtime > unlessNewerThan) return false;
    await rm(path, { force: true });
    return true;
  }

  /**
   * Takes the blob aside before looking at its age. A commit before that moment has made it fresh, so it is put back; one
   * after it puts a new file in place, which is not touched. Looking first and deleting then would lose such a commit.
   */
  async #removeBlob(sha256: string, unlessNewerThan: Date): Promise<boolean> {
    const aside = join(this.#tmp, `${LEAVING}${sha256}-${randomUUID()}`);
    await mkdir(this.#tmp, { recursive: true });
    const taken = await unlessMissing(
      rename(this.#path(sha256), aside).then(() => true),
      false,
    );
    if (!taken) return false;
    const found = await unlessMissing(stat(aside), null);
    if (!found) return false;
    if (found.mtime > unlessNewerThan) return await this.#putBack(aside, sha256);
    await rm(aside, { force: true });
    return true;
  }

  /** Answers false: nothing was removed. */
  async #putBack(aside: string, sha256: string): Promise<boolean> {
    const path = this.#path(sha256);
    await mkdir(dirname(path), { recursive: true });
    await link(aside, path).catch((error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EEXIST" && code !== "ENOENT") throw error;
    });
    await syncFolder(join(this.#blobs, sha256.slice(0, 2)));
    await rm(aside, { force: true });
    return false;
  }
}
