import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunSpec } from "../driver";

const FIRST_ACCOUNT = 40_000;
const ACCOUNTS = 20_000;

/** Where one agent lives: its workspace, what it shares, and what the platform keeps for it (the SSH host key). */
export type AgentFolders = { workspace: string; shared: string; state: string; account: number | null };

/** The folders of an agent below the root, whether they are there or not. */
function places(root: string, agentId: string) {
  if (!/^[a-z0-9_]{1,64}$/i.test(agentId)) throw new Error(`"${agentId}" cannot name a folder`);
  const workspace = join(root, agentId);
  return { workspace, shared: `${workspace}-shared`, state: `${workspace}-state` };
}

/** An account that owns no workspace yet; null where Muster is not root and everything runs as its own. */
function freeAccount(root: string): number | null {
  if (process.getuid?.() !== 0) return null;
  const taken = new Set(readdirSync(root).map((name) => statSync(join(root, name), { throwIfNoEntry: false })?.uid));
  for (let account = FIRST_ACCOUNT; account < FIRST_ACCOUNT + ACCOUNTS; account += 1) {
    if (!taken.has(account)) return account;
  }
  throw new Error("no account is free for another agent");
}

function make(folder: string, mode: number, account: number | null): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, mode);
  if (account !== null) chownSync(folder, account, account);
}

/** Makes what is missing of an agent's folders. Its account is for its life the one that owns its workspace. */
export function ensureFolders(root: string, agentId: string): AgentFolders {
  mkdirSync(root, { recursive: true, mode: 0o711 });
  const { workspace, shared, state } = places(root, agentId);
  const owner = statSync(workspace, { throwIfNoEntry: false })?.uid;
  const account = process.getuid?.() === 0 ? (owner ?? freeAccount(root)) : null;
  make(workspace, 0o700, account);
  make(state, 0o700, account);
  ensureShared(root, agentId, account);
  return { workspace, shared, state, account };
}

/** Agents that use a shared folder are other accounts; only those that it is mounted for can get to it. */
function ensureShared(root: string, agentId: string, account: number | null): string {
  const { shared } = places(root, agentId);
  if (lstatSync(shared, { throwIfNoEntry: false })) return shared;
  make(shared, 0o777, account);
  return shared;
}

export type Mount = { from: string; at: string };

/** The shared folders of a run, by their place in the workspace. */
export function mountsOf(root: string, spec: RunSpec): Mount[] {
  const own = spec.exposes ? [{ from: ensureShared(root, spec.agentId, null), at: "shared-out" }] : [];
  const others = spec.consumes.map(({ sourceId, name }) => {
    if (!/^[^/\0]{1,255}$/.test(name) || name === "." || name === "..")
      throw new Error("a shared folder without a name");
    return { from: ensureShared(root, sourceId, null), at: `shared-in/${name}` };
  });
  return [...own, ...others];
}

/**
 * Makes the places that folders are mounted at, and removes what an agent put there instead: a link would lead the mount
 * elsewhere. With `link` they become links to the folders.
 */
export function prepareMounts(folders: AgentFolders, mounts: readonly Mount[], link: boolean): void {
  const { workspace, account } = folders;
  for (const name of ["shared-in", "shared-out"]) clearPlace(join(workspace, name));
  for (const name of readdirSync(workspace)) {
    if (name !== "shared-in") continue;
    for (const inner of readdirSync(join(workspace, name))) clearPlace(join(workspace, name, inner));
  }
  if (mounts.some(({ at }) => at.startsWith("shared-in/"))) make(join(workspace, "shared-in"), 0o755, account);
  for (const { from, at } of mounts) {
    const place = join(workspace, at);
    if (!link) make(place, 0o755, account);
    else if (isEmptyPlace(place)) {
      rmSync(place, { recursive: true, force: true });
      symlinkSync(from, place);
    }
  }
}

/** Takes a link or a file away; a folder stays, its contents are the agent's. */
function clearPlace(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) rmSync(path, { force: true });
}

/** What lies there of the agent's own is not lost for a link. */
function isEmptyPlace(path: string): boolean {
  return !lstatSync(path, { throwIfNoEntry: false }) || readdirSync(path).length === 0;
}

/** Removes everything of an agent; nothing happens where nothing is. */
export async function removeFolders(root: string, agentId: string): Promise<void> {
  const { workspace, shared, state } = places(root, agentId);
  for (const folder of [workspace, shared, state]) await rm(folder, { recursive: true, force: true });
}
