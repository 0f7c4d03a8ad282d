import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { db, sql, type Tx } from "@/lib/db";
import { transaction, withoutTransaction } from "@/lib/db-transaction";
import { newWorkspaceId } from "@/lib/domain/ids";

function place() {
  const id = newWorkspaceId();
  return { id, slug: `t-${id}`, name: "Before" };
}

const nameOf = async (tx: Pick<Tx, "$queryRaw">, id: string) => {
  const [row] = await tx.$queryRaw<{ name: string }[]>`SELECT "name" FROM "Workspace" WHERE "id" = ${id}::uuid`;
  return row?.name ?? null;
};
const rename = (tx: Pick<Tx, "$executeRaw">, id: string, name: string) =>
  tx.$executeRaw`UPDATE "Workspace" SET "name" = ${name} WHERE "id" = ${id}::uuid`;
const fault = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error & { cause?: unknown }) => error,
  );

test("statements and models work in one transaction, which is kept as a whole", async () => {
  const workspace = place();
  const seen = await transaction(async (tx) => {
    await tx.workspace.create({ data: workspace });
    const made = await nameOf(tx, workspace.id);
    const changed = await rename(tx, workspace.id, "After");
    const { name } = await tx.workspace.findUniqueOrThrow({ where: { id: workspace.id } });
    return { made, changed, name, outside: await nameOf(db(), workspace.id) };
  });
  expect(seen).toEqual({ made: "Before", changed: 1, name: "After", outside: null });
  expect(await nameOf(db(), workspace.id)).toBe("After");
});

test("nothing is kept of a transaction that throws, whoever wrote it", async () => {
  const workspace = place();
  const failing = transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO "Workspace" ("id", "slug", "name") VALUES (${workspace.id}::uuid, ${workspace.slug}, 'x')`;
    await tx.workspace.update({ where: { id: workspace.id }, data: { name: "y" } });
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await nameOf(db(), workspace.id)).toBeNull();
});

test("many at once, on fewer connections, keep apart", async () => {
  const places = Array.from({ length: 40 }, place);
  const made = places.map((workspace, at) =>
    transaction(async (tx) => {
      if (at % 2 === 0) await tx.$queryRaw`SELECT 1`;
      await tx.workspace.create({ data: workspace });
      const own = await tx.workspace.findUnique({ where: { id: workspace.id } });
      if (at % 4 === 0) throw new Error("undone");
      return own?.id;
    }).catch(() => null),
  );
  expect(await Promise.all(made)).toEqual(places.map(({ id }, at) => (at % 4 === 0 ? null : id)));
  const kept = await db().workspace.findMany({ where: { id: { in: places.map(({ id }) => id) } } });
  expect(kept.length).toBe(30);
});

test("a statement gives what Prisma's gives, type by type", async () => {
  const date = new Date("2026-02-03T04:05:06.789Z");
  const all = sql`SELECT 1 AS "int", 2::int8 AS "big", 1.50::numeric AS "numeric", 0.1::float8 AS "float", TRUE AS "bool", NULL::int8 AS "none",
    ${"x"}::text AS "text", ${newWorkspaceId()}::uuid IS NULL AS "uuid", '{"a":[1,null]}'::jsonb AS "json", ${date}::timestamptz AS "at",
    ${date}::timestamp AS "local", ${date}::date AS "date", ARRAY['a', NULL, '"'] AS "texts", ARRAY[1, 2] AS "ints", ${[1n, 2n]}::int8[] AS "bigs", ARRAY[1.5, NULL] AS "numerics", ARRAY[${date}::date] AS "dates", ARRAY[${date}::timestamp] AS "locals",
    ${[date]}::timestamptz[] AS "ats", ${Buffer.from("ab")}::bytea AS "bytes", ${["a", '"']}::text[] AS "sent", count(*) AS "count", now() - now() = '0' AS "same"`;
  const prisma = await db().$queryRaw<unknown[]>(all);
  const own = await transaction((tx) => tx.$queryRaw<Record<string, unknown>[]>(all));
  const plain = own.map((row) => ({ ...row, bytes: new Uint8Array(row.bytes as Buffer) }));
  expect(plain).toEqual(prisma);
});

test("without a statement there is no transaction, and the last one needs none when it is alone", async () => {
  const workspace = place();
  const id = async (tx: Tx) => (await tx.$queryRaw<{ id: string }[]>`SELECT txid_current()::text AS "id"`)[0]?.id;
  expect(await transaction(async () => 1)).toBe(1);
  const insert = sql`INSERT INTO "Workspace" ("id", "slug", "name") VALUES (${workspace.id}::uuid, ${workspace.slug}, 'Made')
    ON CONFLICT DO NOTHING RETURNING "name"`;
  const alone = await transaction(async (_tx, last) => [await last(insert), await nameOf(db(), workspace.id)]);
  expect(alone).toEqual([[{ name: "Made" }], "Made"]);
  const again = await transaction(async (tx, last) => ({
    made: await last(insert),
    ids: [await id(tx), await id(tx)],
  }));
  expect([again.made, again.ids[0]]).toEqual([[], again.ids[1]]);
  const late = transaction(async (tx, last) => {
    await last(sql`SELECT 1 AS "one"`);
    await tx.$queryRaw`SELECT 2`;
  });
  await expect(late).rejects.toThrow("follows the last one");
});

test("the last statement belongs to a transaction that has begun", async () => {
  const workspace = place();
  const undone = transaction(async (tx, last) => {
    await tx.workspace.create({ data: workspace });
    await last(sql`UPDATE "Workspace" SET "name" = 'Last' WHERE "id" = ${workspace.id}::uuid RETURNING "name"`);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await nameOf(db(), workspace.id)).toBeNull();
});

test("work without a transaction has each statement by itself, with the same rows and faults", async () => {
  const workspace = place();
  const failing = withoutTransaction(async (tx, last) => {
    await tx.workspace.create({ data: workspace });
    await rename(tx, workspace.id, "Kept");
    const seen = [await nameOf(tx, workspace.id), await nameOf(db(), workspace.id)];
    expect(seen).toEqual(["Kept", "Kept"]);
    expect(await last(sql`SELECT 5::int8 AS "big"`)).toEqual([{ big: 5n }]);
    return await tx.$queryRaw`SELECT ${"x"}::int`;
  });
  expect(await fault(failing)).toMatchObject({ name: "DatabaseError", cause: { code: "22P02" } });
  expect(await nameOf(db(), workspace.id)).toBe("Kept");
});

test("a refused statement tells its code, and a transaction that swallows it is not taken for kept", async () => {
  const workspace = place();
  const broken = await fault(transaction((tx) => tx.$queryRaw`SELECT ${"x"}::int`));
  expect(broken).toMatchObject({ name: "DatabaseError", cause: { code: "22P02" } });
  const swallowing = transaction(async (tx) => {
    await tx.workspace.create({ data: workspace });
    await tx.$queryRaw`SELECT 1 / 0`.catch(() => undefined);
  });
  await expect(swallowing).rejects.toMatchObject({ name: "DatabaseError" });
  expect(await nameOf(db(), workspace.id)).toBeNull();
});

test("one that takes too long is undone, and says so", async () => {
  const workspace = place();
  const slow = transaction(async (tx) => {
    await tx.workspace.create({ data: workspace });
    await pause(300);
    await rename(tx, workspace.id, "Late");
  }, 100);
  await expect(slow).rejects.toMatchObject({ cause: { code: "P2028" } });
  expect(await nameOf(db(), workspace.id)).toBeNull();
  const quiet = transaction(async (tx) => {
    await tx.workspace.create({ data: workspace });
    await pause(300);
  }, 100);
  await expect(quiet).rejects.toMatchObject({ cause: { code: "P2028" } });
  expect(await nameOf(db(), workspace.id)).toBeNull();
});

test("a connection that breaks within a transaction fails it, and the next one gets another", async () => {
  const workspace = place();
  const cut = transaction(async (tx) => {
    await tx.workspace.create({ data: workspace });
    const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS "pid"`;
    await db().$executeRaw`SELECT pg_terminate_backend(${own?.pid}::int)`;
    await pause(50);
    await rename(tx, workspace.id, "Lost");
  });
  expect(await fault(cut)).toMatchObject({ name: "DatabaseError" });
  expect(await transaction((tx) => nameOf(tx, workspace.id))).toBeNull();
});
