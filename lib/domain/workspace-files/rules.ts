import { DomainError } from "@/lib/domain/faults";

/** Bytes of one file that is sent or received. */
export const LARGEST_FILE = 104_857_600;

const WORKSPACE = "/home/developer";

/** What an agent cannot do without; people replace these files and do not delete them. */
const protectedPaths: readonly string[] = [
  "",
  "CLAUDE.md",
  "template.yaml",
  ".claude",
  ".env",
  ".mcp.json",
  ".mcp.json.template",
  ".credentials.enc",
  ".git",
  ".ssh",
  "shared-in",
  "shared-out",
];

/** A path as it is below the workspace, by its text alone; "" is the workspace. Pages use it too, so it knows no Node. */
export function plainPath(path: string): string {
  const rest = path === WORKSPACE || path.startsWith(`${WORKSPACE}/`) ? path.slice(WORKSPACE.length) : path;
  const parts: string[] = [];
  for (const part of rest.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Throws `forbidden` for what leads out of the workspace by its text; links are the agent server's to follow or not. */
export function assertInside(path: string): void {
  const plain = plainPath(path);
  const absolute = path.startsWith("/") && path !== WORKSPACE && !path.startsWith(`${WORKSPACE}/`);
  if (!absolute && plain !== ".." && !plain.startsWith("../")) return;
  throw new DomainError("forbidden", `'${path.slice(0, 200)}' leads out of the workspace`);
}

/** Whether deleting it would take away what an agent needs. */
export function isProtected(path: string): boolean {
  return protectedPaths.includes(plainPath(path));
}

/** Throws `forbidden` for what is protected. */
export function assertRemovable(path: string): void {
  if (!isProtected(path)) return;
  throw new DomainError("forbidden", `'${path.slice(0, 200) || "/"}' is protected: the agent cannot do without it`);
}

/** The sentence that says that a file is larger than can be sent. */
export function fileTooLarge(): string {
  return "File is larger than 100 MB";
}

export type TreeNode = {
  name: string;
  path: string;
  type: "file" | "directory";
  size: number | null;
  modified: string | null;
  file_count?: number;
  children?: TreeNode[];
};

const folder = (name: string, path: string, modified: string | null): TreeNode => ({
  name,
  path,
  type: "directory",
  file_count: 0,
  size: null,
  modified,
  children: [],
});

function sorted(nodes: TreeNode[]): TreeNode[] {
  const order = (node: TreeNode) => `${node.type === "directory" ? 0 : 1}${node.name}`;
  return nodes.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function counted(nodes: TreeNode[]): number {
  let files = 0;
  for (const node of nodes) {
    if (node.children) node.file_count = counted(sorted(node.children));
    files += node.children ? (node.file_count ?? 0) : 1;
  }
  return files;
}

/** A tree of the files of a package below `base`, which is "" for all of them; folders first, then by name. */
export function treeOfFiles(
  files: readonly { path: string; size: number }[],
  { base, hidden, modified }: { base: string; hidden: boolean; modified: string | null },
): { tree: TreeNode[]; total: number } {
  const root: TreeNode[] = [];
  const folders = new Map<string, TreeNode[]>([[base, root]]);
  const childrenOf = (path: string): TreeNode[] => {
    const known = folders.get(path);
    if (known) return known;
    const node = folder(baseName(path), path, modified);
    childrenOf(folderOf(path)).push(node);
    folders.set(path, node.children ?? []);
    return node.children ?? [];
  };
  for (const { path, size } of files) {
    if (base !== "" && !path.startsWith(`${base}/`)) continue;
    const shown = path.slice(base === "" ? 0 : base.length + 1);
    if (!hidden && shown.split("/").some((part) => part.startsWith("."))) continue;
    const node: TreeNode = { name: baseName(path), path, type: "file", size, modified };
    childrenOf(folderOf(path)).push(node);
  }
  const total = counted(sorted(root));
  return { tree: root, total };
}
