import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { AgentState } from "./snapshot";

const SHA256 = /^[0-9a-f]{64}$/;

/** Names in a folder; none when there is no such folder. */
export function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The sha256 of every blob in a data folder. */
export function storedBlobs(folder: string): string[] {
  const blobs = join(folder, "blobs", "blobs");
  return namesIn(blobs).flatMap((prefix) => namesIn(join(blobs, prefix)));
}

/** Where a blob lies. */
export function blobPath(folder: string, sha256: string): string {
  return join(folder, "blobs", "blobs", sha256.slice(0, 2), sha256);
}

/** I3: every package's bytes are stored, with its size and sha256. `checked` remembers what was read already. */
export async function blobViolations(
  folder: string,
  agents: readonly AgentState[],
  checked: Set<string>,
): Promise<string[]> {
  const found: string[] = [];
  for (const { id, sha256, size } of agents.flatMap((agent) => agent.packages)) {
    const path = blobPath(folder, sha256);
    const stored = statSync(path, { throwIfNoEntry: false });
    if (stored?.size !== size) found.push(`${id}: its blob has ${stored?.size ?? "no"} bytes, the row says ${size}`);
    if (!stored || checked.has(sha256)) continue;
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    if (hash.digest("hex") !== sha256) found.push(`${id}: its blob has other contents than ${sha256}`);
    checked.add(sha256);
  }
  return found;
}

/** I2: what lies under a package's name in the runtime folder is whole. */
export function runtimeViolations(folder: string): string[] {
  const runtimes = join(folder, "runtimes");
  return namesIn(runtimes)
    .filter((name) => SHA256.test(name))
    .flatMap((name) => {
      const parts = ["install.json", "project/ncp.toml", "project/tools/arithmetic.py", "project/data/noise.bin"];
      const missing = parts.filter((part) => !existsSync(join(runtimes, name, part)));
      try {
        readlinkSync(join(runtimes, name, "environment/bin/python"));
        JSON.parse(readFileSync(join(runtimes, name, "install.json"), "utf8"));
      } catch (error) {
        missing.push(String(error));
      }
      return missing.map((part) => `runtime folder ${name} is half there: ${part}`);
    });
}
