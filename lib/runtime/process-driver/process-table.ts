import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** One process: memory in bytes, processor time since its start in ms. */
export type ProcessRow = { pid: number; parent: number; name: string; memoryBytes: number; cpuMs: number };

const PAGE = 4_096;
const TICK_MS = 10;
const run = promisify(execFile);

/** Reads one line of /proc/<pid>/stat; the name stands in parentheses and may hold anything. */
export function parseStat(text: string): ProcessRow | null {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const rest = text.slice(close + 2).split(" ");
  if (open < 0 || close < 0 || rest.length < 22) return null;
  const at = (index: number) => Number(rest[index]);
  return {
    pid: Number(text.slice(0, open)),
    parent: at(1),
    name: text.slice(open + 1, close),
    cpuMs: (at(11) + at(12)) * TICK_MS,
    memoryBytes: at(21) * PAGE,
  };
}

/** Reads one line of `ps -axo pid=,ppid=,rss=,time=,comm=` (macOS). */
export function parsePs(line: string): ProcessRow | null {
  const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+([\d:.-]+)\s+(.*)$/.exec(line);
  if (!found) return null;
  const seconds = (found[4] ?? "0").split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  const [pid, parent, memoryBytes] = [Number(found[1]), Number(found[2]), Number(found[3]) * 1024];
  return { pid, parent, memoryBytes, cpuMs: Math.round(seconds * 1000), name: found[5] ?? "" };
}

/** All processes of this machine, in one pass. */
export async function readProcessTable(): Promise<ProcessRow[]> {
  if (process.platform !== "linux") {
    const { stdout } = await run("ps", ["-axo", "pid=,ppid=,rss=,time=,comm="], { maxBuffer: 16 * 1024 * 1024 });
    return stdout.split("\n").flatMap((line) => parsePs(line) ?? []);
  }
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").then(parseStat, () => null)));
  return rows.flatMap((row) => row ?? []);
}

/** A process and everything that it and its children started, parents first. */
export function treeOf(table: readonly ProcessRow[], pid: number): ProcessRow[] {
  const children = new Map<number, ProcessRow[]>();
  for (const row of table) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const found = table.filter((row) => row.pid === pid);
  for (const row of found) found.push(...(children.get(row.pid) ?? []));
  return found;
}

/** The program in a tree: the first that is not bubblewrap. */
export function programOf(tree: readonly ProcessRow[]): ProcessRow | null {
  return tree.find((row) => row.name !== "bwrap") ?? null;
}
