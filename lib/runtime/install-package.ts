import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { choosePython, type Python, startablePythons } from "./find-python";
import type { Isolation } from "./isolation";
import { processAlive } from "./process-alive";
import { createEnvironment, environmentPython, InstallFailure } from "./python-environment";

export type InstallOptions = {
  /** Names the folder: a package id or sha256, of letters, digits, `_` and `-`. One id always means the same bytes. */
  id: string;
  /** Absolute folder that holds all installed packages. */
  runtimeRoot: string;
  /** Writes the package's files into an empty folder, `ncp.toml` directly inside it. */
  extract: (project: string) => Promise<void>;
  /** The installable lines of the extracted package's requirements. */
  requirements: (project: string) => Promise<readonly string[]>;
  /** `build.python_version`, "3.N". */
  pythonVersion: string;
  /** Pythons of this machine, from `findPythons`. */
  pythons: readonly Python[];
  isolation: Isolation;
  indexUrl?: string;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
};

/** A package that is ready to be loaded; paths are absolute. */
export type InstalledPackage = { directory: string; project: string; environment: string; python: Python };

const record = z.object({
  id: z.string(),
  installedAt: z.string(),
  python: z.object({ executable: z.string(), prefix: z.string(), version: z.string(), minor: z.number() }),
});
const RECORD = "install.json";
const TEMPORARY = /^\.tmp-(\d+)-/;
const working = new Set<string>();

/**
 * Installs a package once: extracts it, makes its environment, and renames the finished folder into place. A second
 * call finds it. Killed at any moment, the next call starts afresh. Throws InstallFailure, or what `extract` throws.
 */
export async function installPackage(options: InstallOptions): Promise<InstalledPackage> {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(options.id)) throw new Error(`"${options.id}" cannot name a runtime folder`);
  await mkdir(options.runtimeRoot, { recursive: true, mode: 0o755 });
  await removeLeftovers(options.runtimeRoot);
  const target = join(options.runtimeRoot, options.id);
  const found = await findInstalled(target);
  if (found !== null) return found;
  // An environment whose Python is gone is of no use any more.
  await discard(target);
  const temporary = join(options.runtimeRoot, `.tmp-${process.pid}-${randomBytes(8).toString("hex")}`);
  working.add(temporary);
  try {
    await build(options, temporary);
    await rename(temporary, target).catch((error) => {
      if (!["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    });
    await flush(options.runtimeRoot);
  } finally {
    await rm(temporary, { recursive: true, force: true });
    working.delete(temporary);
  }
  const installed = await findInstalled(target);
  if (installed === null) throw new InstallFailure(`The installed package ${options.id} cannot be read back`);
  return installed;
}

async function build(options: InstallOptions, temporary: string): Promise<void> {
  const project = join(temporary, "project");
  const scratch = join(temporary, "scratch");
  const python = choose(options);
  await mkdir(project, { recursive: true });
  // The loader may run as another account, whatever umask Muster has.
  for (const folder of [temporary, project]) await chmod(folder, 0o755);
  await options.extract(project);
  options.signal?.throwIfAborted();
  await createEnvironment({
    directory: join(temporary, "environment"),
    scratch,
    project,
    python,
    requirements: await options.requirements(project),
    indexUrl: options.indexUrl,
    isolation: options.isolation,
    onLine: options.onLine,
    signal: options.signal,
  });
  await rm(scratch, { recursive: true, force: true });
  const entry = { id: options.id, installedAt: new Date().toISOString(), python };
  const file = await open(join(temporary, RECORD), "w", 0o644);
  await file.writeFile(JSON.stringify(entry));
  await file.sync();
  await file.close();
}

function choose(options: InstallOptions): Python {
  try {
    return choosePython(startablePythons(options.pythons, options.isolation), options.pythonVersion);
  } catch (error) {
    throw new InstallFailure(error instanceof Error ? error.message : String(error));
  }
}

async function findInstalled(directory: string): Promise<InstalledPackage | null> {
  const environment = join(directory, "environment");
  try {
    const { python } = record.parse(JSON.parse(await readFile(join(directory, RECORD), "utf8")));
    await stat(environmentPython(environment));
    return { directory, project: join(directory, "project"), environment, python };
  } catch {
    return null;
  }
}

async function flush(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  await handle.sync().finally(() => handle.close());
}

/** Removes a folder as a whole: what is half removed has a temporary name. */
async function discard(directory: string): Promise<void> {
  const aside = join(directory, `../.tmp-${process.pid}-${randomBytes(8).toString("hex")}`);
  const moved = await rename(directory, aside).then(
    () => true,
    () => false,
  );
  if (moved) await rm(aside, { recursive: true, force: true });
}

/** Removes the folder of an installed package; nothing happens when there is none. */
export async function removeInstalled(runtimeRoot: string, id: string): Promise<void> {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(id)) await discard(join(runtimeRoot, id));
}

/** Removes temporary folders of processes that have ended. */
export async function removeLeftovers(runtimeRoot: string): Promise<void> {
  for (const name of await readdir(runtimeRoot)) {
    const owner = TEMPORARY.exec(name)?.[1];
    const path = join(runtimeRoot, name);
    if (owner === undefined || working.has(path) || (Number(owner) !== process.pid && processAlive(Number(owner))))
      continue;
    await rm(path, { recursive: true, force: true });
  }
}
