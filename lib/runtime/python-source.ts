import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { accountFor, closedFolder } from "./account";

let override: string | undefined;
let copy: string | undefined;

/** A copy that every account can read, for the life of this process. */
function openCopy(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-python-"));
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith("__pycache__") });
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Absolute path of the shipped Python files. They are found from the project root, because bundled server code has no
 * place of its own. Where agents run as other accounts and may not enter the root's folder, it is an open copy.
 */
export function pythonSourceDirectory(): string {
  const own = override ?? resolve(process.cwd(), "lib/runtime/python");
  if (accountFor("install") === null || closedFolder(own) === null) return own;
  copy ??= openCopy(own);
  return copy;
}

/** Takes the Python files from elsewhere, or from their usual place again. */
export function usePythonSourceDirectory(directory: string | undefined): void {
  override = directory;
}

/** Absolute path of one shipped Python file. */
export function pythonSource(file: "confine.py" | "loader.py"): string {
  return join(pythonSourceDirectory(), file);
}
