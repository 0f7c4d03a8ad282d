import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@/lib/launch/process-facts";

export type Product = {
  url: string;
  port: number;
  /** The launcher's process. */
  pid: number;
  /** The one-time link, when the database has no user. */
  setupLink: string | undefined;
  /** ms from the start of the process to "ready". */
  readyAfter: number;
  /** Everything printed so far. */
  output: () => string;
  /** Sends a signal to the launcher alone. */
  signal: (signal: NodeJS.Signals) => void;
  /** The launcher's exit code, once it has ended (null: by a signal). */
  ended: Promise<number | null>;
  /** SIGTERM, and waits for the end. */
  stop: () => Promise<number | null>;
};

export type ProductOptions = {
  /** Data folder; makes one below the system's temporary folder when absent, which stays until `removeDataFolder`. */
  folder: string;
  port?: number;
  env?: Record<string, string>;
};

/** A new, empty data folder. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-e2e-"));
  // Where people keep their data other accounts may pass; agents run as such.
  chmodSync(folder, 0o711);
  return join(folder, "data");
}

/** Removes a folder of makeDataFolder. */
export function removeDataFolder(folder: string): void {
  rmSync(join(folder, ".."), { recursive: true, force: true });
}

/** Starts the product as `npm start` does, on its own data folder, and waits until it is ready. Throws with its output when it ends before. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const port = options.port ?? (await freePort());
  const { child, output, ended, startedAt } = launch(options, port);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const url = `http://localhost:${port}`;
  const ready = await eventually(() => over || output().includes("Ctrl-C stops it."), 10 * 60_000);
  if (!ready || over) {
    child.kill("SIGKILL");
    throw new Error(`The product did not start:\n${output()}`);
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    setupLink: /http\S+\/setup#\S+/.exec(output())?.[0],
    readyAfter: performance.now() - startedAt,
    output,
    signal: (signal) => void child.kill(signal),
    ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Starts the product where it is expected to refuse; gives exit code and output. */
export async function tryToStart(options: ProductOptions): Promise<{ code: number | null; output: string }> {
  const { ended, output } = launch(options, options.port ?? (await freePort()));
  return { code: await ended, output: output() };
}

function launch({ folder, env }: ProductOptions, port: number) {
  const startedAt = performance.now();
  const clean = Object.entries(process.env).filter(([name]) => !/^(MUSTER_|DATABASE_URL$|PORT$|NODE_ENV$)/.test(name));
  const child = spawn(process.execPath, ["lib/launch/start.mjs"], {
    env: { ...Object.fromEntries(clean), NODE_ENV: "production", PORT: String(port), MUSTER_DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  // "exit", not "close": after a kill -9 its children hold the pipes a little longer.
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended, output: () => text, startedAt };
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
