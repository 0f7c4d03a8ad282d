import { beforeAll, describe, expect, test } from "vitest";
import { exportAuditEvents, listAuditEvents, verifyAuditTrail } from "@/lib/contracts/console/endpoints/audit";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import { db } from "@/lib/db";
import { sealEvents } from "@/lib/domain/audit/seal-events";
import { type Doer, insertAudit } from "@/lib/domain/change";
import { route } from "@/lib/http/route";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

let admin: Person;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
});

type Page = {
  data: AuditEvent[];
  pageInfo: { total: number; endCursor: string; startCursor: string; hasNextPage: boolean };
};
async function page(as: Person, query: Record<string, string>): Promise<Page> {
  const answer = await call(listAuditEvents, { as, query });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as Page;
}

const hostile = '=HYPERLINK("x"),\n"ü';
const by = (person: Person): Doer => ({
  type: "user",
  id: person.id,
  name: person.name,
  via: "session",
  origin: { requestId: "req_1", address: "203.0.113.9", userAgent: hostile },
});

async function scene() {
  const { workspace, owner } = await given.workspace();
  const target = (id: string, name: string) => ({ type: "agent", id, name, workspaceId: workspace.id });
  const write = (action: string, id: string, more = {}) =>
    insertAudit(db(), by(owner), {
      action,
      target: target(id, `Agent ${id}`),
      before: { a: 1 },
      after: { a: 2 },
      ...more,
    });
  const first = `agt_${workspace.slug}`;
  await write("agent.enabled", first);
  await write("agent.deleted", first);
  await write("agent.deleted", "agt_other");
  await write("agents.weird", "agt_other");
  await write("package.approved", "agt_other", { outcome: "denied" });
  await write("agent.updated", "agt_other", { override: true });
  return { workspace, owner, first };
}

describe("filters", () => {
  test("narrow the trail, alone and together", async () => {
    const { owner, first } = await scene();
    const mine = { actorId: owner.id };
    const actions = async (query: Record<string, string>) =>
      (await page(admin, { ...mine, ...query })).data.map((event) => event.action);
    const all = [
      "agent.updated",
      "package.approved",
      "agents.weird",
      "agent.deleted",
      "agent.deleted",
      "agent.enabled",
    ];
    expect(await actions({ targetType: "agent" })).toEqual(all);
    expect(await actions({ action: "agent.deleted" })).toEqual(["agent.deleted", "agent.deleted"]);
    expect(await actions({ action: "agent.*" })).toEqual(all.filter((action) => action.startsWith("agent.")));
    expect(await actions({ action: "agent.deleted", targetId: first })).toEqual(["agent.deleted"]);
    expect(await actions({ outcome: "denied" })).toEqual(["package.approved"]);
    expect(await actions({ override: "true" })).toEqual(["agent.updated"]);
    expect(await actions({ override: "false", targetType: "agent" })).toHaveLength(5);
    expect(await actions({ q: "AGENT agt_OTHER" })).toHaveLength(4);
    expect(await actions({ q: "package.app" })).toEqual(["package.approved"]);
    expect(await actions({ q: "100%" })).toEqual([]);
    const { data } = await page(admin, { ...mine, targetType: "agent" });
    const [newest, oldest] = [data[0]?.at ?? "", data.at(-1)?.at ?? ""];
    const later = (at: string) => new Date(Date.parse(at) + 1).toISOString();
    expect((await actions({ from: oldest, to: later(newest), targetType: "agent" })).length).toBe(6);
    expect(await actions({ from: later(newest) })).toEqual([]);
    expect(await actions({ to: oldest, targetType: "agent" })).toEqual([]);
  });

  test("pages go forward and back without loss, also among events of the same moment", async () => {
    const { owner } = await scene();
    const query = { actorId: owner.id, limit: "2" };
    const one = await page(admin, query);
    const two = await page(admin, { ...query, after: one.pageInfo.endCursor });
    const back = await page(admin, { ...query, before: two.pageInfo.startCursor });
    expect(back.data).toEqual(one.data);
    expect(new Set([...one.data, ...two.data].map((event) => event.seq)).size).toBe(4);
  });

  test.each([
    ["action", "agent"],
    ["action", "agent.*;drop"],
    ["outcome", "maybe"],
    ["override", "yes"],
    ["from", "yesterday"],
    ["to", "2026-13-01T00:00:00Z"],
  ])("a wrong %s is refused", async (name, value) => {
    const answer = await call(listAuditEvents, { as: admin, query: { [name]: value } });
    expect([answer.status, answer.body]).toMatchObject([400, { error: { fields: { [name]: expect.any(String) } } }]);
  });
});

async function exported(as: Person, query: Record<string, string>): Promise<string> {
  const answer = await call(exportAuditEvents, { as, query });
  expect(answer.status, String(answer.body)).toBe(200);
  return query.format === "json" ? JSON.stringify(answer.body) : String(answer.body);
}

describe("an export", () => {
  test("as CSV has a header and every event, quoted, with formulas disarmed, and is audited", async () => {
    const { owner, workspace } = await scene();
    const query = { actorId: owner.id, targetType: "agent" };
    const answer = await call(exportAuditEvents, { as: admin, query });
    const text = String(answer.body);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    const [header, ...lines] = text.split("\r\n");
    expect(header).toBe(
      "seq,at,actorType,actorId,actorName,via,action,targetType,targetId,targetName,workspaceId,outcome,override,requestId,address,userAgent,before,after,hash",
    );
    expect(lines).toHaveLength(7);
    expect(lines[1]).toContain(`agent,agt_other,Agent agt_other,${workspace.id},denied,false,req_1,203.0.113.9,`);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x""),\n""ü","{""a"":1}","{""a"":2}",`);
    const row = await db().auditEvent.findFirst({ where: { action: "audit.exported" }, orderBy: { seq: "desc" } });
    expect(row).toMatchObject({ actorId: admin.id, after: { format: "csv", events: 6 } });
  });

  test("as JSON is one array of the same events that the list gives; also an empty one", async () => {
    const { owner } = await scene();
    const query = { actorId: owner.id };
    const { data } = await page(admin, query);
    expect(JSON.parse(await exported(admin, { ...query, format: "json" }))).toEqual(data);
    expect(await exported(admin, { actorId: "usr_nobody", format: "json" })).toBe("[]");
  });

  test("holds what the caller may read and nothing else", async () => {
    const { owner } = await scene();
    const stranger = (await given.workspace()).owner;
    expect(await exported(stranger, { actorId: owner.id })).toMatch(/^seq,[^\n]*\r\n$/);
    expect((await exported(owner, { targetType: "agent" })).split("\r\n")).toHaveLength(8);
  });

  test("of many batches has each event once", async () => {
    const { owner, workspace } = await given.workspace();
    await db().$executeRaw`INSERT INTO "AuditEvent" ("id", "at", "actorType", "actorId", "via", "action", "workspaceId")
      SELECT 'aud_' || ${owner.id} || i, now() - (i / 7) * interval '1 second', 'user', ${owner.id}, 'x', 'bulk.row', ${workspace.id}::uuid
      FROM generate_series(1, 5000) i`;
    const rows = JSON.parse(await exported(owner, { action: "bulk.row", format: "json" })) as AuditEvent[];
    expect(new Set(rows.map((row) => row.id)).size).toBe(5_000);
    const times = rows.map((row) => row.at);
    expect(times).toEqual([...times].sort().reverse());
  });

  test("runs twice at once for one person; the third is refused until one has ended or was left", async () => {
    const { owner } = await scene();
    const open = () => {
      const headers = { authorization: `Bearer ${owner.token}` };
      return route(exportAuditEvents).GET(new Request("http://localhost/api/audit/export", { headers }));
    };
    const [one, two, three] = [await open(), await open(), await open()];
    expect([one.status, two.status, three.status]).toEqual([200, 200, 429]);
    expect(three.headers.get("retry-after")).toBe("10");
    await one.body?.cancel();
    await expect.poll(async () => (await open()).status).toBe(200);
    await two.text();
  });

  test("that fails half-way breaks off instead of looking complete", async () => {
    const { auditFile } = await import("@/lib/contracts/console/present/audit-file");
    const { data } = await page(admin, { limit: "1" });
    for (const format of ["csv", "json"] as const) {
      async function* broken() {
        yield data.map(({ at: time, ...row }) => ({ ...row, time }));
        throw new Error("the database went away");
      }
      let freed = 0;
      const file = auditFile(format, broken(), () => freed++);
      const read = new Response(file as unknown as BodyInit).text();
      await expect(read).rejects.toThrow();
      expect(freed).toBe(1);
    }
  });
});

describe("verification", () => {
  test("is for instance admins and says that the trail is whole", async () => {
    const { owner } = await scene();
    expect((await call(verifyAuditTrail, { as: owner })).status).toBe(403);
    const fresh = await db().auditEvent.count({ where: { signature: null } });
    const before = (await call(verifyAuditTrail, { as: admin })).body;
    expect(before).toMatchObject({ ok: fresh === 0, events: await db().auditEvent.count() });
    await sealEvents({ all: true });
    const { data } = await page(admin, { actorId: owner.id, limit: "1" });
    expect(data[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
