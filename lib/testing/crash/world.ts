import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { bundleOf } from "@/lib/launch/bundles";
import { eventually } from "@/lib/launch/process-facts";
import { given, type Place } from "@/lib/testing/given";
import { freePort } from "@/lib/testing/product";
import { type Attempt, type Caller, createCaller } from "./attempts";
import type { Scene } from "./inspection";
import { KillableProcess } from "./killable-process";
import { readAgents } from "./snapshot";
import type { Living } from "./workload";

/** A running product with people, and everything they ever asked of it. */
export type World = Scene & {
  origin: string;
  workspace: Place;
  web: KillableProcess;
  supervisor: KillableProcess;
  authors: { id: string; caller: Caller }[];
  admin: Caller;
  /** The admin's token, for what is not in the ledger. */
  token: string;
  ledger: Attempt[];
  naming: { agent: () => string; version: () => string };
  /** The end of what web and supervisor printed. */
  output: () => string;
};

function environmentOf(folder: string, port: number): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value === undefined || /^(VITEST|TEST$|NODE_ENV$|MUSTER_)/.test(name) ? [] : [[name, value]],
  );
  return {
    ...Object.fromEntries(inherited),
    MUSTER_SECRET: process.env.MUSTER_SECRET ?? "",
    MUSTER_DATA_DIR: folder,
    MUSTER_HOST: "127.0.0.1",
    // The process that answers is the one that is killed.
    MUSTER_WEB_CONCURRENCY: "1",
    MUSTER_RATE_LIMIT: "0",
    MUSTER_PLUGINS_RATE_LIMIT: "0",
    MUSTER_LOG_LEVEL: "warn",
    MUSTER_DRIVER: "process",
    PORT: String(port),
  };
}

/** Two authors and an admin (who uploads too) in a workspace of their own, on an empty data folder; nothing runs yet. */
export async function makeWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "muster-crash-"));
  // As the launcher makes it: agents run as other accounts and must get through.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = environmentOf(folder, port);
  const logFile = join(folder, "output.log");
  const { workspace, owner } = await given.workspace();
  const people = [await given.member(workspace), await given.member(workspace), owner];
  const ledger: Attempt[] = [];
  const authors = people.map(({ id, token }) => ({ id, caller: createCaller(origin, token, ledger) }));
  let agents = 0;
  let versions = 0;
  return {
    folder,
    origin,
    pool: new Pool({ connectionString: process.env.DATABASE_URL, max: 6 }),
    workspace,
    web: new KillableProcess({ script: bundleOf("web"), env, logFile }),
    supervisor: new KillableProcess({ script: bundleOf("supervisor"), env, logFile }),
    authors,
    admin: createCaller(origin, owner.token, ledger),
    token: owner.token,
    ledger,
    naming: { agent: () => `crashed-${++agents}`, version: () => `0.1.${++versions}` },
    checkedBlobs: new Set(),
    output: () => readFileSync(logFile, "utf8").slice(-4_000),
  };
}

/** Agents that are there now, as people who plan the next round see them. */
export async function livingAgents({ pool, workspace }: World): Promise<Living[]> {
  const agents = await readAgents(pool, workspace.id);
  return agents
    .filter((agent) => !agent.deleted)
    .map(({ name, owner, reviewStatus, newestPackageId, packages }) => {
      const newest = packages.find((one) => one.id === newestPackageId);
      return { name, owner, status: reviewStatus, sha256: newest?.sha256 ?? "" };
    });
}

/** Whether /readyz answers 200 within `ms` milliseconds. */
export function becomesReady(origin: string, ms: number): Promise<boolean> {
  const asked = () =>
    fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2_500) }).then(
      (response) => response.status === 200,
      () => false,
    );
  return eventually(asked, ms);
}

/** Stops everything and removes what the world left on the disk; its agents are no longer wanted by anybody. */
export async function endWorld({ web, supervisor, pool, folder }: World): Promise<void> {
  await Promise.all([web.end("SIGTERM"), supervisor.end("SIGTERM")]);
  await pool.query(`UPDATE "Runtime" SET "desiredState" = 'stopped', "desiredPackageId" = NULL`);
  await pool.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
  await pool.end();
  rmSync(folder, { recursive: true, force: true });
}
