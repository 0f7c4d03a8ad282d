import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { LaunchProblem, meansDiskFull } from "./problem";

const require = createRequire(import.meta.url);
const manifestSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** The JavaScript file behind a package's command, so that it can be run without npx. */
export function commandFile(packageName: string, command = packageName): string {
  const manifestFile = require.resolve(`${packageName}/package.json`);
  const { bin } = manifestSchema.parse(require(manifestFile));
  const file = typeof bin === "string" ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifestFile), file);
}

export type CommandOptions = { env?: Record<string, string>; minutes: number };

const running = new Set<ChildProcess>();

/** Runs a Node.js program to its end; throws LaunchProblem with its last lines when it fails or takes longer than `minutes`. */
export async function runNode(
  title: string,
  args: readonly string[],
  { env, minutes }: CommandOptions,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that its workers can be ended with it.
    detached: true,
  });
  running.add(child);
  const timer = setTimeout(() => killGroup(child), minutes * 60_000);
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-200_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(timer);
  running.delete(child);
  if (code === 0) return output;
  if (meansDiskFull(output)) throw new Error(`no space left on device: ${title}`);
  const lines = output.trim().split("\n").slice(-40).join("\n");
  throw new LaunchProblem(
    `${title} failed${code === null ? ` after ${minutes} minutes or by a signal` : ""}:\n${lines}`,
  );
}

/** Ends the programs that runNode has under way, with everything that they started. */
export function killCommands(): void {
  for (const child of running) killGroup(child);
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
