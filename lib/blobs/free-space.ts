import { statfs } from "node:fs/promises";
import { dataPath } from "@/lib/env";

/** Bytes that are left where packages are kept; null where the system does not tell. */
export async function freeSpace(): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dataPath());
    return bavail * bsize;
  } catch {
    return null;
  }
}
