export type FileChange = "added" | "changed" | "same" | "removed";
export type TreeEntry = {
  path: string;
  type: "file" | "directory";
  size?: number | null;
  change?: FileChange | null;
  findings?: number;
  viewed?: boolean;
};
export type TreeNode = {
  entry: TreeEntry;
  name: string;
  depth: number;
  position: number;
  siblings: number;
  parent: string | null;
};

function parentOf(path: string): string | null {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? null : path.slice(0, slash);
}

/** The folders around a path, innermost first. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let folder = parentOf(path); folder !== null; folder = parentOf(folder)) folders.push(folder);
  return folders;
}

/** Adds folders that only appear as part of a path, and takes off trailing slashes. */
function withFolders(entries: readonly TreeEntry[]): Map<string, TreeEntry> {
  const all = new Map<string, TreeEntry>();
  for (const entry of entries) {
    const path = entry.path.replace(/\/+$/, "");
    for (let folder = parentOf(path); folder !== null && !all.has(folder); folder = parentOf(folder)) {
      all.set(folder, { path: folder, type: "directory" });
    }
    if (path) all.set(path, { ...entry, path });
  }
  return all;
}

function byKindAndName(a: TreeEntry, b: TreeEntry): number {
  if (a.type !== b.type) return a.type === "directory" ? -1 : 1;
  return a.path < b.path ? -1 : 1;
}

/** The visible rows of a file tree, top to bottom: folders first, by name, children of closed folders left out. */
export function visibleNodes(entries: readonly TreeEntry[], closed: ReadonlySet<string>): TreeNode[] {
  const children = new Map<string | null, TreeEntry[]>();
  for (const entry of withFolders(entries).values()) {
    const parent = parentOf(entry.path);
    const list = children.get(parent);
    if (list) list.push(entry);
    else children.set(parent, [entry]);
  }
  const rows: TreeNode[] = [];
  const walk = (parent: string | null, depth: number) => {
    const list = (children.get(parent) ?? []).sort(byKindAndName);
    for (const [index, entry] of list.entries()) {
      const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
      rows.push({ entry, name, depth, position: index + 1, siblings: list.length, parent });
      if (entry.type === "directory" && !closed.has(entry.path)) walk(entry.path, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}
