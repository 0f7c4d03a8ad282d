import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second; Linux has 100 everywhere. */
const TICKS = 100;

type Status = { pid: number; parent: number; name: string; cpuMs: number; memoryBytes: number };

function statusOf(pid: number): Status | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
    return { pid, parent: Number(fields[1]), name, cpuMs, memoryBytes: Number(fields[21]) * 4096 };
  } catch {
    return null;
  }
}

function everything(): Status[] {
  return readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? (statusOf(Number(entry)) ?? []) : []));
}

/** CPU time (ms) and resident memory (bytes) of one process. */
export function costOf(pid: number): { cpuMs: number; memoryBytes: number } {
  return statusOf(pid) ?? { cpuMs: 0, memoryBytes: 0 };
}

/** CPU time of all processes of the PostgreSQL server whose first process is `pid`, ms; ended ones count in their parent. */
export function databaseCpu(pid: number): number {
  return everything()
    .filter((one) => one.pid === pid || one.parent === pid)
    .reduce((sum, one) => sum + one.cpuMs, 0);
}

/** The process whose command line matches, below a given one. */
export function findProcess(matches: RegExp): number | null {
  for (const { pid } of everything()) {
    try {
      if (matches.test(readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "))) return pid;
    } catch {
      // It ended while we looked.
    }
  }
  return null;
}
