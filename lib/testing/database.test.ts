import { expect, test } from "vitest";
import { withClient } from "@/lib/launch/databases";
import { dropDatabase, withDatabase } from "./database";

const tablesOf = (databaseUrl: string) =>
  withClient(databaseUrl, async (client) => {
    const rows = await client.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    );
    return rows.rows.map((row) => row.tablename);
  });

test("every test file has a database of its own with the migrations applied", async () => {
  const own = process.env.DATABASE_URL ?? "";
  expect(new URL(own).pathname).toBe(`/test_worker_${process.env.VITEST_POOL_ID}`);
  expect(await tablesOf(own)).toContain("_prisma_migrations");
});

test("a database of one test is gone afterwards, also with a session open", async () => {
  let seen = "";
  await withDatabase(async (databaseUrl) => {
    seen = databaseUrl;
    await withClient(databaseUrl, (client) => client.query("CREATE TABLE own (id int)"));
    expect(await tablesOf(databaseUrl)).toContain("own");
  });
  await expect(tablesOf(seen)).rejects.toThrow("does not exist");
  await dropDatabase(seen);
});

test("an unmigrated database is empty", async () => {
  await withDatabase(async (databaseUrl) => expect(await tablesOf(databaseUrl)).toEqual([]), { migrated: false });
});
