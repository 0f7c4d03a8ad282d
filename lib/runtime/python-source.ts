import { join, resolve } from "node:path";

let override: string | undefined;

/** Absolute path of the shipped Python files. They are found from the project root, because bundled server code has no place of its own. */
export function pythonSourceDirectory(): string {
  return override ?? resolve(process.cwd(), "lib/runtime/python");
}

/** Takes the Python files from elsewhere, or from their usual place again. */
export function usePythonSourceDirectory(directory: string | undefined): void {
  override = directory;
}

/** Absolute path of one shipped Python file. */
export function pythonSource(file: "confine.py" | "loader.py"): string {
  return join(pythonSourceDirectory(), file);
}
