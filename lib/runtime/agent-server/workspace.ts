import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { DoorFault, hasCode, isFull, storageFull } from "./door-fault";

/** What people and contracts call the workspace, wherever it lies. */
export const WORKSPACE_NAME = "/home/developer";
const LONGEST_PATH = 4_096;

/** The folder that an agent lives in; `shared` are folders of the agents around it that links in it may lead to. */
export type Workspace = { root: string; shared: readonly string[] };

/** The workspace at `root` with every link of its own path resolved. */
export async function openWorkspace(root: string, shared: readonly string[] = []): Promise<Workspace> {
  return { root: await realpath(root), shared: await Promise.all(shared.map((folder) => realpath(folder))) };
}

/**
 * A path below the workspace, without `.` and `..`; "" is the workspace itself. What is absolute must lie in it. Throws
 * `outside` and `refused`.
 */
export function relativePath({ root }: Workspace, path: string): string {
  if (path.includes("\0") || path.length > LONGEST_PATH) throw new DoorFault("refused", "This is not a path");
  const inside = [WORKSPACE_NAME, root].find((base) => path === base || path.startsWith(`${base}/`));
  const rest = inside === undefined ? path : path.slice(inside.length).replace(/^\/+/, "");
  if (rest.startsWith("/")) throw outside(path);
  const normal = posix.normalize(rest || ".").replace(/\/+$/, "");
  if (normal === ".." || normal.startsWith("../")) throw outside(path);
  return normal === "." ? "" : normal;
}

function outside(path: string): DoorFault {
  return new DoorFault("outside", `'${path.slice(0, 200)}' leads out of the workspace`);
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a path without links lies where the agent's people may look. */
export function isInside({ root, shared }: Workspace, real: string): boolean {
  return [root, ...shared].some((folder) => contains(folder, real));
}

/** The real place of a path. Throws `not_found`, `outside`, `refused`. */
export async function locate(workspace: Workspace, path: string): Promise<string> {
  const relative = relativePath(workspace, path);
  const real = await realpath(join(workspace.root, relative)).catch((error: unknown) => {
    throw hasCode(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG") ? notFound(path) : refusedBy(error, path);
  });
  if (!isInside(workspace, real)) throw outside(path);
  return real;
}

/** The fault for a path that is not there. */
export function notFound(path: string): DoorFault {
  return new DoorFault("not_found", `'${path.slice(0, 200)}' is not there`);
}

function refusedBy(error: unknown, path: string): DoorFault {
  if (isFull(error)) return storageFull(`'${path.slice(0, 200)}'`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return new DoorFault("refused", `'${path.slice(0, 200)}' cannot be used (${code})`);
}

/**
 * Opens a file for reading; what was swapped for a link meanwhile is found by looking at the handle. Throws `not_found`,
 * `outside`, `is_directory`, `refused` (fifos and devices).
 */
export async function openInside(workspace: Workspace, path: string): Promise<FileHandle> {
  const real = await locate(workspace, path);
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: unknown) => {
    if (hasCode(error, "ELOOP")) throw outside(path);
    throw hasCode(error, "ENOENT", "ENOTDIR") ? notFound(path) : refusedBy(error, path);
  });
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new DoorFault("is_directory", `'${path.slice(0, 200)}' is a folder`);
    if (!stats.isFile()) throw new DoorFault("refused", `'${path.slice(0, 200)}' is no ordinary file`);
    if (!isInside(workspace, await placeOf(handle, real))) throw outside(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Where an open file lies. Without /proc the path is resolved again and must still be the same file. */
export async function placeOf(handle: FileHandle, path: string): Promise<string> {
  const place = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
  if (place !== null) return place;
  const [now, opened] = await Promise.all([stat(path), handle.stat()]);
  return now.ino === opened.ino && now.dev === opened.dev ? realpath(path) : "";
}

/** The real folder at a path below the workspace; missing folders are made. Throws `outside`, `is_file`, `storage_full`, `refused`. */
export async function ensureFolder(workspace: Workspace, path: string): Promise<string> {
  let here = workspace.root;
  for (const part of relativePath(workspace, path).split("/").filter(Boolean)) {
    const next = join(here, part);
    await mkdir(next).catch((error: unknown) => {
      if (!hasCode(error, "EEXIST")) throw refusedBy(error, path);
    });
    here = await realpath(next).catch(() => {
      throw outside(path);
    });
    if (!isInside(workspace, here)) throw outside(path);
    if (!(await lstat(here)).isDirectory()) {
      throw new DoorFault("is_file", `'${part.slice(0, 200)}' is a file, so nothing can lie in it`);
    }
  }
  return here;
}

/** The real folder for a new file and its name. Throws as `ensureFolder`, and `is_directory` for the workspace itself. */
export async function placeForFile(workspace: Workspace, path: string): Promise<{ folder: string; name: string }> {
  const relative = relativePath(workspace, path);
  if (relative === "") throw new DoorFault("is_directory", "The workspace itself is a folder");
  const parent = dirname(relative);
  const folder = await ensureFolder(workspace, parent === "." ? "" : parent);
  return { folder, name: posix.basename(relative) };
}
