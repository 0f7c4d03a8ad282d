import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type PostgresAccount, postgresAccount } from "./postgres-account";
import { postgresBinaries } from "./postgres-binaries";
import { ensureCluster, postgresEnvironment, readState, SUPERUSER, writeState } from "./postgres-folder";
import { LaunchProblem, meansDiskFull } from "./problem";
import { endProcess, eventually, isAlive, worksIn } from "./process-facts";
import { readIfThere } from "./safe-file";

export type EmbeddedPostgres = {
  pid: number;
  port: number;
  /** Connection string of the superuser for one database. */
  url: (database: string) => string;
  /** Ends all sessions, writes everything to disk and returns when the server is gone. */
  stop: () => Promise<void>;
  /** Resolves when the server ends, for whatever reason. */
  ended: Promise<void>;
};

export type PostgresOptions = {
  /** Absolute folder that gets `postgres/`, `postgres.json` and `postgres.log`. */
  base: string;
  /** false: no fsync, for tests only. */
  durable?: boolean;
};

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  // Statement errors are the application's to report; logged here they would put people's data into the file.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  idle_in_transaction_session_timeout: "60s",
  fsync: "on",
  synchronous_commit: "on",
};
const FOR_TESTS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_wal_size: "256MB",
};

const LOG_LIMIT = 5 * 1024 * 1024;
const ENDING = [
  ["SIGINT", 30_000],
  ["SIGQUIT", 10_000],
  ["SIGKILL", 5_000],
] as const;

/**
 * Starts real PostgreSQL 18 on 127.0.0.1, making the cluster at first. One that a killed launcher left behind is stopped first.
 * The caller holds the folder's lock. Throws LaunchProblem when the folder cannot be used.
 */
export async function startPostgres({ base, durable = true }: PostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(base, { recursive: true, mode: 0o711 });
  const root = realpathSync(base);
  const folder = join(root, "postgres");
  const binaries = postgresBinaries();
  const account = postgresAccount(folder, [binaries.initdb, binaries.postgres, root]);
  const state = readState(root);
  ensureCluster(root, binaries.initdb, account, state.password);
  account.own(folder);
  await endLeftover(folder);

  const settings = durable ? SETTINGS : { ...SETTINGS, ...FOR_TESTS };
  let preferred = state.port;
  for (let attempt = 0; ; attempt++) {
    const port = await freePort(preferred);
    const server = await launch(root, binaries.postgres, account, port, settings);
    if (typeof server !== "string") {
      if (port !== state.port) writeState(root, { ...state, port });
      return handle(server, port, state.password);
    }
    const portTaken = server.includes("could not bind");
    // Sessions of a killed server end their statement before they notice.
    const sessionsLeft = server.includes("is still in use");
    if (attempt === 20 || !(portTaken || sessionsLeft)) throw refusal(folder, server);
    if (portTaken) preferred = undefined;
    if (sessionsLeft) await pause(500);
  }
}

function handle(child: ChildProcess & { pid: number }, port: number, password: string): EmbeddedPostgres {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once("exit", () => resolve());
  });
  return {
    pid: child.pid,
    port,
    url: (database) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await endProcess(child.pid, ENDING);
    },
    ended,
  };
}

/** Starts the server detached, so that a Ctrl-C in the terminal does not reach it before the web server is done. */
async function launch(
  root: string,
  postgres: string,
  account: PostgresAccount,
  port: number,
  settings: Record<string, string>,
) {
  const logPath = join(root, "postgres.log");
  const log = openLog(logPath);
  const before = statSync(logPath).size;
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const call = account.run(postgres, ["-D", join(root, "postgres"), "-p", String(port), ...flags]);
  const child = spawn(call.file, call.args, {
    ...call.options,
    cwd: "/",
    env: postgresEnvironment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failure: Error | undefined;
  child.on("error", (error) => {
    failure = error;
  });
  const over = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  await eventually(() => over() || isReady(root, child.pid), 600_000, 10);
  if (hasPid(child) && !over()) return child;
  return failure?.message ?? readFileSync(logPath, "utf8").slice(before);
}

const hasPid = (child: ChildProcess): child is ChildProcess & { pid: number } => child.pid !== undefined;

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

/** postmaster.pid: line 1 is the pid, line 8 the state. */
function isReady(root: string, pid: number | undefined): boolean {
  const lines = readIfThere(join(root, "postgres", "postmaster.pid"))?.split("\n") ?? [];
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** Stops the server that a killed launcher left in this folder, and removes a pid file whose process is something else. */
async function endLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  const pid = Number(readIfThere(pidFile)?.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (isAlive(pid) && worksIn(pid, folder)) {
    if (!(await endProcess(pid, ENDING)))
      throw new LaunchProblem(
        `A PostgreSQL (process ${pid}) holds ${folder} and does not end. Stop it and start again.`,
      );
  } else {
    rmSync(pidFile, { force: true });
  }
}

/** The preferred port when it is free, else any free one. */
async function freePort(preferred?: number): Promise<number> {
  return (preferred !== undefined && (await tryPort(preferred))) || (await tryPort(0)) || 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}

function refusal(folder: string, log: string): Error {
  if (meansDiskFull(log)) return new Error(`no space left on device for the database in ${folder}`);
  const lines = log.split("\n").filter((line) => /FATAL|PANIC|ERROR|error:/.test(line));
  const reason = (lines.length > 0 ? lines.slice(-3) : log.trim().split("\n").slice(-3)).join("\n  ");
  return new LaunchProblem(
    `The embedded PostgreSQL does not start with ${folder}:\n  ${reason}\n` +
      "The folder is damaged or incomplete. Restore the data folder from a backup, or move it away to start empty.",
  );
}
