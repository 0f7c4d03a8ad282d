import { readdir } from "node:fs/promises";
import { dataPath } from "@/lib/env";

/** Names of all files in the blob store of this test's data folder, stages included. */
export async function storedFiles(): Promise<string[]> {
  const entries = await readdir(dataPath("blobs"), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
