import { isUtf8 } from "node:buffer";

/** How long and how deep a path may be; `segmentBytes` limits each part of it. */
export type PathLimits = { readonly pathBytes: number; readonly pathLevels: number; readonly segmentBytes?: number };

const SLASH = 0x2f;

/** A path made safe, without `./` in front or a slash behind; empty for the archive's own root. */
export type PathVerdict = { path: string; fault: null } | { path: string; fault: string };

/** Judges an entry's raw path. `fault` completes the sentence "'path' …" and is null when the path may be used on any system. */
export function judgePath(raw: Buffer, folder: boolean, limits: PathLimits): PathVerdict {
  const text = raw.toString("utf8");
  if (!isUtf8(raw)) return { path: text, fault: "is not UTF-8" };
  const stripped = text.startsWith("./") ? text.slice(2) : text;
  const path = folder && stripped.endsWith("/") ? stripped.slice(0, -1) : stripped;
  if (folder && (path === "" || path === ".") && text.startsWith(".")) return { path: "", fault: null };
  const fault = pathFault(path, raw, limits);
  return { path, fault };
}

function pathFault(path: string, raw: Buffer, limits: PathLimits): string | null {
  if (raw.length > limits.pathBytes) return `is longer than ${limits.pathBytes} bytes`;
  if (path.includes("\0")) return "has a NUL in its name";
  if (raw[0] === SLASH || path.startsWith("/")) return "is an absolute path";
  if (path.includes("\\")) return "has a backslash in its name";
  if (/\p{Cc}/u.test(path)) return "has a control character in its name";
  const parts = path.split("/");
  if (parts.length > limits.pathLevels) return `is nested deeper than ${limits.pathLevels} levels`;
  for (const part of parts) {
    if (part === "..") return "leads out of its folder";
    if (part === "" || part === ".") return "has an empty part in its path";
    if (/^[A-Za-z]:/.test(part)) return "begins with a drive letter";
    if (limits.segmentBytes !== undefined && Buffer.byteLength(part) > limits.segmentBytes) {
      return `has a part longer than ${limits.segmentBytes} bytes`;
    }
  }
  return null;
}

const IGNORED_FOLDERS = new Set(["__MACOSX", "__pycache__", ".git", "venv", ".venv"]);

/** True for what tools leave behind and no package needs: it is not read, listed or extracted. */
export function isIgnored(path: string, folder: boolean): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.some((part, at) => IGNORED_FOLDERS.has(part) && (folder || at < parts.length - 1))) return true;
  return parts.some((part) => part.startsWith("._")) || name === ".DS_Store" || (!folder && name.endsWith(".pyc"));
}

/** One key for all spellings that a file system may take for the same name: without case and Unicode form. */
export const foldedPath = (path: string) => path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");

/** The folders that a path lies in, outermost first: `a/b/c` → `a`, `a/b`. */
export function parentFolders(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) folders.push(path.slice(0, at));
  return folders;
}
