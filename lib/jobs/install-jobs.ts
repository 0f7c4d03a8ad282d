import { runMigrations } from "graphile-worker";

/** Creates or upgrades the job queue's own schema `graphile_worker` in the database. Safe to repeat. */
export async function installJobs(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: undefined });
}
