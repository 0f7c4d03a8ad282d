import type { FileTree } from "@/lib/contracts/fleet/wire/files";

/** A node with what lies in it, which the wire's schema cannot say of itself. */
export type FileNode = Omit<FileTree["tree"][number], "children"> & { children?: readonly FileNode[] };
export type WorkspaceTree = Omit<FileTree, "tree"> & { tree: readonly FileNode[] };

export type FlatFile = Pick<FileNode, "path" | "type" | "size" | "modified"> & { files: number | null };

/** The nodes of a tree, each before what lies in it. */
export function flatFiles(tree: readonly FileNode[]): FlatFile[] {
  const all: FlatFile[] = [];
  const waiting = [...tree].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { path, type, size, modified, file_count: files = null, children = [] } = node;
    all.push({ path, type, size, modified, files });
    waiting.push(...[...children].reverse());
  }
  return all;
}

/** The folder of what is chosen, where something new goes: itself, or the one around a file; "" is the workspace. */
export function targetFolder(chosen: Pick<FlatFile, "path" | "type"> | null): string {
  if (!chosen) return "";
  if (chosen.type === "directory") return chosen.path;
  return chosen.path.includes("/") ? chosen.path.slice(0, chosen.path.lastIndexOf("/")) : "";
}

/** A name in a folder as a path. */
export const pathIn = (folder: string, name: string) => (folder === "" ? name : `${folder}/${name}`);

/** Why a name cannot be that of a new file or folder, as a sentence; null when it can. */
export function nameProblem(name: string): string | null {
  if (name === "") return "Type a name";
  if (name.length > 255) return "At most 255 characters";
  if (name === "." || name === "..") return "This name means a folder itself";
  return /[/\\\p{Cc}]/u.test(name) ? "No slashes and no invisible characters" : null;
}
