import { resolve } from "node:path";
import { seedDemo } from "@/prisma/seed";
import { ensureDataFolder, ensureSecret } from "./data-folder";
import { readSettings } from "./foundation";
import { migrate, readMigrations } from "./migrate";
import { explain } from "./problem";
import { reachDatabase } from "./reach-database";
import { seconds, step } from "./steps.mjs";

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
    const database = await reachDatabase(folder, settings);
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
