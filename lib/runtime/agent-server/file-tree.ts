import type { Dirent } from "node:fs";
import { lstat, opendir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { DoorFault } from "./door-fault";
import { locate, relativePath, WORKSPACE_NAME, type Workspace } from "./workspace";

export const MOST_NODES = 10_000;
export const MOST_LEVELS = 20;
const LONGEST_MS = 2_500;

export type FileNode = { name: string; path: string; type: "file"; size: number; modified: string };
export type FolderNode = {
  name: string;
  path: string;
  type: "directory";
  file_count: number;
  size: null;
  modified: string;
  children: TreeNode[];
};
export type TreeNode = FileNode | FolderNode;

/** Contract 2, 4.10. */
export type FileTree = {
  base_path: string;
  requested_path: string;
  total_files: number;
  truncated: boolean;
  tree: TreeNode[];
};

type Walk = { workspace: Workspace; hidden: boolean; left: number; late: number; truncated: boolean };
type Place = { real: string; relative: string; level: number; into: TreeNode[] };

/** Seconds, as the contract's times have it. */
export function shortTime(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Whether an entry is a folder to walk into: a real one, or the link to a folder that another agent shares. */
async function folderBehind(entry: Dirent, path: string, { shared }: Workspace): Promise<string | null> {
  if (entry.isDirectory()) return path;
  if (!entry.isSymbolicLink()) return null;
  const real = await realpath(path).catch(() => null);
  return real !== null && shared.includes(real) ? real : null;
}

async function addEntry(walk: Walk, place: Place, entry: Dirent): Promise<Place | null> {
  const path = place.relative === "" ? entry.name : `${place.relative}/${entry.name}`;
  const full = join(place.real, entry.name);
  const stats = await lstat(full).catch(() => null);
  if (stats === null) return null;
  const about = { name: entry.name, path, modified: shortTime(stats.mtime) };
  walk.left -= 1;
  const folder = await folderBehind(entry, full, walk.workspace);
  if (folder === null) {
    place.into.push({ ...about, type: "file", size: stats.size });
    return null;
  }
  const children: TreeNode[] = [];
  place.into.push({ ...about, type: "directory", file_count: 0, size: null, children });
  return { real: folder, relative: path, level: place.level + 1, into: children };
}

async function listFolder(walk: Walk, place: Place): Promise<Place[]> {
  const below: Place[] = [];
  const entries = await opendir(place.real).catch(() => null);
  if (entries === null) return below;
  for await (const entry of entries) {
    if (!walk.hidden && entry.name.startsWith(".")) continue;
    if (walk.left <= 0 || Date.now() > walk.late) {
      walk.truncated = true;
      break;
    }
    const folder = await addEntry(walk, place, entry);
    if (folder) below.push(folder);
  }
  return below;
}

/** Sorts folders first, then by name, and counts the files below each; children before their folder, without recursion. */
function finish(levels: TreeNode[][]): void {
  for (const nodes of levels.reverse()) {
    for (const node of nodes) if (node.type === "directory") node.file_count = filesIn(node.children);
    nodes.sort((a, b) =>
      a.type === b.type ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : a.type === "directory" ? -1 : 1,
    );
  }
}

function filesIn(nodes: readonly TreeNode[]): number {
  return nodes.reduce((sum, node) => sum + (node.type === "file" ? 1 : node.file_count), 0);
}

/**
 * The files below a path, the upper levels first, at most 10,000 nodes, 20 levels and 2.5 s; `truncated` says that there is
 * more. Links are files and never followed. Throws `not_found`, `outside`, `is_file`.
 */
export async function readFileTree(workspace: Workspace, path: string, hidden: boolean): Promise<FileTree> {
  const real = await locate(workspace, path);
  if (!(await lstat(real)).isDirectory()) throw new DoorFault("is_file", `'${path.slice(0, 200)}' is a file`);
  const relative = relativePath(workspace, path);
  const walk: Walk = { workspace, hidden, left: MOST_NODES, late: Date.now() + LONGEST_MS, truncated: false };
  const tree: TreeNode[] = [];
  const levels: TreeNode[][] = [];
  let places: Place[] = [{ real, relative, level: 1, into: tree }];
  while (places.length > 0) {
    const below: Place[] = [];
    for (const place of places) {
      if (place.level > MOST_LEVELS) walk.truncated = true;
      else below.push(...(await listFolder(walk, place)));
      levels.push(place.into);
    }
    places = below;
  }
  finish(levels);
  const [base_path, requested_path] = [WORKSPACE_NAME, relative || "."];
  return { base_path, requested_path, total_files: filesIn(tree), truncated: walk.truncated, tree };
}
