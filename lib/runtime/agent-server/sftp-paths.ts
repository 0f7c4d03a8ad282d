import { constants } from "node:fs";
import { type FileHandle, open, readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";

/** A path that leads out of the workspace. */
export class OutsideWorkspace extends Error {}

/** What sftp calls a path: absolute, or seen from the workspace. Never looks at the disk. Throws OutsideWorkspace. */
export function namedPath(workspace: string, path: string): string {
  const absolute = resolve(workspace, path);
  if (absolute !== workspace && !absolute.startsWith(workspace + sep)) throw new OutsideWorkspace();
  return absolute;
}

/** The place that a path leads to, its last part not followed. Links on the way must stay inside. Throws OutsideWorkspace. */
export async function placeOf(workspace: string, path: string): Promise<string> {
  const named = namedPath(workspace, path);
  if (named === workspace) return workspace;
  return join(await insideOf(workspace, dirname(named)), basename(named));
}

/** The place that a path leads to, its last part followed. Throws OutsideWorkspace. */
export async function targetOf(workspace: string, path: string): Promise<string> {
  return insideOf(workspace, namedPath(workspace, path));
}

async function insideOf(workspace: string, path: string): Promise<string> {
  const [root, real] = await Promise.all([realpath(workspace), realpath(path)]);
  if (real !== root && !real.startsWith(root + sep)) throw new OutsideWorkspace();
  return real;
}

/** Opens a place, and looks where the handle really is: a link may have been put there in between. Throws OutsideWorkspace. */
export async function openInside(workspace: string, place: string, flags: number, mode: number): Promise<FileHandle> {
  const handle = await open(place, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, mode);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new OutsideWorkspace();
    if (process.platform === "linux") {
      const [root, real] = await Promise.all([realpath(workspace), readlink(`/proc/self/fd/${handle.fd}`)]);
      if (!real.startsWith(root + sep)) throw new OutsideWorkspace();
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
