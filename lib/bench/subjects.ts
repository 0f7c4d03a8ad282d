import { type ChildProcess, fork, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

export type Subject = { name: string; url: string; pid: () => number; stop: () => Promise<void> };

/** A port that nobody uses right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

function stopper(child: ChildProcess): () => Promise<void> {
  return () =>
    new Promise((done) => {
      if (child.exitCode !== null) return done();
      child.once("exit", () => done());
      child.kill("SIGTERM");
    });
}

async function answers(url: string, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => null);
    if (response && response.status < 500) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}

function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "ignore", "inherit"] });
    child.once("exit", (code) =>
      code === 0 ? done() : failed(new Error(`${command} ${args.join(" ")} ended with ${code}`)),
    );
  });
}

/** Starts the product with `npm start` on a data folder of its own. */
export async function startProduct(dataDir: string, more: Record<string, string>): Promise<Subject> {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    MUSTER_HOST: "127.0.0.1",
    MUSTER_DATA_DIR: dataDir,
    MUSTER_RATE_LIMIT: "0",
    ...more,
  };
  const child = spawn("node", ["lib/launch/start.mjs"], { env, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/readyz`, 300);
  return { name: "Muster", url, pid: () => child.pid ?? 0, stop: stopper(child) };
}

/** node:http and pg alone. */
export async function startRaw(env: Record<string, string>): Promise<Subject> {
  const port = await freePort();
  const child = fork("lib/bench/raw-server.ts", [], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...env, BENCH_PORT: String(port) },
  });
  await new Promise((done) => child.once("message", done));
  return { name: "raw", url: `http://127.0.0.1:${port}`, pid: () => child.pid ?? 0, stop: stopper(child) };
}

/** A bare Next application, built and served as Next does it. */
export async function startBareNext(env: Record<string, string>): Promise<Subject> {
  const cwd = resolve("lib/bench/bare-next");
  const port = await freePort();
  const next = resolve("node_modules/next/dist/bin/next");
  const all: NodeJS.ProcessEnv = { ...process.env, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await run("node", [next, "build"], { cwd, env: all });
  const child = spawn("node", [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd,
    env: all,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/one`, 60);
  return { name: "bare Next", url, pid: () => child.pid ?? 0, stop: stopper(child) };
}

/** Where the bare application's build lies, to be removed afterwards. */
export const bareNextBuild = join("lib/bench/bare-next", ".next");
