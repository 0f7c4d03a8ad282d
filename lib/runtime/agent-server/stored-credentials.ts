import { randomBytes } from "node:crypto";
import { lstat, opendir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  assertCredentials,
  credentialPathProblem,
  KNOWN_CREDENTIAL_FILES,
  LARGEST_CREDENTIAL_FILE,
  MOST_CREDENTIAL_FILES,
} from "./credential-rules";
import { DoorFault, hasCode, isFull, storageFull } from "./door-fault";
import { parseEnvironmentFile } from "./environment-file";
import { shortTime } from "./file-tree";
import { ensureFolder, type Workspace } from "./workspace";

const MOST_LOOKED_AT = 20_000;
const DEEPEST = 8;

export type CredentialStatus = {
  files: Record<string, { exists: boolean; size: number; modified: string | null }>;
  credential_count: number;
  /** Names of those that `.env` sets. */
  variables: string[];
};

/** Refuses links and folders on the way to a file that is written or read. Throws `refused`. */
async function assertNoLinks({ root }: Workspace, path: string): Promise<void> {
  const parts = path.split("/");
  let here = root;
  for (const [index, part] of parts.entries()) {
    here = join(here, part);
    const stats = await lstat(here).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return null;
      throw new DoorFault("refused", `'${path}' cannot be written`);
    });
    if (stats === null) return;
    const last = index === parts.length - 1;
    if (last ? !stats.isFile() : !stats.isDirectory()) {
      throw new DoorFault("refused", `'${parts.slice(0, index + 1).join("/")}' is in the way: it is a link or no file`);
    }
  }
}

/**
 * Writes credential files, all or none, with mode 0600, and gives their paths in order. Throws `refused` for a path or
 * size that is not allowed (contract 2, 4.19), and where a link is on the way.
 */
export async function writeCredentials(workspace: Workspace, files: ReadonlyMap<string, Buffer>): Promise<string[]> {
  assertCredentials(files);
  for (const path of files.keys()) await assertNoLinks(workspace, path);
  const waiting: { from: string; to: string }[] = [];
  try {
    for (const [path, bytes] of files) {
      const at = path.lastIndexOf("/");
      const folder = await ensureFolder(workspace, at < 0 ? "" : path.slice(0, at));
      const from = join(folder, `.credential-${randomBytes(6).toString("hex")}`);
      waiting.push({ from, to: join(folder, path.slice(at + 1)) });
      await writeFile(from, bytes, { mode: 0o600, flag: "wx" });
    }
    for (const { from, to } of waiting) await rename(from, to);
  } catch (error) {
    for (const { from } of waiting) await rm(from, { force: true });
    if (error instanceof DoorFault) throw error;
    if (isFull(error)) throw storageFull("What the credential files hold");
    throw new DoorFault("refused", "The credential files could not be written");
  }
  return [...files.keys()];
}

/** Paths of credential files that exist; links are not followed. */
async function credentialPaths({ root }: Workspace): Promise<string[]> {
  const found: string[] = [];
  let looked = 0;
  let folders = [""];
  for (let level = 0; level < DEEPEST && folders.length > 0; level += 1) {
    const below: string[] = [];
    for (const folder of folders) {
      const entries = await opendir(join(root, folder)).catch(() => null);
      if (entries === null) continue;
      for await (const entry of entries) {
        looked += 1;
        if (looked > MOST_LOOKED_AT) break;
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && entry.name !== "node_modules") below.push(path);
        else if (entry.isFile() && credentialPathProblem(path) === null) found.push(path);
      }
    }
    folders = below;
  }
  return found.sort();
}

/** Names, sizes and times of the credential files, and how many variables `.env` sets; never contents. */
export async function credentialStatus(workspace: Workspace): Promise<CredentialStatus> {
  const paths = new Set<string>([...KNOWN_CREDENTIAL_FILES, ...(await credentialPaths(workspace))]);
  const files: CredentialStatus["files"] = {};
  for (const path of paths) {
    const stats = await lstat(join(workspace.root, path)).catch(() => null);
    const found = stats?.isFile() ? stats : null;
    files[path] = { exists: found !== null, size: found?.size ?? 0, modified: found ? shortTime(found.mtime) : null };
  }
  const variables = await readVariables(workspace);
  const set = [...variables].flatMap(([name, value]) => (value === "" ? [] : [name]));
  return { files, credential_count: set.length, variables: set };
}

/** The variables that `.env` sets; none where there is no such file. */
export async function readVariables(workspace: Workspace): Promise<Map<string, string>> {
  const path = join(workspace.root, ".env");
  const stats = await lstat(path).catch(() => null);
  if (!stats?.isFile() || stats.size > LARGEST_CREDENTIAL_FILE) return new Map();
  return parseEnvironmentFile(await readFile(path, "utf8").catch(() => ""));
}

/** The credential files that exist, base64 by path, within the limits of 4.19; what is larger is left out. */
export async function readCredentials(workspace: Workspace): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const path of (await credentialPaths(workspace)).slice(0, MOST_CREDENTIAL_FILES)) {
    const full = join(workspace.root, path);
    const stats = await lstat(full).catch(() => null);
    if (stats?.isFile() && stats.size <= LARGEST_CREDENTIAL_FILE) {
      files[path] = await readFile(full, "base64").catch(() => "");
    }
  }
  return files;
}
