import { readdirSync, readFileSync } from "node:fs";

function read(pid: string, what: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

/** Processes of this machine whose arguments or environment name an agent; none where there is no /proc to look into. */
export function processesOf(agentId: string): number[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => read(pid, "cmdline").includes(agentId) || read(pid, "environ").includes(agentId))
    .map(Number);
}
