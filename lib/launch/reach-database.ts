import { join } from "node:path";
import type { Settings } from "@/lib/env";
import { checkReachable } from "./databases";
import { takeLock } from "./lock";
import { readState, SUPERUSER } from "./postgres-folder";
import { DATABASE_NAME, startDatabase } from "./start-database";

export type Reached = { url: string; stop: () => Promise<void> };

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

/** The database of a running or stopped Muster, for a command beside it. */
export function reachDatabase(folder: string, { DATABASE_URL: url }: Settings): Promise<Reached> {
  if (url === undefined) return reachEmbedded(folder);
  return checkReachable(url).then(() => ({ url, stop: async () => {} }));
}
