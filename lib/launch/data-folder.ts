import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Lock } from "./lock";
import { takeLock } from "./lock";
import { codeOf, LaunchProblem, messageOf } from "./problem";
import { endProcess } from "./process-facts";
import { readIfThere, writeSafely } from "./safe-file";

/** Less free space than this, bytes, and PostgreSQL could stop in the middle of a write. */
const ENOUGH_SPACE = 200 * 1024 * 1024;

/** Makes the data folder; throws LaunchProblem when it is not a folder, not writable, or its disk is (nearly) full. */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST" || code === "ENOTDIR") {
      throw new LaunchProblem(
        `${folder} is not a folder. Move that file away, or set MUSTER_DATA_DIR to another folder.`,
      );
    }
    if (code === "ENOSPC") throw error;
    throw new LaunchProblem(
      `The data folder ${folder} is not writable (${messageOf(error)}). Give this user write access to it, or set MUSTER_DATA_DIR to another folder.`,
    );
  }
  const disk = statfsSync(folder);
  const sentence = spaceProblem(folder, disk.bavail * disk.bsize);
  if (sentence) throw new LaunchProblem(sentence);
}

/** The sentence for too little free space, bytes; undefined when there is enough. */
export function spaceProblem(folder: string, free: number): string | undefined {
  if (free >= ENOUGH_SPACE) return undefined;
  const mib = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  return `The disk of ${folder} is full: ${mib(free)} left, ${mib(ENOUGH_SPACE)} needed. Free some space, or set MUSTER_DATA_DIR to a folder on another disk.`;
}

/**
 * Makes this launcher the only one on the data folder, and ends what a killed one left behind (except PostgreSQL).
 * Throws LaunchProblem when another launcher is alive.
 */
export async function lockDataFolder(folder: string): Promise<Lock> {
  const lock = takeLock(join(folder, "launch.lock"));
  if ("heldBy" in lock) {
    throw new LaunchProblem(
      `Muster is already running with ${folder} (process ${lock.heldBy}). Stop that one first, or set MUSTER_DATA_DIR to another folder for a second Muster.`,
    );
  }
  // They end by themselves when their launcher dies; these signals are for one that hangs.
  const steps = [
    ["SIGTERM", 5_000],
    ["SIGKILL", 5_000],
  ] as const;
  await Promise.all(lock.orphans.map((orphan) => endProcess(orphan.pid, steps)));
  return lock;
}

type KeptSecret = { file: string; made: () => string; sound: (kept: string) => boolean; lost: string };

/** A secret of this installation: made once, kept for its owner alone, never replaced. Throws LaunchProblem. */
function keepSecret(folder: string, { file, made, sound, lost }: KeptSecret): string {
  const path = join(folder, file);
  const kept = readIfThere(path)?.trim();
  if (kept === undefined) {
    const secret = made();
    writeSafely(path, `${secret}\n`);
    return secret;
  }
  if (!sound(kept)) throw new LaunchProblem(`${path} is damaged. Restore it from a backup, or delete it: ${lost}`);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new LaunchProblem(`${path} can be read by other users. Close it: chmod 600 ${path}`);
  }
  return kept;
}

/** The secret that signs sessions and tokens: the given one, or one generated once into `secret` (0600). */
export function ensureSecret(folder: string, given: string | undefined): string {
  return (
    given ??
    keepSecret(folder, {
      file: "secret",
      made: () => randomBytes(32).toString("base64url"),
      sound: (kept) => kept.length >= 32,
      lost: "everybody then has to sign in again.",
    })
  );
}

/** The key of exported credentials, 64 hexadecimal digits: the one given, else made at the first start and kept. */
export function ensureCredentialKey(folder: string, given: string | undefined): string {
  return (
    given ??
    keepSecret(folder, {
      file: "credential-key",
      made: () => randomBytes(32).toString("hex"),
      sound: (kept) => /^[0-9a-f]{64}$/i.test(kept),
      lost: "bundles that were exported before can then not be opened.",
    })
  );
}
