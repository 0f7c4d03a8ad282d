import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { installJobs } from "@/lib/jobs/install-jobs";
import { LaunchProblem, messageOf } from "./problem";

export type Migration = { name: string; sql: string; checksum: string };

/** The migrations of a folder (`<name>/migration.sql` each), oldest first. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** As the Prisma CLI makes it, so that the CLI can take over where it can be downloaded. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** Any number that no other advisory lock of ours uses. */
const LOCK = 7_263_541_001;

type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies what is missing, each migration and its row in `_prisma_migrations` in one transaction, and returns the names.
 * Killed at any moment, nothing is half applied; several appliers at once are safe. Throws LaunchProblem.
 */
export async function migrate(databaseUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, application_name: "muster-migrate" });
  await client.connect();
  try {
    const done: string[] = [];
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === undefined) break;
      done.push(name);
    }
    await installJobs(databaseUrl);
    return done;
  } finally {
    await client.end();
  }
}

async function applyNext(client: Client, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const next = pending(await readApplied(client), migrations);
    if (next) await apply(client, next);
    await client.query("COMMIT");
    return next?.name;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function readApplied(client: Client): Promise<Applied[]> {
  const tables = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
  );
  const names = tables.rows.map((row) => row.name);
  if (!names.includes("_prisma_migrations")) {
    if (names.length > 0) {
      throw new LaunchProblem(
        `The database that DATABASE_URL names already holds tables that are not Muster's (${names.slice(0, 3).join(", ")}). Give Muster an empty database.`,
      );
    }
    await client.query(TABLE);
  }
  const rows = await client.query<Applied>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name",
  );
  return rows.rows;
}

/** The first migration that is not applied yet; throws LaunchProblem when database and files tell different histories. */
function pending(applied: readonly Applied[], migrations: readonly Migration[]): Migration | undefined {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new LaunchProblem(
        `The database has been used by a newer Muster (migration ${row.migration_name} is not known here). Start that version, or restore a backup from before the upgrade.`,
      );
    }
    if (row.finished_at === null) {
      throw new LaunchProblem(
        `Migration ${row.migration_name} was begun by another tool and never finished. Repair it with "prisma migrate resolve".`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new LaunchProblem(
        `Migration ${row.migration_name} was changed after this database applied it. Put the file back as it was and write a new migration, or start with an empty data folder.`,
      );
    }
  }
  const names = new Set(applied.map((row) => row.migration_name));
  return migrations.find((migration) => !names.has(migration.name));
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    throw new LaunchProblem(
      `Migration ${name} does not apply, nothing of it was kept: ${messageOf(error)}${lineOf(error, sql)}`,
    );
  }
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
    [randomUUID(), checksum, name],
  );
}

function lineOf(error: unknown, sql: string): string {
  const position = error instanceof Error && "position" in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? "" : ` (line ${sql.slice(0, position).split("\n").length})`;
}
