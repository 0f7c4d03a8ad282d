import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processAlive } from "./process-alive";

const OWN = /^muster-agent-(\d+)-/;

/** A new temporary folder that one account alone may enter. Those of processes that were killed are removed first. */
export function privateScratch(account: number | null): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = OWN.exec(name)?.[1];
    if (owner !== undefined && !processAlive(Number(owner))) remove(join(tmpdir(), name));
  }
  const folder = mkdtempSync(join(tmpdir(), `muster-agent-${process.pid}-`));
  chmodSync(folder, 0o700);
  if (account !== null) chownSync(folder, account, account);
  return folder;
}

/** Another user's leftovers are theirs to remove. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}
