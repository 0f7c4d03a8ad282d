import { resolve } from "node:path";
import { parseSettings } from "@/lib/env";
import { lockDataFolder } from "./data-folder";
import { migrate, readMigrations } from "./migrate";
import { explain } from "./problem";
import { startDatabase } from "./start-database";

// npm run db:migrate: applies what is missing to DATABASE_URL, or to the embedded database of a Muster that is stopped.
const settings = parseSettings(process.env);
const folder = resolve(settings.MUSTER_DATA_DIR);
try {
  const lock = settings.DATABASE_URL ? undefined : await lockDataFolder(folder);
  const database = await startDatabase(folder, settings.DATABASE_URL);
  const applied = await migrate(database.url, readMigrations("prisma/migrations")).finally(database.stop);
  lock?.release();
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
} catch (error) {
  console.error(explain(error, folder));
  process.exit(1);
}
