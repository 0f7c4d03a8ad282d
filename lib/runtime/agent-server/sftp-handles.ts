import type { FileHandle } from "node:fs/promises";

type OpenFile = { kind: "file"; handle: FileHandle; append: boolean };
type OpenFolder = { kind: "folder"; place: string; names: string[] };

const MOST = 256;

/** What one sftp session has open. A handle that is not known throws. */
export class SftpHandles {
  private readonly open = new Map<number, OpenFile | OpenFolder>();
  private next = 0;

  /** Throws when too much is open. */
  assertRoom(): void {
    if (this.open.size >= MOST) throw new Error("too many open files");
  }

  add(one: OpenFile | OpenFolder): Buffer {
    const key = Buffer.alloc(4);
    key.writeUInt32BE(this.next);
    this.open.set(this.next, one);
    this.next += 1;
    return key;
  }

  file(key: Buffer): OpenFile {
    const found = this.find(key);
    if (found.kind !== "file") throw new Error("not a file");
    return found;
  }

  folder(key: Buffer): OpenFolder {
    const found = this.find(key);
    if (found.kind !== "folder") throw new Error("not a folder");
    return found;
  }

  async close(key: Buffer): Promise<void> {
    const found = this.find(key);
    this.open.delete(key.readUInt32BE(0));
    if (found.kind === "file") await found.handle.close();
  }

  async closeAll(): Promise<void> {
    const files = [...this.open.values()].filter((one) => one.kind === "file");
    this.open.clear();
    await Promise.allSettled(files.map(({ handle }) => handle.close()));
  }

  private find(key: Buffer): OpenFile | OpenFolder {
    const found = key.length === 4 ? this.open.get(key.readUInt32BE(0)) : undefined;
    if (!found) throw new Error("unknown handle");
    return found;
  }
}
