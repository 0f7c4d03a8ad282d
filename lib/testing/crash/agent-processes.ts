import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentState } from "./snapshot";

type Seen = { pid: number; parent: number; words: string[] };

function see(pid: number): Seen | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid, parent, words: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0") };
  } catch {
    return null;
  }
}

function allProcesses(): Map<number, Seen> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((name) => see(Number(name)) ?? []).map((one) => [one.pid, one]));
}

function descendsFrom(all: Map<number, Seen>, pid: number, ancestor: number): boolean {
  for (let at = all.get(pid); at; at = all.get(at.parent)) if (at.parent === ancestor) return true;
  return false;
}

/** Those of these processes that the living supervisor did not start. */
export function orphansAmong(pids: readonly number[], supervisor: number): number[] {
  const all = allProcesses();
  return pids.filter((pid) => all.has(pid) && !descendsFrom(all, pid, supervisor));
}

/**
 * I6: one loader for each agent that should run, all below the living supervisor, and nothing else that works on the
 * data folder. Looks into /proc; without one (macOS) there is nothing to see and nothing is found.
 */
export function processViolations(folder: string, agents: readonly AgentState[], supervisor: number): string[] {
  if (process.platform !== "linux") return [];
  const runtimes = join(folder, "runtimes");
  const all = allProcesses();
  const ours = [...all.values()].filter(({ words }) => words.some((word) => word.includes(runtimes)));
  const orphans = ours.filter(({ pid }) => !descendsFrom(all, pid, supervisor));
  const found = orphans.map(({ pid, words }) => `process ${pid} is no child of the supervisor: ${words.join(" ")}`);
  const loaders = ours.filter(
    ({ words }) => words[0]?.startsWith(runtimes) && words.some((w) => w.endsWith("loader.py")),
  );
  const wanted = agents.flatMap((agent) => agent.packages.filter((one) => one.id === agent.desiredPackageId));
  for (const { id, sha256 } of wanted) {
    const count = loaders.filter(({ words }) => words[0]?.includes(sha256)).length;
    if (count !== 1) found.push(`${id} has ${count} loader processes`);
  }
  if (loaders.length > wanted.length) found.push(`${loaders.length} loaders run for ${wanted.length} agents`);
  return found;
}
