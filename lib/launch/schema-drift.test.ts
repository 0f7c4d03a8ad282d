import { expect, test } from "vitest";
import { catalogOf } from "@/lib/testing/catalog";
import { withDatabase } from "@/lib/testing/database";
import { withClient } from "./databases";
import { readMigrations } from "./migrate";
import { diffSchemas, readSchema } from "./schema-diff";

const databaseUrl = process.env.DATABASE_URL ?? "";

const catalogAfter = (sql: string, options: { migrated: boolean }) =>
  withDatabase(async (own) => {
    await withClient(own, (client) => client.query(sql));
    return catalogOf(own);
  }, options);

/** Migrations named `…_invariants` hold what is written by hand; keys and plain indexes named there are meant to be extra. */
const handWritten = readMigrations("prisma/migrations")
  .filter((migration) => migration.name.endsWith("_invariants"))
  .map((migration) => migration.sql)
  .join("\n");
const isHandWritten = (line: string) =>
  /INDEX|FOREIGN KEY|UNIQUE/.test(line) && handWritten.includes(`"${nameIn(line)}"`);
const nameIn = (line: string) => (/INDEX "?([^" ]+)/.exec(line) ?? /^(\S+)/.exec(line))?.[1];

test("the migrations lead to exactly the tables, columns, keys and plain indexes of the Prisma schema", async () => {
  const sql = await diffSchemas([], readSchema("prisma/schema"), databaseUrl);
  const wanted = await catalogAfter(sql, { migrated: false });
  const migrated = await catalogAfter("", { migrated: true });
  expect(migrated.filter((line) => wanted.includes(line) || !isHandWritten(line))).toEqual(wanted);
  expect(wanted.length).toBeGreaterThan(0);
});

test("a column that only the database has is drift, a partial index or a CHECK is not", async () => {
  const migrated = await catalogAfter("", { migrated: true });
  const table = "CREATE TABLE drift (id int); ";
  const drifted = await catalogAfter(table, { migrated: true });
  expect(drifted.filter((line) => !migrated.includes(line))).toEqual(["column drift.id integer default none"]);
  const byHand = "CREATE INDEX by_hand ON drift (id) WHERE id > 0; ALTER TABLE drift ADD CHECK (id > 1)";
  expect(await catalogAfter(table + byHand, { migrated: true })).toEqual(drifted);
});

test("the difference between two schemas is SQL for that change alone", async () => {
  const file = (fields: string) => [
    {
      path: "schema.prisma",
      content: `datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n${fields}}\n`,
    },
  ];
  const sql = await diffSchemas(file(""), file("  more String?\n"), databaseUrl);
  expect(sql).toContain('ALTER TABLE "A" ADD COLUMN     "more" TEXT');
  expect(sql).not.toContain("CREATE TABLE");
});
