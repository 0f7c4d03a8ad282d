import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { accountFor, closedFolder } from "./account";
import type { Isolation } from "./isolation";

/** Survives a restart of the machine, unlike /tmp; whatever is lost here is installed again. */
const OPEN_GROUND = "/var/tmp";

/** A folder that we alone may write and others may enter. Throws where somebody else made it first. */
function ownOpenFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o711 });
  const stats = lstatSync(path);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.() || (stats.mode & 0o022) !== 0) {
    throw new Error(
      `${path} belongs to somebody else or is writable for others. Remove it, so that agents can be installed there.`,
    );
  }
  return path;
}

/**
 * The folder of installed packages: `runtimes` in the data folder; where agents run as accounts of their own that cannot
 * get there (a clone in /root without bubblewrap), one below /var/tmp that belongs to this data folder alone.
 */
export function runtimeFolder(dataFolder: string, isolation: Isolation): string {
  const usual = join(dataFolder, "runtimes");
  const shared = isolation.mode === "bubblewrap" || accountFor("install") === null;
  if (shared || closedFolder(dataFolder) === null) return usual;
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 16);
  return join(ownOpenFolder(join(OPEN_GROUND, `muster-${name}`)), "runtimes");
}
