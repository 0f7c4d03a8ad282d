import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export type Terminal = { term: string; cols: number; rows: number };

/** A program with a terminal, and how that terminal gets another size. */
export type WithTerminal = { child: ChildProcessWithoutNullStreams; resize: (cols: number, rows: number) => void };

type Start = { command: string; cwd: string; env: NodeJS.ProcessEnv };

/**
 * Starts a shell command with a real pseudo-terminal, which Node.js cannot make: `script`, there on every Linux and macOS,
 * makes it for us. null where there is no `script`.
 */
export function startWithTerminal({ command, cwd, env }: Start, { term, cols, rows }: Terminal): WithTerminal | null {
  const args = scriptArguments(`stty cols ${size(cols)} rows ${size(rows)} 2>/dev/null; ${command}`);
  if (!args) return null;
  const child = spawn("script", args, {
    cwd,
    env: { ...env, TERM: /^[\w.+-]{1,40}$/.test(term) ? term : "xterm" },
    detached: true,
  });
  return { child, resize: (wide, high) => resize(child.pid, wide, high) };
}

/** A size that a terminal can have. */
function size(given: number): number {
  return Math.min(Math.max(Math.trunc(given) || 80, 1), 1_000);
}

let flavour: "gnu" | "bsd" | "none" | undefined;

function scriptArguments(command: string): string[] | null {
  flavour ??= findFlavour();
  if (flavour === "none") return null;
  return flavour === "gnu" ? ["-qefc", command, "/dev/null"] : ["-q", "/dev/null", "/bin/sh", "-c", command];
}

function findFlavour(): "gnu" | "bsd" | "none" {
  if (process.platform === "darwin") return "bsd";
  const said = spawnSync("script", ["--version"], { encoding: "utf8", timeout: 5_000 });
  return said.stdout?.includes("util-linux") ? "gnu" : "none";
}

/** `script` holds the terminal's other end, so the size is set on the end that its child has as standard input. */
function resize(pid: number | undefined, cols: number, rows: number): void {
  const device = pid === undefined ? undefined : terminalBelow(pid);
  if (!device) return;
  const args = ["-F", device, "cols", String(size(cols)), "rows", String(size(rows))];
  spawn("stty", args, { stdio: "ignore" }).on("error", () => undefined);
}

function terminalBelow(pid: number): string | undefined {
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${entry}/stat`, "utf8");
      const parent = Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
      const device = parent === pid ? readlinkSync(`/proc/${entry}/fd/0`) : "";
      if (device.startsWith("/dev/pts/")) return device;
    } catch {
      // Gone meanwhile, or somebody else's.
    }
  }
  return undefined;
}
