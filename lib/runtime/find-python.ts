import { execFile } from "node:child_process";
import { readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { closedFolder } from "./account";
import type { Isolation } from "./isolation";

/** A base Python of this machine. `version` is complete ("3.11.7"), `minor` its middle number, `prefix` its folder. */
export type Python = { executable: string; prefix: string; version: string; minor: number };

const LEAST_MINOR = 8;
const ASK = "import json,sys;print(json.dumps([sys.base_prefix,sys.executable,list(sys.version_info[:3])]))";
const answer = z.tuple([z.string(), z.string(), z.tuple([z.literal(3), z.number(), z.number()])]);
const run = promisify(execFile);

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function candidates(): string[] {
  // A version manager's shims are slow scripts before the Pythons that are found below anyway.
  const inPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => /^\/(?!.*\/shims$)/.test(folder));
  const folders = [...inPath, "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];
  const named = folders.flatMap((folder) =>
    entries(folder)
      .filter((name) => /^python3(\.\d+)?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const versions = [join(homedir(), ".pyenv/versions"), "/Library/Frameworks/Python.framework/Versions"];
  const installed = versions.flatMap((folder) => entries(folder).map((name) => join(folder, name, "bin/python3")));
  return [...named, ...installed];
}

async function ask(executable: string): Promise<Python | null> {
  try {
    const { stdout } = await run(executable, ["-I", "-S", "-c", ASK], { timeout: 5_000 });
    const [prefix, actual, [, minor, patch]] = answer.parse(JSON.parse(stdout));
    if (minor < LEAST_MINOR) return null;
    return { executable: realpathSync(actual), prefix: realpathSync(prefix), version: `3.${minor}.${patch}`, minor };
  } catch {
    return null;
  }
}

/** Those that children can start: as plain processes under another account they need open folders all the way. */
export function startablePythons(pythons: readonly Python[], isolation: Isolation): Python[] {
  if (isolation.mode === "bubblewrap" || process.getuid?.() !== 0) return [...pythons];
  return pythons.filter((python) => closedFolder(python.executable) === null);
}

/** All Pythons ≥ 3.8 of this machine, oldest first; with a setting only that one. Unusable ones are left out. */
export async function findPythons(setting?: string): Promise<Python[]> {
  const asked = await Promise.all((setting === undefined ? candidates() : [setting]).map(ask));
  const unique = new Map(asked.flatMap((python) => (python === null ? [] : [[python.executable, python] as const])));
  return [...unique.values()].sort((a, b) => a.minor - b.minor);
}

/** The Python for `python_version` ("3.11"): that one, else the nearest newer; throws an Error for people when there is none. */
export function choosePython(pythons: readonly Python[], wanted: string): Python {
  const minor = Number(/^3\.(\d{1,4})$/.exec(wanted)?.[1] ?? Number.NaN);
  if (Number.isNaN(minor)) throw new Error(`python_version "${wanted}" is not of the form 3.N`);
  const found = pythons.filter((python) => python.minor >= minor).sort((a, b) => a.minor - b.minor)[0];
  if (found !== undefined) return found;
  const have = pythons.map((python) => python.version).join(", ") || "none";
  throw new Error(
    `The package needs Python ${wanted} or newer; this machine has ${have}. Install one, or name it in MUSTER_PYTHON.`,
  );
}
