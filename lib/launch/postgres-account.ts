import { execFileSync, type SpawnOptions, spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { LaunchProblem } from "./problem";

/** Who PostgreSQL runs as: it refuses to run as root. */
export type PostgresAccount = {
  /** Program, arguments and options that run `command` as this account. */
  run: (command: string, args: string[]) => { file: string; args: string[]; options: SpawnOptions };
  /** Makes the account the owner of a file, or of a folder with everything in it. */
  own: (path: string) => void;
};

/**
 * Chooses the account for a data folder: ourselves, or as root its present owner, `postgres`, a new system user, or `nobody`.
 * `mustReach`: programs and folders that it has to get at. Throws LaunchProblem when the folder is somebody else's.
 */
export function postgresAccount(folder: string, mustReach: readonly string[]): PostgresAccount {
  const self = process.getuid?.();
  const owner = ownerOf(folder);
  if (self !== 0) {
    if (self !== undefined && owner !== undefined && owner.uid !== self) {
      throw new LaunchProblem(
        `${folder} belongs to another user (uid ${owner.uid}), probably because Muster was first started by that user or by root. ` +
          `Start it as that user, or give the folder to this one: sudo chown -R ${self} ${folder}`,
      );
    }
    return { run: (file, args) => ({ file, args, options: {} }), own: () => {} };
  }
  const ids = owner && owner.uid !== 0 ? owner : (systemUser() ?? { uid: 65534, gid: 65534 });
  const reachable = canReach(ids, mustReach);
  const run = reachable ? plainly : throughClosedFolders;
  return { run: (file, args) => run(ids, file, args), own: (path) => own(path, ids) };
}

type Ids = { uid: number; gid: number };

function ownerOf(folder: string): Ids | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat && { uid: stat.uid, gid: stat.gid };
}

function systemUser(): Ids | undefined {
  const known = idsOf("postgres") ?? idsOf("_postgres");
  if (known) return known;
  spawnSync("useradd", ["--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", "postgres"]);
  return idsOf("postgres") ?? idsOf("nobody");
}

function idsOf(name: string): Ids | undefined {
  try {
    const number = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return undefined;
  }
}

/** Asked of the kernel, not computed from mode bits, because of access lists and mount options. */
function canReach(ids: Ids, paths: readonly string[]): boolean {
  const script = 'for path in "$@"; do [ -x "$path" ] || exit 1; done';
  return spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { ...ids, cwd: "/" }).status === 0;
}

function plainly(ids: Ids, file: string, args: string[]) {
  return { file, args, options: ids };
}

/**
 * A clone in /root or in a `mktemp -d` folder is closed to other users. The one capability that ignores path permissions
 * is kept across the change of user; no_setuid_fixup makes access(2), which initdb asks, honour it too.
 */
function throughClosedFolders(ids: Ids, file: string, args: string[]) {
  const only = "-all,+dac_override";
  const wrapper = [
    ...["--reuid", String(ids.uid), "--regid", String(ids.gid), "--clear-groups"],
    ...["--securebits=+no_setuid_fixup", `--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`],
  ];
  return { file: "setpriv", args: [...wrapper, file, ...args], options: {} };
}

/** Children first: a folder that has its owner already is complete, also after a crash in the middle. */
function own(path: string, ids: Ids): void {
  const stat = lstatSync(path);
  if (stat.uid === ids.uid || stat.isSymbolicLink()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) own(join(path, name), ids);
  chownSync(path, ids.uid, ids.gid);
}
