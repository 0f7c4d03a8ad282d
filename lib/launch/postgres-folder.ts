import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PostgresAccount } from "./postgres-account";
import { POSTGRES_MAJOR } from "./postgres-binaries";
import { LaunchProblem, meansDiskFull } from "./problem";
import { readIfThere, writeSafely } from "./safe-file";

const stateSchema = z.object({ password: z.string().min(1), port: z.number().int().min(1).max(65_535).optional() });

/** The generated password and the port used last, kept in `postgres.json` (0600) beside the `postgres` folder. */
export type PostgresState = z.output<typeof stateSchema>;

export const SUPERUSER = "muster";

/** Reads the state file, or makes one with a new password when there is no cluster yet. Throws LaunchProblem when it is lost or unreadable. */
export function readState(base: string): PostgresState {
  const path = join(base, "postgres.json");
  const text = readIfThere(path);
  if (text === undefined) {
    if (existsSync(join(base, "postgres"))) {
      throw new LaunchProblem(
        `${path} is missing; it holds the password of the database in ${join(base, "postgres")}. ` +
          "Restore it from a backup, or move the whole data folder away to start empty.",
      );
    }
    const state = { password: randomBytes(24).toString("base64url") };
    writeState(base, state);
    return state;
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    throw new LaunchProblem(
      `${path} is damaged. Restore it from a backup, or move the whole data folder away to start empty.`,
    );
  }
}

/** Remembers password and port. */
export function writeState(base: string, state: PostgresState): void {
  writeSafely(join(base, "postgres.json"), `${JSON.stringify(state)}\n`);
}

/** Makes the cluster when there is none, in a folder beside it that is renamed when complete. */
export function ensureCluster(base: string, initdb: string, account: PostgresAccount, password: string): void {
  const folder = join(base, "postgres");
  clearHalfMade(base);
  if (existsSync(folder)) {
    checkCluster(folder);
    return;
  }
  const fresh = join(base, `postgres.new-${randomBytes(4).toString("hex")}`);
  const passwordFile = `${fresh}.password`;
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  account.own(fresh);
  account.own(passwordFile);
  try {
    runInitdb(initdb, account, fresh, passwordFile);
    renameSync(fresh, folder);
  } finally {
    clearHalfMade(base);
  }
}

/** The collation is PostgreSQL's own, so that an upgrade of the operating system cannot corrupt an index. */
function runInitdb(initdb: string, account: PostgresAccount, folder: string, passwordFile: string): void {
  const flags = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const call = account.run(initdb, [
    ...[`--pgdata=${folder}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
    ...[...flags, "--no-instructions"],
  ]);
  const done = spawnSync(call.file, call.args, {
    ...call.options,
    cwd: "/",
    env: postgresEnvironment(),
    encoding: "utf8",
  });
  if (done.status === 0) return;
  const said = `${done.error?.message ?? ""}${done.stdout ?? ""}${done.stderr ?? ""}`.trim();
  if (meansDiskFull(said)) throw new Error(`no space left on device while creating the database in ${folder}`);
  const hint = /could not look up effective user/.test(said)
    ? " Start Muster as a user that exists in /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own."
    : "";
  throw new LaunchProblem(`The embedded PostgreSQL could not create its database in ${folder}: ${said}.${hint}`);
}

/** Only what PostgreSQL needs: variables such as PGDATA or PGPORT of the caller would change what it does. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C" };
}

function clearHalfMade(base: string): void {
  for (const name of readdirSync(base)) {
    if (name.startsWith("postgres.new-")) rmSync(join(base, name), { recursive: true, force: true });
  }
}

/** Refuses a folder that this PostgreSQL cannot open, before it is tried, with what to do about it. */
function checkCluster(folder: string): void {
  const version = readIfThere(join(folder, "PG_VERSION"))?.trim();
  const control = existsSync(join(folder, "global", "pg_control"));
  if (version !== undefined && version !== POSTGRES_MAJOR) {
    throw new LaunchProblem(
      `${folder} was made by PostgreSQL ${version}, and this Muster has PostgreSQL ${POSTGRES_MAJOR}. ` +
        `Dump it with version ${version} and load the dump into an empty data folder, or go back to the older Muster.`,
    );
  }
  if (version === undefined || !control) {
    throw new LaunchProblem(
      `${folder} is not a complete PostgreSQL folder (${version === undefined ? "PG_VERSION" : "global/pg_control"} is missing). ` +
        "Restore the data folder from a backup, or move it away to start empty.",
    );
  }
}
