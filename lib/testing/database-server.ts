import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { escapeIdentifier } from "pg";
import { ensureDatabase, withClient } from "@/lib/launch/databases";
import { type EmbeddedPostgres, startPostgres } from "@/lib/launch/embedded-postgres";
import { takeLock } from "@/lib/launch/lock";
import { type Migration, migrate, readMigrations } from "@/lib/launch/migrate";

/**
 * vitest's global setup: starts PostgreSQL without fsync, makes the template database with all migrations, and stops the
 * server at the end. The cluster stays in node_modules/.cache for the next run; a second run at the same time gets its own.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer();
  try {
    const migrations = existsSync("prisma/migrations") ? readMigrations("prisma/migrations") : [];
    process.env.MUSTER_TEST_TEMPLATE = await prepareTemplate(server, migrations);
    process.env.MUSTER_TEST_SERVER = server.url("postgres");
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** A PostgreSQL for tests and tools, in seconds and without fsync. */
export async function startTestServer(): Promise<{ server: EmbeddedPostgres; stop: () => Promise<void> }> {
  const { base, release } = chooseBase();
  // Without fsync a crash of the machine can leave the kept cluster damaged; nothing in it is worth keeping.
  const server = await startPostgres({ base, durable: false }).catch(() => {
    for (const name of readdirSync(base).filter((name) => name !== "lock"))
      rmSync(join(base, name), { recursive: true });
    return startPostgres({ base, durable: false });
  });
  const stop = async () => {
    await server.stop();
    release();
  };
  return { server, stop };
}

function chooseBase(): { base: string; release: () => void } {
  const cache = resolve("node_modules/.cache/muster-test");
  const lock = takeLock(join(cache, "lock"));
  if ("release" in lock) return { base: cache, release: lock.release };
  const base = mkdtempSync(join(tmpdir(), "muster-test-"));
  return { base, release: () => rmSync(base, { recursive: true, force: true }) };
}

/** The template's name says which migrations it has; databases of earlier runs and other templates are dropped. */
async function prepareTemplate(server: EmbeddedPostgres, migrations: readonly Migration[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 16);
  const template = `template_${hash}`;
  const ready = await dropOld(server, template);
  if (ready) return template;
  const draft = `draft_${hash}`;
  await ensureDatabase(server.url("postgres"), draft);
  await migrate(server.url(draft), migrations);
  await withClient(server.url("postgres"), (client) =>
    client.query(`ALTER DATABASE ${escapeIdentifier(draft)} RENAME TO ${escapeIdentifier(template)}`),
  );
  return template;
}

async function dropOld(server: EmbeddedPostgres, keep: string): Promise<boolean> {
  return withClient(server.url("postgres"), async (client) => {
    const rows = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname ~ '^(test|draft|template)_'",
    );
    const names = rows.rows.map((row) => row.datname);
    for (const name of names.filter((name) => name !== keep)) {
      await client.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
    }
    return names.includes(keep);
  });
}
