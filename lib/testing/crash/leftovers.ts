import { utimesSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "@/lib/launch/process-facts";
import { bigPackage } from "./big-package";
import { readAgents } from "./snapshot";
import { blobPath, namesIn, storedBlobs } from "./stored-things";
import type { World } from "./world";

const TWO_DAYS = 48 * 60 * 60;
const JOB_LIMIT = 30_000;

/** Lets two days go by for everything in the blob store: stages, blobs with a row, and blobs without one. */
export function age(folder: string): void {
  const then = Date.now() / 1000 - TWO_DAYS;
  const stages = join(folder, "blobs", "tmp");
  for (const name of namesIn(stages)) utimesSync(join(stages, name), then, then);
  for (const sha256 of storedBlobs(folder)) utimesSync(blobPath(folder, sha256), then, then);
}

/** Runs the sweeper; false when it does not end. */
export async function sweep({ pool }: World): Promise<boolean> {
  await pool.query(`SELECT graphile_worker.add_job('sweep_blobs', '{}'::json, job_key := 'swept')`);
  return eventually(
    async () => (await pool.query(`SELECT 1 FROM graphile_worker.jobs WHERE "key" = 'swept'`)).rowCount === 0,
    JOB_LIMIT,
  );
}

/**
 * I4: what kills left behind goes. The sweeper takes old stages and blobs without a row and leaves those that have one;
 * the next installation takes half runtime folders. Gives the counts before, and what is still there.
 */
export async function leftoversOf(world: World): Promise<{ before: string; violations: string[] }> {
  const { pool, workspace, folder, naming } = world;
  const stages = () => namesIn(join(folder, "blobs", "tmp"));
  const half = () => namesIn(join(folder, "runtimes")).filter((name) => name.startsWith(".tmp-"));
  const before = `${stages().length} stages, ${storedBlobs(folder).length} blobs, ${half().length} half runtime folders`;
  age(folder);
  const swept = await sweep(world);
  const agents = await readAgents(pool, workspace.id);
  const named = new Set(agents.flatMap((agent) => agent.packages.map((one) => one.sha256)));
  const blobs = storedBlobs(folder);
  const left = blobs.filter((sha256) => !named.has(sha256));
  await world.authors.at(-1)?.caller.submit(await bigPackage(naming.agent(), naming.version(), 1024));
  await eventually(() => half().length === 0, JOB_LIMIT);
  return {
    before,
    violations: [
      ...(swept ? [] : ["the sweeper did not end"]),
      ...stages().map((name) => `stage ${name} is left`),
      ...left.map((sha256) => `blob ${sha256} is left and has no row`),
      ...half().map((name) => `runtime folder ${name} is left`),
    ],
  };
}
