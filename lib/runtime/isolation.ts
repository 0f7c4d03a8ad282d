import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { accountFor } from "./account";
import { bubblewrapArguments } from "./bubblewrap";
import { pythonSource, pythonSourceDirectory } from "./python-source";
import { privateScratch } from "./scratch";
import { DEVICES, SYSTEM_PATHS } from "./system-paths";

export const isolationModes = ["bubblewrap", "process"] as const;
export type IsolationMode = (typeof isolationModes)[number];

/**
 * How children are confined. Under bubblewrap `hidden` folders stay invisible even where one around them is readable;
 * `sized` says that the memory behind /tmp can be limited.
 */
export type Isolation = { mode: IsolationMode; hidden: readonly string[]; sized: boolean };

/** Limits of one process and of those it starts; sizes in bytes. */
export type ProcessLimits = {
  memoryBytes: number;
  processes: number;
  fileBytes: number;
  cpuSeconds: number | null;
  /** Cores to run on; one when absent. */
  cores?: number;
};

/** A command to confine. It sees the system's programs, `read` and `write`, and nothing else of the file system. */
export type ConfinedCommand = {
  /** Absolute path of the program and its arguments. */
  argv: readonly [string, ...string[]];
  /** The interpreter that sets the limits: a base Python, not one of a virtual environment. */
  launcher: { executable: string; prefix: string };
  directory: string;
  read: readonly string[];
  write: readonly string[];
  /** Writable folder for HOME and TMPDIR; without one a private, temporary one. */
  scratch?: string;
  limits: ProcessLimits;
  /** Folders seen at another place; only bubblewrap can do that. */
  mounts?: readonly { from: string; to: string }[];
  /** Added to the cleared environment. */
  env?: Readonly<Record<string, string>>;
  /** Open standard input. */
  input?: boolean;
  /** Number of extra pipes after stdout and stderr, from descriptor 3 on. */
  pipes: 0 | 2;
};

const PROBE_MS = 5_000;

function findBubblewrap(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  return folders
    .filter((folder) => folder.startsWith("/"))
    .map((folder) => join(folder, "bwrap"))
    .find((path) => existsSync(path));
}

function probe(program: string, sized: boolean): Promise<boolean> {
  const elevated = accountFor() !== null;
  const args = bubblewrapArguments({
    base: [],
    read: [],
    write: [],
    mounts: [],
    hidden: [],
    directory: "/",
    elevated,
    sized,
  });
  return new Promise((settle) => {
    const options = { env: cleared({}), stdio: "ignore", timeout: PROBE_MS, killSignal: "SIGKILL" } as const;
    const child = spawn(program, [...args, "/bin/true"], options);
    child.once("error", () => settle(false));
    child.once("exit", (code) => settle(code === 0));
  });
}

/** bubblewrap where it really works on this machine, else process. Tries it once; within 10 s, never throws. */
export async function detectIsolation(hidden: readonly string[]): Promise<Isolation> {
  const program = process.platform === "linux" ? findBubblewrap() : undefined;
  if (program === undefined) return { mode: "process", hidden, sized: false };
  for (const sized of [true, false]) {
    if (await probe(program, sized)) return { mode: "bubblewrap", hidden, sized };
  }
  return { mode: "process", hidden, sized: false };
}

function environmentOf(command: ConfinedCommand, scratch: string): Record<string, string> {
  return {
    PATH: [command.argv[0].replace(/\/[^/]*$/, ""), "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: scratch,
    TMPDIR: scratch,
    LANG: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
    // Native libraries reserve memory for each core and thread, which would eat the limit before any use.
    MALLOC_ARENA_MAX: "2",
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    ...command.env,
  };
}

function launcherArguments(command: ConfinedCommand, account: number | null, fence: unknown): string[] {
  const { memoryBytes, processes, fileBytes, cpuSeconds, cores = 1 } = command.limits;
  const config = { memory: memoryBytes, processes, file: fileBytes, cpu: cpuSeconds, cores, uid: account, fence };
  return ["-I", "-S", "-B", pythonSource("confine.py"), JSON.stringify(config), ...command.argv];
}

function platformPaths(command: ConfinedCommand): string[] {
  return [command.launcher.prefix, pythonSourceDirectory()];
}

function startInBubblewrap(isolation: Isolation, command: ConfinedCommand, account: number | null): ChildProcess {
  const program = findBubblewrap();
  if (program === undefined) throw new Error("bubblewrap was found when Muster started and is gone now");
  const args = bubblewrapArguments({
    base: platformPaths(command),
    read: command.read,
    write: [...command.write, ...(command.scratch ? [command.scratch] : [])],
    mounts: command.mounts ?? [],
    hidden: isolation.hidden,
    sized: isolation.sized,
    directory: command.directory,
    elevated: account !== null,
  });
  const launch = [command.launcher.executable, ...launcherArguments(command, account, null)];
  return start(program, [...args, ...launch], "/", environmentOf(command, command.scratch ?? "/tmp"), command);
}

function startAsProcess(command: ConfinedCommand, account: number | null): ChildProcess {
  const scratch = command.scratch ?? privateScratch(account);
  const fence = {
    read: [
      ...SYSTEM_PATHS,
      ...platformPaths(command),
      ...command.read,
      "/proc/self",
      "/proc/cpuinfo",
      "/proc/meminfo",
      "/dev/urandom",
    ],
    write: [...DEVICES, ...command.write, scratch],
  };
  const args = launcherArguments(command, account, fence);
  const env = environmentOf(command, scratch);
  const child = start(command.launcher.executable, args, command.directory, env, command);
  if (command.scratch === undefined) {
    const clean = () => rmSync(scratch, { recursive: true, force: true });
    child.once("exit", clean).once("error", clean);
  }
  return child;
}

/** Next declares NODE_ENV as always present in an environment; here it must not be, and `spawn` does not ask for it. */
function cleared(env: Record<string, string>): NodeJS.ProcessEnv {
  return { ...env } as unknown as NodeJS.ProcessEnv;
}

function start(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
  command: ConfinedCommand,
): ChildProcess {
  // A group of its own, so that ending it ends what it started.
  return spawn(program, args, {
    cwd,
    env: cleared(env),
    detached: true,
    stdio: [
      command.input ? "pipe" : "ignore",
      "pipe",
      "pipe",
      ...(command.pipes === 2 ? (["pipe", "pipe"] as const) : []),
    ],
  });
}

/**
 * Starts a command confined: cleared environment, limits, and as another account where Muster runs as root. With
 * bubblewrap the rest of the file system and all other processes are invisible; as a process, Linux' Landlock closes
 * the rest where the kernel has it. The network stays open. The child dies with its parent.
 */
export function startConfined(isolation: Isolation, command: ConfinedCommand, account: number | null): ChildProcess {
  return isolation.mode === "bubblewrap"
    ? startInBubblewrap(isolation, command, account)
    : startAsProcess(command, account);
}

/** Ends a child of `startConfined` and its group at once. */
export function killConfined(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
