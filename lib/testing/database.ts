import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { withClient } from "@/lib/launch/databases";

/** Set by the global setup for every test process. */
function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run tests through vitest with lib/testing/database-server.ts as global setup`);
  return value;
}

/** Connection string of the test server for one of its databases. */
export function testDatabaseUrl(database: string): string {
  const url = new URL(required("MUSTER_TEST_SERVER"));
  url.pathname = `/${database}`;
  return url.href;
}

const server = () => testDatabaseUrl("postgres");

/** Makes a database with all migrations and no rows (`migrated: false`: nothing at all) and gives its connection string. */
export async function createDatabase({ migrated = true } = {}): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await clone(migrated ? required("MUSTER_TEST_TEMPLATE") : "template0", name);
  return testDatabaseUrl(name);
}

/**
 * A fresh migrated database for the next test file of a vitest worker. The one of its previous file goes only now, when
 * that file's process and its connection pools are gone.
 */
export async function cloneForWorker(worker: number): Promise<string> {
  const databaseUrl = testDatabaseUrl(`test_worker_${worker}`);
  await dropDatabase(databaseUrl);
  await clone(required("MUSTER_TEST_TEMPLATE"), `test_worker_${worker}`);
  return databaseUrl;
}

async function clone(template: string, name: string): Promise<void> {
  await withClient(server(), (client) =>
    client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`),
  );
}

/** Ends the sessions of a database made by createDatabase and drops it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await withClient(server(), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  );
}

/** Runs `work` with a database of its own, which is dropped afterwards. */
export async function withDatabase<T>(
  work: (databaseUrl: string) => Promise<T>,
  options?: { migrated?: boolean },
): Promise<T> {
  const databaseUrl = await createDatabase(options);
  try {
    return await work(databaseUrl);
  } finally {
    await dropDatabase(databaseUrl);
  }
}
