import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import ssh2 from "ssh2";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";

/** The private host key at `path`, made there at the first time. What cannot be read as a key is replaced. */
export function hostKey(path: string): string {
  try {
    const kept = readFileSync(path, "utf8");
    const parsed = ssh2.utils.parseKey(kept);
    if (!(parsed instanceof Error)) return kept;
  } catch {
    // Made below.
  }
  // Not by ssh2: one of 250 keys that it makes cannot be read again (mscdex/ssh2#1390).
  const made = makeKeyPair().privateKey;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, made, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}
