import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { sealEvents } from "@/lib/domain/audit/seal-events";
import { isSigned, signatureOf } from "@/lib/domain/audit/sign-record";
import { verifyChain } from "@/lib/domain/audit/verify-chain";
import { insertAudit, platform } from "@/lib/domain/change";

const EVENTS = 10_000;
const BATCH = 5_000;

/** Does to the trail what the database refuses, as somebody would who owns the database. */
async function tampering(statement: string): Promise<void> {
  await db().$transaction([
    db().$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
    db().$executeRawUnsafe(statement),
  ]);
}

const write = (name: string) =>
  insertAudit(db(), platform, {
    action: "agent.updated",
    target: { type: "agent", id: "agt_1", name: `${name} \ud800`, workspaceId: null },
    before: { b: 1, a: { z: [1.5, "ü\u2028", null], y: true } },
    after: { large: 1e21, nothing: undefined },
  });

beforeAll(async () => {
  for (let from = 1; from <= EVENTS; from += BATCH) {
    await tampering(`INSERT INTO "AuditEvent" ("id", "actorType", "via", "action", "targetName", "before", "signature")
      SELECT 'aud_' || i, 'user', 'session', 'agent.updated', 'agent ' || i, jsonb_build_object('i', i), 'before'
      FROM generate_series(${from}, ${from + BATCH - 1}) i`);
  }
  expect((await sealEvents({ all: true })).sealed).toBe(EVENTS);
}, 120_000);

test("an untouched chain of 10,000 verifies, and new events join it in the order of their numbers", async () => {
  await write("one");
  expect(await verifyChain(db())).toMatchObject({ events: EVENTS + 1, waiting: 1, breach: null });
  expect(await sealEvents()).toEqual({ sealed: 1, foreign: [] });
  const verdict = await verifyChain(db());
  expect(verdict).toMatchObject({ events: EVENTS + 1, waiting: 0, breach: null });
  expect(await verifyChain(db(), verdict.head ?? "")).toMatchObject({ noted: true });
  expect(await verifyChain(db(), "0".repeat(64))).toMatchObject({ noted: false });
}, 60_000);

test("the database refuses to change, delete or empty the trail and its seals", async () => {
  for (const table of ["AuditEvent", "AuditSeal"]) {
    for (const statement of [
      `UPDATE "${table}" SET "seq" = 0 WHERE "seq" = 5`,
      `DELETE FROM "${table}" WHERE "seq" = 5`,
      `TRUNCATE "${table}"`,
    ]) {
      await expect(db().$executeRawUnsafe(statement), statement).rejects.toThrow(/cannot be changed or deleted/);
    }
  }
});

test.each([
  ["altered", `UPDATE "AuditEvent" SET "targetName" = 'x' WHERE "seq" = 5000`, 5_000],
  ["altered in its facts", `UPDATE "AuditEvent" SET "before" = '{"i": 7}' WHERE "seq" = 5000`, 5_000],
  ["altered in its time", `UPDATE "AuditEvent" SET "at" = "at" - interval '1 microsecond' WHERE "seq" = 5000`, 5_000],
  ["removed", `DELETE FROM "AuditEvent" WHERE "seq" = 5000`, 5_000],
  [
    "inserted at the end",
    `INSERT INTO "AuditEvent" ("id", "actorType", "via", "action") VALUES ('x', 'user', 'y', 'z.z')`,
    null,
  ],
  [
    "inserted with a copied signature",
    `INSERT INTO "AuditEvent" ("id", "actorType", "via", "action", "signature")
     SELECT 'copy', "actorType", "via", 'agent.purged', "signature" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`,
    null,
  ],
  [
    "inserted before the others",
    `INSERT INTO "AuditEvent" ("seq", "id", "actorType", "via", "action", "signature") VALUES (-5, 'x', 'user', 'y', 'z.z', 'before')`,
    -5,
  ],
])(
  "one %s event of 10,000 is found",
  async (_, statement, seq) => {
    const undo = new Error("undo");
    await write("signed");
    await sealEvents();
    await db()
      .$transaction(
        async (tx) => {
          await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
          await tx.$executeRawUnsafe(statement);
          const { breach } = await verifyChain(tx);
          const [{ last } = { last: 0 }] = await tx.$queryRaw<{ last: number }[]>`
          SELECT "seq"::int AS "last" FROM "AuditEvent" ORDER BY "seq" DESC LIMIT 1`;
          expect(breach?.seq).toBe(seq ?? last);
          throw undo;
        },
        { timeout: 30_000 },
      )
      .catch((error) => expect(error).toBe(undo));
  },
  60_000,
);

test("an event and its seal removed together are found, and so is what stood before them when a whole end is cut off", async () => {
  await write("last");
  await sealEvents();
  const { head } = await verifyChain(db());
  const undo = new Error("undo");
  await db()
    .$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
        await tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" WHERE "seq" = (SELECT max("seq") FROM "AuditEvent")`);
        await tx.$executeRawUnsafe(
          `DELETE FROM "AuditSeal" WHERE "position" = (SELECT max("position") FROM "AuditSeal")`,
        );
        expect(await verifyChain(tx, head ?? "")).toMatchObject({ breach: null, noted: false });
        await tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" WHERE "seq" = 7000`);
        await tx.$executeRawUnsafe(`DELETE FROM "AuditSeal" WHERE "seq" = 7000`);
        expect((await verifyChain(tx)).breach).toMatchObject({
          seq: 7_001,
          problem: expect.stringMatching(/removed/),
        });
        throw undo;
      },
      { timeout: 30_000 },
    )
    .catch((error) => expect(error).toBe(undo));
}, 60_000);

test("writers are never kept waiting, also while several sealers run; every event is sealed once, without gaps", async () => {
  const before = (await verifyChain(db())).events;
  const writers = Array.from({ length: 8 }, async (_, w) => {
    for (let i = 0; i < 25; i++)
      await db().$transaction((tx) => insertAudit(tx, platform, { action: "a.b", target: null, after: { w, i } }));
  });
  const sealers = Array.from({ length: 3 }, async () => {
    for (let i = 0; i < 10; i++) await sealEvents();
  });
  await Promise.all([...writers, ...sealers]);
  await sealEvents();
  expect(await verifyChain(db())).toMatchObject({ events: before + 200, waiting: 0, breach: null });
}, 60_000);

test("an event committed after later ones is sealed behind them", async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let written = () => {};
  const ready = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = db().$transaction(async (tx) => {
    await insertAudit(tx, platform, { action: "slow.one", target: null });
    written();
    await held;
  });
  await ready;
  await write("fast");
  expect(await sealEvents()).toMatchObject({ sealed: 1 });
  letGo();
  await slow;
  expect(await sealEvents()).toMatchObject({ sealed: 1, foreign: [] });
  expect(await verifyChain(db())).toMatchObject({ waiting: 0, breach: null });
}, 60_000);

test("what Muster did not write is never sealed, and told", async () => {
  const undo = `INSERT INTO "AuditEvent" ("id", "actorType", "via", "action", "signature") VALUES ('foreign', 'user', 'y', 'z.z', 'before')`;
  await tampering(undo);
  const { sealed, foreign } = await sealEvents();
  expect([sealed, foreign.length]).toEqual([0, 1]);
  expect((await verifyChain(db())).breach?.problem).toMatch(/inserted/);
  await tampering(`DELETE FROM "AuditEvent" WHERE "id" = 'foreign'`);
});

test("a signature holds for the same values in another order of keys, and for no others", () => {
  const signature = signatureOf([{ a: 1, b: [2, { c: 3, d: 4 }] }]);
  expect(isSigned([{ b: [2, { d: 4, c: 3 }], a: 1 }], signature)).toBe(true);
  for (const other of [[{ a: 1, b: [2, { c: 3 }] }], [{ a: "1", b: [2, { c: 3, d: 4 }] }], [], [null]]) {
    expect(isSigned(other, signature)).toBe(false);
  }
  expect([isSigned([1], null), isSigned([1], ""), isSigned([1], "before")]).toEqual([false, false, false]);
});
