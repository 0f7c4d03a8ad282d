import { statSync } from "node:fs";
import { dirname } from "node:path";

const INSTALL_ACCOUNT = 61_190;
const FIRST_AGENT_ACCOUNT = 61_200;
const AGENT_ACCOUNTS = 3_900;
let given = 0;

/**
 * The user id that a child runs as: one of its own where Muster runs as root, so that agents can touch neither the
 * platform nor each other; null otherwise, for Muster's own. The numbers lie below 65,536 (containers map no more).
 */
export function accountFor(purpose: "agent" | "install" = "agent"): number | null {
  if (process.getuid?.() !== 0) return null;
  if (purpose === "install") return INSTALL_ACCOUNT;
  given = (given + 1) % AGENT_ACCOUNTS;
  return FIRST_AGENT_ACCOUNT + given;
}

/** The outermost folder on the way to a path that is closed to other accounts, or null when there is none. */
export function closedFolder(path: string): string | null {
  const parent = dirname(path);
  const outer = parent === path ? null : closedFolder(parent);
  if (outer !== null) return outer;
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() && (stats.mode & 0o001) === 0 ? path : null;
}
