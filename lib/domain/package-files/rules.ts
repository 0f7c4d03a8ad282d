import { z } from "zod";

const storedFile = z.object({ path: z.string(), size: z.number(), sha256: z.string(), binary: z.boolean() });
const storedFinding = z.object({
  id: z.string(),
  group: z.string(),
  severity: z.enum(["high", "medium", "low", "info"]),
  rule: z.string(),
  message: z.string(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  excerpt: z.string().nullable(),
});
export type StoredFile = z.infer<typeof storedFile>;
export type StoredFinding = z.infer<typeof storedFinding>;
export type FileChange = "added" | "changed" | "same" | "removed";
export type TreeEntry = {
  path: string;
  type: "file" | "directory";
  size: number | null;
  sha256: string | null;
  binary: boolean;
  change: FileChange | null;
};

/** The file list of a package row. */
export function storedFiles(json: unknown): StoredFile[] {
  return z.array(storedFile).parse(json);
}

/** The findings of a package row, worst first as they are stored. */
export function storedFindings(json: unknown): StoredFinding[] {
  return z.array(storedFinding).parse(json);
}

/** What became of each file since `base`; null changes everywhere where there is no base. */
export function compare(head: readonly StoredFile[], base: readonly StoredFile[] | null) {
  const before = new Map((base ?? []).map((file) => [file.path, file]));
  const kept = head.map((file) => {
    const old = before.get(file.path);
    const change: FileChange = !old ? "added" : old.sha256 === file.sha256 ? "same" : "changed";
    return { file, change: base ? change : null };
  });
  const paths = new Set(head.map((file) => file.path));
  const removed = (base ?? []).filter((file) => !paths.has(file.path));
  return [...kept, ...removed.map((file) => ({ file, change: "removed" as const }))];
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

/** In each folder its folders first, then its files, each by name. */
function byFolder(a: TreeEntry, b: TreeEntry): number {
  const [left, right] = [a.path.split("/"), b.path.split("/")];
  const at = left.findIndex((part, i) => part !== right[i]);
  if (at === -1) return left.length - right.length;
  const isFolder = (entry: TreeEntry, parts: string[]) => at < parts.length - 1 || entry.type === "directory";
  const folders = Number(isFolder(b, right)) - Number(isFolder(a, left));
  return folders || ((left[at] ?? "") < (right[at] ?? "") ? -1 : 1);
}

/** The tree of a package: its files and those that the base had, with the folders between. */
export function treeOf(head: readonly StoredFile[], base: readonly StoredFile[] | null): TreeEntry[] {
  const files = compare(head, base).map(({ file, change }): TreeEntry => ({ ...file, type: "file", change }));
  const names = new Set(files.flatMap((file) => foldersOf(file.path)));
  const nothing = { size: null, sha256: null, binary: false, change: null };
  const folders = [...names].map((path): TreeEntry => ({ path, type: "directory", ...nothing }));
  return [...folders, ...files].sort(byFolder);
}
