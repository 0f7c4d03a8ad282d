import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { withClient } from "./databases";
import { type EmbeddedPostgres, startPostgres } from "./embedded-postgres";
import { LaunchProblem } from "./problem";
import { isAlive } from "./process-facts";

const NOBODY = 65_534;

let prototype: string;
let base: string;
let server: EmbeddedPostgres | undefined;

// initdb takes a second and more; a copy of a fresh, stopped cluster does for most tests.
beforeAll(async () => {
  prototype = join(mkdtempSync(join(tmpdir(), "muster-pg-")), "data");
  await (await startPostgres({ base: prototype, durable: false })).stop();
});
afterAll(() => rmSync(join(prototype, ".."), { recursive: true, force: true }));

beforeEach(() => {
  // mkdtemp makes the folder 0700: as root, the account that PostgreSQL runs as cannot walk into it.
  base = join(mkdtempSync(join(tmpdir(), "muster-pg-")), "data");
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(join(base, ".."), { recursive: true, force: true });
});

const useCopy = () => execFileSync("cp", ["-a", prototype, base]);
const start = async (durable = true) => {
  server = await startPostgres({ base, durable });
  return server;
};
const query = (database: EmbeddedPostgres, sql: string) =>
  withClient(database.url("postgres"), async (client) => (await client.query(sql)).rows);

test("a new folder becomes a running PostgreSQL 18, durable, on 127.0.0.1 only, with trigrams and UTF-8", async () => {
  const database = await start();
  const shown = await query(
    database,
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'listen_addresses', 'full_page_writes', 'data_checksums') ORDER BY name",
  );
  expect(shown.map((row) => row.setting)).toEqual(["on", "on", "on", "127.0.0.1", "on"]);
  await query(database, "CREATE EXTENSION pg_trgm");
  expect(
    await query(database, "SELECT lower('ÄÖ') AS low, current_setting('server_version_num')::int / 10000 AS major"),
  ).toEqual([{ low: "äö", major: 18 }]);
  await expect(withClient(database.url("postgres").replace(/:[^:@]+@/, ":wrong@"), async () => {})).rejects.toThrow(
    "password",
  );
});

test("nobody but the owners can read the password and the database", async () => {
  const database = await start();
  expect(statSync(join(base, "postgres.json")).mode & 0o777).toBe(0o600);
  expect(statSync(join(base, "postgres")).mode & 0o777).toBe(0o700);
  if (process.getuid?.() === 0) {
    const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${database.pid}/status`, "utf8"))?.[1]);
    expect(uid).not.toBe(0);
    expect(statSync(join(base, "postgres")).uid).toBe(uid);
  }
});

test("what was committed survives a kill -9 of the whole server, and the port stays", async () => {
  useCopy();
  const first = await start();
  await query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  const second = await start();
  expect(await query(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  expect(second.port).toBe(first.port);
});

test("a statement that outlives its killed server does not stop the next start", async () => {
  useCopy();
  const first = await start();
  // Spins without looking at its latch, as a long sort does; about two seconds.
  const busy = query(
    first,
    "SET max_parallel_workers_per_gather = 0; SELECT count(*) FROM generate_series(1, 12000000)",
  ).catch(() => {});
  await expect
    .poll(() =>
      query(first, "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%12000000%' AND pid <> pg_backend_pid()"),
    )
    .toHaveLength(1);
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  expect(await query(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await busy;
});

test("a server that a killed launcher left running is replaced", async () => {
  useCopy();
  const first = await start(false);
  const second = await start(false);
  expect(isAlive(first.pid)).toBe(false);
  expect(await query(second, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a pid file of a process that is something else does not stop the start", async () => {
  useCopy();
  writeFileSync(join(base, "postgres", "postmaster.pid"), `${process.pid}\n`);
  expect(await query(await start(false), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test.runIf(process.getuid?.() === 0)("a folder copied as root, owned by root, works", async () => {
  useCopy();
  const first = await start(false);
  await query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  cpSync(join(base, "postgres"), join(base, "copy"), { recursive: true });
  rmSync(join(base, "postgres"), { recursive: true });
  cpSync(join(base, "copy"), join(base, "postgres"), { recursive: true });
  chmodSync(join(base, "postgres"), 0o700);
  expect(await query(await start(false), "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
});

test.runIf(process.getuid?.() === 0)(
  "an ordinary user's PostgreSQL runs as that user, and another user's folder is refused",
  async () => {
    mkdirSync(base);
    chownSync(base, NOBODY, NOBODY);
    const script = `import { startPostgres } from "./lib/launch/embedded-postgres.ts";
    const server = await startPostgres({ base: process.argv[1] });
    console.log(process.getuid(), server.pid > 0);
    await server.stop();`;
    const as = (uid: number) => {
      const capabilities = [
        "--securebits=+no_setuid_fixup",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override",
      ];
      const who = ["--reuid", String(uid), "--regid", String(uid), "--clear-groups", ...capabilities];
      const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", script, base];
      return spawnSync("setpriv", [...who, ...node], { encoding: "utf8" });
    };
    expect(as(NOBODY).stdout).toBe("65534 true\n");
    expect(statSync(join(base, "postgres")).uid).toBe(NOBODY);
    expect(as(12_346).stderr).toContain("belongs to another user (uid 65534)");
    expect(await query(await start(false), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  },
);

test("a folder of another version, an incomplete one and a damaged one are refused with what to do", async () => {
  useCopy();
  const file = (name: string) => join(base, "postgres", name);
  const control = readFileSync(file("global/pg_control"));
  writeFileSync(file("PG_VERSION"), "16\n");
  await expect(start()).rejects.toThrow(/made by PostgreSQL 16.*Dump it with version 16/);
  writeFileSync(file("PG_VERSION"), "18\n");
  rmSync(file("global/pg_control"));
  await expect(start()).rejects.toThrow(/pg_control is missing.*Restore.*or move it away/);
  writeFileSync(file("global/pg_control"), Buffer.alloc(control.length));
  await expect(start()).rejects.toThrow(/does not start.*(FATAL|PANIC)[\s\S]*Restore the data folder/s);
  await expect(start()).rejects.toThrow(LaunchProblem);
});

test("a lost or damaged password file is refused, not replaced", async () => {
  useCopy();
  writeFileSync(join(base, "postgres.json"), "{");
  await expect(start()).rejects.toThrow(/postgres.json is damaged/);
  rmSync(join(base, "postgres.json"));
  await expect(start()).rejects.toThrow(/postgres.json is missing/);
});

test("what a start killed during initdb left behind is cleared", async () => {
  mkdirSync(join(base, "postgres.new-dead", "base"), { recursive: true });
  await start(false);
  expect(statSync(join(base, "postgres.new-dead"), { throwIfNoEntry: false })).toBeUndefined();
});
