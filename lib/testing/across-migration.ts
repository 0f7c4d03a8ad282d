import { withClient } from "@/lib/launch/databases";
import { readMigrations } from "@/lib/launch/migrate";
import { withDatabase } from "@/lib/testing/database";

type Run = (statements: string) => Promise<unknown[]>;

/** Looks at a database that held what the SQL `before` makes when a migration came, the one whose name ends so, and all after it. */
export async function acrossMigration(
  ending: string,
  before: string,
  look: (run: Run) => Promise<void>,
): Promise<void> {
  const migrations = readMigrations("prisma/migrations");
  const at = migrations.findIndex(({ name }) => name.endsWith(ending));
  const sqlOf = (some: typeof migrations) => some.map(({ sql }) => sql).join("\n");
  const within = (url: string) =>
    withClient(url, async (client) => {
      await client.query(sqlOf(migrations.slice(0, at)));
      await client.query(before);
      await client.query(sqlOf(migrations.slice(at)));
      await look(async (statements) => (await client.query(statements)).rows);
    });
  await withDatabase(within, { migrated: false });
}
