import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The daemon of this pid file, if it is still that daemon and not somebody who got its number. */
export function daemonOf(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    return pid > 0 && programOf(pid) === "dockerd" && argumentsOf(pid).includes(pidFile) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ends what a killed daemon left: its containerd and its shims with their containers, found by the folder in their arguments. */
export async function endLeftovers(execRoot: string): Promise<void> {
  const left = allPids().filter((pid) => isLeftover(pid, execRoot));
  for (const pid of left) {
    if (programOf(pid)?.startsWith("containerd-shim")) for (const child of childrenOf(pid)) end(child, "SIGKILL");
    end(pid, "SIGKILL");
  }
  for (const pid of left) await gone(pid, 5_000);
}

function isLeftover(pid: number, execRoot: string): boolean {
  const program = programOf(pid);
  if (program !== "containerd" && !program?.startsWith("containerd-shim")) return false;
  return argumentsOf(pid).some((argument) => argument.startsWith(`${execRoot}/`));
}

/** Waits until a process is gone or only a zombie; false when it is not. */
export async function gone(pid: number, limitMs: number): Promise<boolean> {
  for (const until = Date.now() + limitMs; Date.now() < until; await pause(50)) {
    const state = /^State:\s+(\w)/m.exec(readOr(`/proc/${pid}/status`))?.[1];
    if (state === undefined || state === "Z" || state === "X") return true;
  }
  return false;
}

export function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

function allPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function programOf(pid: number): string | undefined {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return undefined;
  }
}

const argumentsOf = (pid: number) => readOr(`/proc/${pid}/cmdline`).split("\0");

function childrenOf(parent: number): number[] {
  return allPids().filter((pid) => Number(/^PPid:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1]) === parent);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
