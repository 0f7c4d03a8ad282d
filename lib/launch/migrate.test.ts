import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/lib/testing/database";
import { withClient } from "./databases";
import { type Migration, migrate } from "./migrate";
import { LaunchProblem } from "./problem";

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash("sha256").update(sql).digest("hex"),
});
const first = migration("0001_first", "CREATE TABLE one (id int); INSERT INTO one VALUES (1);");
const second = migration("0002_second", "ALTER TABLE one ADD COLUMN more text;");

const fresh = (work: (databaseUrl: string) => Promise<void>) => withDatabase(work, { migrated: false });
const query = (databaseUrl: string, sql: string) =>
  withClient(databaseUrl, async (client) => (await client.query(sql)).rows);

test("missing migrations are applied once, in order, and recorded as the Prisma CLI does", () =>
  fresh(async (databaseUrl) => {
    expect(await migrate(databaseUrl, [first])).toEqual(["0001_first"]);
    expect(await migrate(databaseUrl, [first, second])).toEqual(["0002_second"]);
    expect(await migrate(databaseUrl, [first, second])).toEqual([]);
    const rows = await query(
      databaseUrl,
      "SELECT migration_name, checksum, applied_steps_count, finished_at >= started_at AS done FROM _prisma_migrations",
    );
    expect(rows).toEqual([
      { migration_name: first.name, checksum: first.checksum, applied_steps_count: 1, done: true },
      { migration_name: second.name, checksum: second.checksum, applied_steps_count: 1, done: true },
    ]);
  }));

test("several appliers at once apply each migration once", () =>
  fresh(async (databaseUrl) => {
    const results = await Promise.all(Array.from({ length: 5 }, () => migrate(databaseUrl, [first, second])));
    expect(results.flat().sort()).toEqual([first.name, second.name]);
    expect(await query(databaseUrl, "SELECT id FROM one")).toEqual([{ id: 1 }]);
  }));

test("a migration that fails leaves nothing behind and says where it fails", () =>
  fresh(async (databaseUrl) => {
    const broken = migration("0002_broken", "CREATE TABLE two (id int);\nSELECT nonsense;");
    await expect(migrate(databaseUrl, [first, broken])).rejects.toThrow(/0002_broken.*nonsense.*line 2/);
    expect(await query(databaseUrl, "SELECT to_regclass('one') AS one, to_regclass('two') AS two")).toEqual([
      { one: "one", two: null },
    ]);
    expect(await migrate(databaseUrl, [first, second])).toEqual([second.name]);
  }));

test("a migration changed after it was applied is refused", () =>
  fresh(async (databaseUrl) => {
    await migrate(databaseUrl, [first]);
    await expect(migrate(databaseUrl, [migration(first.name, `${first.sql} `)])).rejects.toThrow(
      /0001_first was changed/,
    );
  }));

test("a database of a newer version is refused", () =>
  fresh(async (databaseUrl) => {
    await migrate(databaseUrl, [first, second]);
    await expect(migrate(databaseUrl, [first])).rejects.toThrow(/newer Muster.*0002_second/);
  }));

test("a database with foreign tables is refused", () =>
  fresh(async (databaseUrl) => {
    await query(databaseUrl, "CREATE TABLE foreign_one (id int)");
    await expect(migrate(databaseUrl, [first])).rejects.toThrow(LaunchProblem);
    expect(await query(databaseUrl, "SELECT to_regclass('_prisma_migrations') AS found")).toEqual([{ found: null }]);
  }));
