import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, lstat, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { credentialPathProblem } from "./credential-rules";
import { DoorFault, hasCode, isFull, storageFull } from "./door-fault";
import {
  ensureFolder,
  isInside,
  locate,
  notFound,
  openInside,
  placeForFile,
  placeOf,
  relativePath,
  type Workspace,
} from "./workspace";

export const LARGEST_FILE = 104_857_600;

const tooLarge = () => new DoorFault("too_large", "File is larger than 100 MB");

/** Whether an open file holds secrets, whatever name it was reached by. */
async function holdsSecrets({ root, shared }: Workspace, handle: FileHandle, path: string): Promise<boolean> {
  const place = await placeOf(handle, path);
  const base = [root, ...shared].find((folder) => place.startsWith(`${folder}/`));
  return base === undefined || credentialPathProblem(place.slice(base.length + 1)) === null;
}

/**
 * Opens a file to be read whole; exactly `size` bytes will come. Throws as `openInside`, `too_large` over 100 MB, and with
 * `plain` `outside` for credential files.
 */
export async function readFileInside(workspace: Workspace, path: string, { plain = false } = {}) {
  const handle = await openInside(workspace, path);
  if (plain && (await holdsSecrets(workspace, handle, path))) {
    await handle.close();
    throw new DoorFault(
      "outside",
      `'${path.slice(0, 200)}' holds credentials; only who may edit the agent can read it`,
    );
  }
  const stats = await handle.stat();
  if (stats.size > LARGEST_FILE) {
    await handle.close();
    throw tooLarge();
  }
  // `end` counts the last byte: an empty file has none, and one that grows meanwhile is cut where it was.
  const stream = handle.createReadStream({ start: 0, end: Math.max(0, stats.size - 1) });
  return { size: stats.size, modified: stats.mtime, stream };
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw tooLarge();
    yield chunk;
  }
}

/**
 * Stores a file whole or not at all; folders on the way are made. An interrupted body leaves nothing. Throws `outside`,
 * `is_directory`, `is_file`, `too_large`, `storage_full`, `refused`.
 */
export async function storeFile(workspace: Workspace, path: string, body: Readable): Promise<{ size: number }> {
  const { folder, name } = await placeForFile(workspace, path);
  const target = join(folder, name);
  const there = await lstat(target).catch(() => null);
  if (there?.isDirectory()) throw new DoorFault("is_directory", `'${path.slice(0, 200)}' is a folder`);
  const temporary = join(folder, `.upload-${randomBytes(6).toString("hex")}`);
  try {
    await pipeline(body, limited, createWriteStream(temporary, { flags: "wx", mode: 0o644 }));
    const { size } = await stat(temporary);
    await rename(temporary, target);
    return { size };
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof DoorFault) throw error;
    throw writeFault(error, path);
  }
}

function writeFault(error: unknown, path: string): DoorFault {
  const shown = `'${path.slice(0, 200)}'`;
  if (isFull(error)) return storageFull(shown);
  const forbidden = hasCode(error, "EACCES", "EPERM", "EROFS");
  return new DoorFault("refused", forbidden ? `${shown} may not be written` : `${shown} did not arrive whole`);
}

/** Makes a folder and those above it; nothing happens where it is there. Throws `outside`, `is_file`, `refused`. */
export async function makeFolder(workspace: Workspace, path: string): Promise<void> {
  if (relativePath(workspace, path) === "") throw new DoorFault("refused", "A folder needs a name");
  await ensureFolder(workspace, path);
}

/** Removes a file, a link or a folder with what is in it. Throws `not_found`, `outside`, and `refused` for the workspace and shared folders. */
export async function removePath(workspace: Workspace, path: string): Promise<void> {
  const relative = relativePath(workspace, path);
  const parent = await locate(workspace, dirname(relative));
  const target = join(parent, relative.slice(relative.lastIndexOf("/") + 1));
  const isMount = relative === "shared-out" || relative === "shared-in" || /^shared-in\/[^/]+$/.test(relative);
  if (relative === "" || (isMount && !(await isOrdinaryFile(target)))) {
    throw new DoorFault("refused", `'${relative || "/"}' cannot be removed`);
  }
  if ((await lstat(target).catch(() => null)) === null) throw notFound(path);
  if (!isInside(workspace, parent))
    throw new DoorFault("outside", `'${path.slice(0, 200)}' leads out of the workspace`);
  await rm(target, { recursive: true, force: true }).catch((error: unknown) => {
    throw writeFault(error, path);
  });
}

async function isOrdinaryFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isFile() ?? false;
}

/** Whether nothing but mounted folders lies in a workspace. */
export async function isEmptyWorkspace({ root }: Workspace): Promise<boolean> {
  const names = await readdir(root);
  return names.every((name) => name === "shared-in" || name === "shared-out" || name === "lost+found");
}
