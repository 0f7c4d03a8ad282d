import { beforeEach, describe, expect, test } from "vitest";
import { patchInstance, showInstance } from "@/lib/contracts/console/endpoints/operation";
import { db } from "@/lib/db";
import { areDocsPublic } from "@/lib/domain/instance/queries";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

const admin = () => given.outsider({ instanceAdmin: true });
const audited = () => db().auditEvent.findMany({ where: { action: "instance.updated" }, orderBy: { seq: "asc" } });

beforeEach(async () => {
  await db().instance.update({ where: { id: 1 }, data: { name: "Muster", settings: {} } });
});

describe("the instance", () => {
  test("tells its admins what it runs on, how much room is left, and no secret", async () => {
    const { status, body } = await call(showInstance, { as: await admin() });
    expect([status, body]).toMatchObject([
      200,
      {
        name: "Muster",
        runtime: { supervisors: expect.any(Number) },
        storage: { freeBytes: expect.any(Number) },
        mail: { configured: false, from: null },
        settings: { docsPublic: false, allowedImages: [], sshAccess: true },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(process.env.MUSTER_SECRET);
  });

  test("is renamed and opened; what is not named stays, one audit row says what was before", async () => {
    const as = await admin();
    const before = (await audited()).length;
    const named = await call(patchInstance, { as, json: { name: "  Agents of Acme " } });
    expect([named.status, named.body]).toMatchObject([200, { name: "Agents of Acme" }]);
    const settings = { docsPublic: true, allowedImages: ["ghcr.io/acme/agent:1.2"] };
    const opened = await call(patchInstance, { as, json: { settings } });
    expect(opened.body).toMatchObject({ name: "Agents of Acme", settings: { ...settings, sshAccess: true } });
    expect(await areDocsPublic()).toBe(true);
    const again = await call(patchInstance, { as, json: { name: "Agents of Acme", settings } });
    expect(again.status).toBe(200);
    expect((await audited()).slice(before)).toMatchObject([
      { before: { name: "Muster" }, after: { name: "Agents of Acme" } },
      { before: { docsPublic: false, allowedImages: [] }, after: settings },
    ]);
  });

  test("keeps what two admins change at the same moment: the second waits for the first", async () => {
    const [one, two] = [await admin(), await admin()];
    let second: Promise<unknown> = Promise.resolve();
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE "Instance" SET "settings" = '{"sshAccess": false}' WHERE "id" = 1`;
      second = call(patchInstance, { as: two, json: { settings: { docsPublic: true } } });
      const waiting = () => db().$queryRaw<unknown[]>`SELECT 1 FROM pg_stat_activity
        WHERE "wait_event_type" = 'Lock' AND "datname" = current_database() AND "query" LIKE '%"Instance"%'`;
      await expect.poll(async () => (await waiting()).length, { timeout: 5_000 }).toBe(1);
    });
    await second;
    const { body } = await call(showInstance, { as: one });
    expect(body).toMatchObject({ settings: { docsPublic: true, sshAccess: false } });
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "two\nlines" }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ version: "9" }, "version"],
    [{ settings: { docsPublic: "yes" } }, "settings.docsPublic"],
    [{ settings: { allowedImages: ["image --privileged"] } }, "settings.allowedImages[0]"],
    [{ settings: { secret: "x" } }, "settings.secret"],
  ])("refuses %j and names the field", async (json, field) => {
    const { status, body } = await call(patchInstance, { as: await admin(), json });
    const { fields } = (body as { error: { fields: Record<string, string> } }).error;
    expect([status, Object.keys(fields)]).toEqual([400, [field]]);
  });

  test("is nobody's but instance admins' to read or change", async () => {
    const { owner } = await given.workspace();
    expect((await call(showInstance, { as: owner })).status).toBe(403);
    expect((await call(patchInstance, { as: owner, json: { name: "Mine" } })).status).toBe(403);
    expect((await db().instance.findUniqueOrThrow({ where: { id: 1 } })).name).toBe("Muster");
  });
});
