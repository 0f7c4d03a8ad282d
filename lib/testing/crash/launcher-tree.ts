import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lock = z.object({ pid: z.number(), children: z.array(z.object({ pid: z.number() })) });
const postgres = z.object({ port: z.number(), password: z.string() });

const readJson = (folder: string, name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** The pids of launcher, web server and supervisor that run on a data folder. */
export function launchedPids(folder: string): { launcher: number; web: number; supervisor: number } {
  const { pid, children } = lock.parse(readJson(folder, "launch.lock"));
  const [web, supervisor] = children;
  if (!web || !supervisor) throw new Error("web or supervisor is not running");
  return { launcher: pid, web: web.pid, supervisor: supervisor.pid };
}

/** The embedded database of a data folder, while it runs. */
export function embeddedDatabaseUrl(folder: string): string {
  const { port, password } = postgres.parse(readJson(folder, "postgres.json"));
  return `postgresql://muster:${password}@127.0.0.1:${port}/muster`;
}

/** Kills a process and everything below it with -9, as a machine that goes down would: PostgreSQL too, and agents. */
export function killTree(root: number): void {
  const lines = execFileSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const parents = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const doomed = [root];
  for (const pid of doomed) for (const [child, parent] of parents) if (parent === pid && child) doomed.push(child);
  for (const pid of doomed) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended with one that was killed before it.
    }
  }
}
