import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { blobStore } from "@/lib/blobs/blob-store";
import { db } from "@/lib/db";

export type Check = { name: string; ok: boolean; milliseconds: number; message: string | null };

/** A check that takes longer has failed, ms. */
const PATIENCE = 2_000;
/** A supervisor that gave no sign for so long does not work on jobs, s. */
const WORKER_SILENCE = 15;
/** The sha256 of nothing: asking for it touches the store and finds nothing or an empty blob. */
const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

async function reachDatabase(): Promise<void> {
  await db().$queryRaw`SELECT 1`;
}

async function compareMigrations(): Promise<void> {
  const folder = join(process.cwd(), "prisma", "migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const applied = await db().$queryRaw<{ name: string }[]>`
    SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`;
  const done = new Set(applied.map((row) => row.name));
  const missing = known.filter((name) => !done.has(name));
  if (missing.length > 0) throw new Error(`not applied: ${missing.join(", ")}`);
}

async function reachBlobs(): Promise<void> {
  await blobStore().stat(EMPTY_SHA256);
}

async function seeWorker(): Promise<void> {
  const [row] = await db().$queryRaw<{ alive: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "Supervisor" WHERE "lastSeenAt" > now() - make_interval(secs => ${WORKER_SILENCE}::int)) AS "alive"`;
  if (!row?.alive) throw new Error(`no supervisor gave a sign within ${WORKER_SILENCE} s`);
}

async function timed(name: string, check: () => Promise<void>): Promise<Check> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  const failure = await Promise.race([check(), late]).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message.slice(0, 300) : "failed"),
  );
  clearTimeout(timer);
  return { name, ok: failure === null, milliseconds: Math.round(performance.now() - started), message: failure };
}

/** Whether this process can do its work: database, migrations, blob store, job worker; each asked for at most 2 s. Never throws. */
export function checkReadiness(): Promise<Check[]> {
  return Promise.all([
    timed("database", reachDatabase),
    timed("migrations", compareMigrations),
    timed("blobs", reachBlobs),
    timed("worker", seeWorker),
  ]);
}
