import { chown, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { accountFor } from "./account";
import type { Python } from "./find-python";
import type { ConfinedCommand, Isolation } from "./isolation";
import { type RunResult, runConfined } from "./run-confined";

export type EnvironmentOptions = {
  /** Folder to make the virtual environment in; made here, must not exist. */
  directory: string;
  /** Empty folder for pip's temporary files; the caller removes it. */
  scratch: string;
  /** Folder of the extracted package; its wheels come before the index. */
  project: string;
  python: Python;
  /** Lines of a requirements file that may be installed: no options, no addresses. */
  requirements: readonly string[];
  /** Package index; pip's own default when absent. */
  indexUrl?: string;
  isolation: Isolation;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
  timeoutMs?: number;
  diskBytes?: number;
};

const MiB = 1024 * 1024;
const INSTALL_MS = 300_000;
const INSTALL_BYTES = 1024 * MiB;
const ERROR_LINES = 8;

/** An installation failed; the message is one to ten lines for people, with pip's own words where it is pip that failed. */
export class InstallFailure extends Error {
  override name = "InstallFailure";
}

/** Path of the interpreter inside an environment. */
export function environmentPython(directory: string): string {
  return join(directory, "bin/python");
}

/**
 * Makes a virtual environment and installs the requirements from wheels only. Without requirements pip is left out,
 * and it takes some 50 ms. Throws InstallFailure; ends within 300 s and 1 GiB.
 */
export async function createEnvironment(options: EnvironmentOptions): Promise<void> {
  const unsafe = options.requirements.find((line) => /^\s*-|:\/\/|\s@\s/.test(line));
  if (unsafe !== undefined) throw new InstallFailure(`Requirement "${unsafe}" is an option or an address`);
  const account = accountFor("install");
  for (const folder of [options.directory, options.scratch]) {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    if (account !== null) await chown(folder, account, account);
  }
  const deadline = Date.now() + (options.timeoutMs ?? INSTALL_MS);
  const pip = options.requirements.length > 0;
  const made = await run(options, account, deadline, [
    options.python.executable,
    ...["-I", "-m", "venv", ...(pip ? [] : ["--without-pip"]), options.directory],
  ]);
  if (made.code !== 0) throw failure(`Python ${options.python.version} could not make a virtual environment`, made);
  if (pip) await installRequirements(options, account, deadline);
}

async function installRequirements(options: EnvironmentOptions, account: number | null, deadline: number) {
  const list = join(options.scratch, "requirements.txt");
  const pins = join(options.scratch, "bundled.txt");
  await writeFile(list, `${options.requirements.join("\n")}\n`);
  const wheels = await bundledWheels(options.project);
  await writeFile(pins, `${bundledPins(wheels).join("\n")}\n`);
  const links = [...new Set(wheels.map((wheel) => dirname(wheel)))].flatMap((folder) => ["--find-links", folder]);
  const index = options.indexUrl === undefined ? [] : ["--index-url", options.indexUrl];
  const install = (args: string[]) => run(options, account, deadline, pipArguments(options.directory, list, args));
  // First without the index: a package that brings all its wheels needs no network, and waits for none.
  if (wheels.length > 0 && (await install(["--no-index", ...links])).code === 0) return;
  const done = await install([...index, ...links, "--constraint", pins]);
  if (done.code !== 0) throw failure("Installing the dependencies failed", done);
}

function pipArguments(directory: string, list: string, more: string[]): [string, ...string[]] {
  return [
    environmentPython(directory),
    ...["-I", "-m", "pip", "install", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"],
    ...["--no-cache-dir", "--no-color", "--progress-bar=off", "--no-warn-script-location", "--root-user-action=ignore"],
    ...["--retries=1", "--timeout=15", ...more, "--requirement", list],
  ];
}

async function run(
  options: EnvironmentOptions,
  account: number | null,
  deadline: number,
  argv: [string, ...string[]],
): Promise<RunResult> {
  const command: ConfinedCommand = {
    argv,
    launcher: options.python,
    directory: options.directory,
    read: [options.project],
    write: [options.directory],
    scratch: options.scratch,
    limits: { memoryBytes: 1024 * MiB, processes: 64, fileBytes: INSTALL_BYTES, cpuSeconds: INSTALL_MS / 1000 },
    pipes: 0,
  };
  const bytes = options.diskBytes ?? INSTALL_BYTES;
  const result = await runConfined(options.isolation, command, {
    account,
    timeoutMs: Math.max(1, deadline - Date.now()),
    // The folder around both, because pip downloads into the scratch folder.
    disk: { folder: dirname(options.directory), bytes },
    onLine: options.onLine,
    signal: options.signal,
  });
  options.signal?.throwIfAborted();
  if (result.stopped === "time") throw failure("Installing the dependencies took too long and was ended", result);
  if (result.stopped === "disk") {
    throw failure(`The dependencies need more than ${Math.round(bytes / MiB)} MiB on disk`, result);
  }
  return result;
}

/** pip repeats itself before it says ERROR; those lines are what people need, else the last ones. */
function failure(sentence: string, result: RunResult): InstallFailure {
  const lines = result.lines.map((line) => line.trimEnd()).filter((line) => line !== "");
  const errors = lines.filter((line) => /^\s*(ERROR|error)\b/.test(line));
  return new InstallFailure([`${sentence}:`, ...(errors.length > 0 ? errors : lines).slice(-ERROR_LINES)].join("\n"));
}

async function bundledWheels(project: string): Promise<string[]> {
  const entries = await readdir(project, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isFile() && entry.name.endsWith(".whl") ? [join(entry.parentPath, entry.name)] : [],
  );
}

/** Bundled wheels win over newer ones of the index; where several versions of a name are bundled, pip chooses. */
function bundledPins(wheels: readonly string[]): string[] {
  const versions = new Map<string, Set<string>>();
  for (const wheel of wheels) {
    const match = /([^/-]+)-([0-9][^/-]*)-[^/]*\.whl$/.exec(wheel);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    versions.set(match[1], (versions.get(match[1]) ?? new Set()).add(match[2]));
  }
  return [...versions].flatMap(([name, found]) => (found.size === 1 ? [`${name}==${[...found][0]}`] : []));
}
