import type { TarHeader } from "./tar-header";

/** What an entry is to us; `other` covers devices, pipes, sparse files and everything unknown. */
export type TarKind = "file" | "folder" | "link" | "other";

/**
 * One entry with its extensions applied. `path` is raw; `why` says what is wrong with its kind or headers ("a symbolic link").
 * `prelude` holds the raw extension blocks and `block` the raw header, all copies.
 */
export type TarEntry = {
  path: Buffer;
  kind: TarKind;
  why: string | null;
  size: number;
  prelude: Buffer[];
  block: Buffer;
};

const OTHER: Readonly<Record<string, string>> = {
  "3": "a character device",
  "4": "a block device",
  "6": "a named pipe",
  "7": "a contiguous file",
  S: "a sparse file",
  M: "a part of a multi-volume archive",
  V: "a volume label",
  D: "a directory dump",
};

/** Kind of an entry by its type letter; old archives mark a folder by a slash at the end of its name instead. */
export function tarKind(header: TarHeader, path: Buffer): Pick<TarEntry, "kind" | "why"> {
  switch (header.type) {
    case "0":
    case "\0":
      return { kind: path.at(-1) === 0x2f && header.size === 0 ? "folder" : "file", why: null };
    case "5":
      return { kind: "folder", why: null };
    case "1":
      return { kind: "link", why: "a hard link" };
    case "2":
      return { kind: "link", why: "a symbolic link" };
    default:
      return { kind: "other", why: OTHER[header.type] ?? "of an unknown type" };
  }
}

/**
 * Why nothing after this entry could be trusted, or null: readers disagree on how many bytes belong to it.
 * (An old sparse file has more header blocks than are announced; links and folders with a size may or may not have a body.)
 */
export function ambiguity(entry: Pick<TarEntry, "kind" | "why">, header: TarHeader): string | null {
  if (header.type === "S" || header.type === "M") return entry.why;
  if (header.size === 0) return null;
  if (entry.kind === "folder") return "a folder with contents";
  return entry.kind === "link" ? "a link with contents" : null;
}
