import { existsSync, type FSWatcher, mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";

/** When to kill: at a random ms, or as soon as something is seen from outside that takes a moment to come. */
export const moments = [
  "random",
  "upload.half",
  "blob.renamed",
  "tx.before_commit",
  "tx.after_commit",
  "job.started",
  "extract.half",
  "install.renamed",
] as const;
export type Moment = (typeof moments)[number];

/** A trap that was set: `sprung` resolves at the moment; `release` takes it away, after the kill. */
export type Trap = { sprung: Promise<void>; release: () => Promise<void> };

type Place = { folder: string; pool: Pool };
const LOOK = 3;
const INSTALLED = /^[0-9a-f]{64}$/;

/** A trap that springs when something of a folder changes in a way that `seen` waits for. */
export function watchFolder(folder: string, seen: (kind: string, name: string) => boolean): Trap {
  mkdirSync(folder, { recursive: true });
  let watcher: FSWatcher | undefined;
  const sprung = new Promise<void>((resolve) => {
    watcher = watch(folder, (kind, name) => {
      if (name !== null && seen(kind, name)) resolve();
    });
  });
  return { sprung, release: async () => watcher?.close() };
}

/** Looks again and again until the query finds a row, or the trap is released. */
function watchRows(pool: Pool, query: string, release: () => Promise<void> = async () => {}): Trap {
  let released = false;
  const look = async () => {
    while (!released && (await pool.query(query)).rowCount === 0) await pause(LOOK);
  };
  return {
    sprung: look(),
    release: async () => {
      released = true;
      await release();
    },
  };
}

/** Nobody can write the audit row while this holds its table: the first change to get there waits just before its commit. */
async function holdAudit(pool: Pool): Promise<Trap> {
  const client = await pool.connect();
  await client.query('BEGIN; LOCK TABLE "AuditEvent" IN SHARE ROW EXCLUSIVE MODE');
  const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '"AuditEvent"'::regclass`;
  return watchRows(pool, waiting, async () => {
    await client.query("ROLLBACK");
    client.release();
  });
}

async function hearCommit(pool: Pool): Promise<Trap> {
  const client = await pool.connect();
  await client.query("LISTEN muster_event");
  const sprung = new Promise<void>((resolve) => client.once("notification", () => resolve()));
  const release = async () => {
    await client.query("UNLISTEN *");
    client.release();
  };
  return { sprung, release };
}

/** Sets the trap of a moment; `delay` ms are let go by after it is seen (for "random": from now). */
export async function setTrap(moment: Moment, { folder, pool }: Place, delay: number): Promise<Trap> {
  const trap = await bareTrap(moment, { folder, pool });
  return { ...trap, sprung: trap.sprung.then(() => pause(delay)) };
}

function bareTrap(moment: Moment, { folder, pool }: Place): Trap | Promise<Trap> {
  const stages = join(folder, "blobs", "tmp");
  const runtimes = join(folder, "runtimes");
  switch (moment) {
    case "random":
      return { sprung: Promise.resolve(), release: async () => {} };
    case "upload.half":
      return watchFolder(stages, (kind) => kind === "change");
    case "blob.renamed":
      return watchFolder(stages, (kind, name) => kind === "rename" && !existsSync(join(stages, name)));
    case "tx.before_commit":
      return holdAudit(pool);
    case "tx.after_commit":
      return hearCommit(pool);
    case "job.started":
      return watchRows(
        pool,
        "SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL AND task_identifier = 'load_agent'",
      );
    case "extract.half":
      return watchFolder(runtimes, (_, name) => name.startsWith(".tmp-"));
    case "install.renamed":
      return watchFolder(runtimes, (_, name) => INSTALLED.test(name) && existsSync(join(runtimes, name)));
  }
}
