import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Names one process for ever: pids are reused, a pid with its start time is not. */
export type ProcessMark = { pid: number; started: string };

/** Whether a process with this pid exists (also when it belongs to somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return stateOf(pid) !== "Z";
}

/** Fields of /proc/<pid>/stat after the command name; undefined where there is no /proc or no such process. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

const stateOf = (pid: number) => statFields(pid)?.[0];

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync("ps", ["-p", String(pid), "-o", `${column}=`], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return undefined;
  }
}

/** When the process started, as an opaque text that differs between two processes with the same pid; undefined if there is none. */
export function startOf(pid: number): string | undefined {
  if (process.platform !== "linux") return ps(pid, "lstart");
  const ticks = statFields(pid)?.[19];
  return ticks && `${bootId()}:${ticks}`;
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim().slice(0, 8);
  } catch {
    return "";
  }
}

/** The mark of a living process; undefined when it is gone. */
export function markOf(pid: number): ProcessMark | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether exactly this process, not a later one with the same pid, still runs. */
export function isSameProcess(mark: ProcessMark): boolean {
  return isAlive(mark.pid) && startOf(mark.pid) === mark.started;
}

/** Whether the process works in this folder (PostgreSQL changes into its data folder). */
export function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, "") === folder;
  } catch {
    return ps(pid, "args")?.includes(folder) ?? false;
  }
}

/** Waits until the condition holds; false when `ms` milliseconds went by without it. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  ms: number,
  every = 20,
): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await pause(every);
  }
  return true;
}

/** Sends each signal in turn and gives the process that many milliseconds to go; true once it is gone. */
export async function endProcess(pid: number, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<boolean> {
  for (const [signal, ms] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return !isAlive(pid);
    }
    if (await eventually(() => !isAlive(pid), ms)) return true;
  }
  return false;
}
