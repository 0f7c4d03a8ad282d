import { join, resolve } from "node:path";
import type { Settings } from "@/lib/env";
import { seedDemo } from "@/prisma/seed";
import { ensureDataFolder, ensureSecret } from "./data-folder";
import { checkReachable } from "./databases";
import { readSettings } from "./foundation";
import { takeLock } from "./lock";
import { migrate, readMigrations } from "./migrate";
import { readState, SUPERUSER } from "./postgres-folder";
import { explain } from "./problem";
import { DATABASE_NAME, startDatabase } from "./start-database";
import { seconds, step } from "./steps.mjs";

type Reached = { url: string; stop: () => Promise<void> };

/** The embedded database: that of the running Muster, or started for as long as this takes. */
async function reachEmbedded(folder: string): Promise<Reached> {
  const lock = takeLock(join(folder, "launch.lock"));
  if ("heldBy" in lock) {
    const { password, port } = readState(folder);
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
    await checkReachable(url);
    return { url, stop: async () => {} };
  }
  try {
    const { url, stop } = await startDatabase(folder, undefined);
    return { url, stop: () => stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function reach(folder: string, { DATABASE_URL: url }: Settings): Promise<Reached> {
  if (url === undefined) return reachEmbedded(folder);
  return checkReachable(url).then(() => ({ url, stop: async () => {} }));
}

/** The same database without waiting for the disk at each commit: a crash in the middle costs the demo alone. */
function hasty(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (!url.searchParams.has("options")) url.searchParams.set("options", "-c synchronous_commit=off -c timezone=UTC");
  return url.href;
}

/** `npm run seed`: a demo workspace in the database of a running or stopped Muster. */
export async function seed(force: boolean): Promise<void> {
  const settings = readSettings();
  const folder = resolve(settings.MUSTER_DATA_DIR);
  try {
    ensureDataFolder(folder);
    const secret = ensureSecret(folder, settings.MUSTER_SECRET);
    const database = await reach(folder, settings);
    try {
      await migrate(database.url, readMigrations("prisma/migrations"));
      Object.assign(process.env, { DATABASE_URL: hasty(database.url), MUSTER_DATA_DIR: folder, MUSTER_SECRET: secret });
      const lines = await step("Making the demo workspace", () => seedDemo({ force }));
      console.log(`\n${lines.join("\n")}\n\nDone after ${seconds(performance.now())}.`);
    } finally {
      await database.stop();
    }
  } catch (error) {
    console.error(`\n${explain(error, folder)}`);
    process.exit(1);
  }
}
