import { fork, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { endProcess, eventually } from "@/lib/launch/process-facts";
import { freePort } from "@/lib/testing/product";

/** Something that is measured: where it listens and the process whose cost counts. */
export type Subject = { url: string; pid: number; stop: () => Promise<unknown> };

const folder = resolve("lib/bench/bare-next");
const next = resolve("node_modules/next/dist/bin/next");
/** What Next writes into the folder of an application. */
const made = [".next", "next-env.d.ts", "tsconfig.json"];
const START = 60_000;

const stopper = (pid: number) => () =>
  endProcess(pid, [
    ["SIGTERM", 10_000],
    ["SIGKILL", 5_000],
  ]);

async function started(name: string, pid: number | undefined, url: string): Promise<Subject> {
  const answers = async () => (await fetch(`${url}/one`).catch(() => null))?.ok === true;
  if (pid === undefined) throw new Error(`${name} does not start`);
  const stop = stopper(pid);
  if (await eventually(answers, START, 100)) return { url, pid, stop };
  await stop();
  throw new Error(`${name} does not answer`);
}

/** node:http and pg alone. */
export async function startRaw(env: NodeJS.ProcessEnv): Promise<Subject> {
  const port = await freePort();
  const own = { ...env, BENCH_PORT: String(port) };
  const child = fork("lib/bench/raw-server.ts", [], { execArgv: ["--import", "tsx"], env: own });
  return started("The raw server", child.pid, `http://127.0.0.1:${port}`);
}

function build(env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [next, "build"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
      });
    }
    child.once("exit", (code) => (code === 0 ? done() : failed(new Error(`The bare application:\n${output}`))));
  });
}

/** A bare Next application, built and served as Next does it; its build stays until `removeBareNextBuild`. */
export async function startBareNext(environment: NodeJS.ProcessEnv): Promise<Subject> {
  const env: NodeJS.ProcessEnv = { ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  removeBareNextBuild();
  await build(env);
  const port = await freePort();
  const args = [next, "start", "-p", String(port), "-H", "127.0.0.1"];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  return started("The bare application", child.pid, `http://127.0.0.1:${port}`);
}

/** Removes the build of the bare application, also that of a run that was broken off. */
export function removeBareNextBuild(): void {
  for (const name of made) rmSync(join(folder, name), { recursive: true, force: true });
}
