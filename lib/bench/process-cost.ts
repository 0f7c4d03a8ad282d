import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Clock ticks a second; Linux has 100 everywhere. */
const TICKS = 100;

type Status = { pid: number; parent: number; cpuMs: number };

function statusOf(pid: number): Status | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { pid, parent: Number(fields[1]), cpuMs: (ticks * 1000) / TICKS };
  } catch {
    return null;
  }
}

function children(parent: number): Status[] {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.flatMap((pid) => statusOf(Number(pid)) ?? []).filter((one) => one.parent === parent);
}

/** CPU time of a process, its children and the children that have ended, ms. */
export function cpuOf(pid: number): number {
  return [statusOf(pid), ...children(pid)].reduce((sum, one) => sum + (one?.cpuMs ?? 0), 0);
}

/** The child of a process whose command line contains `text`. Throws when there is none. */
export function childOf(parent: number, text: string): number {
  const found = children(parent).find(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text));
  if (!found) throw new Error(`No process '${text}' below ${parent}`);
  return found.pid;
}

/** Resident memory of a process and its children now, and the highest of each since `forgetPeak`, bytes. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const all = [pid, ...children(pid).map((child) => child.pid)].map(ownMemory);
  const sum = (key: "now" | "peak") => all.reduce((bytes, one) => bytes + one[key], 0);
  return { now: sum("now"), peak: sum("peak") };
}

function ownMemory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}

/** The peaks of a process's memory and its children's count from now on. */
export function forgetPeak(pid: number): void {
  for (const one of [pid, ...children(pid).map((child) => child.pid)]) writeFileSync(`/proc/${one}/clear_refs`, "5");
}
