import { beforeEach, describe, expect, test } from "vitest";
import { disable } from "@/lib/contracts/console/endpoints/agents";
import { listAuditEvents } from "@/lib/contracts/console/endpoints/audit";
import { showInstance } from "@/lib/contracts/console/endpoints/operation";
import { listPeople } from "@/lib/contracts/console/endpoints/users";
import { db } from "@/lib/db";
import { flushRefusals, MOST_REFUSALS } from "@/lib/domain/audit/note-refusal";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

beforeEach(flushRefusals);

const from = (address: string) => ({ "x-muster-peer": address, authorization: "msk_forged" });
const rowsOf = (address: string) => db().auditEvent.findMany({ where: { address }, orderBy: { seq: "asc" } });

describe("a refused attempt", () => {
  test("without a credential is recorded once with what was tried, and its repeats as one row", async () => {
    const address = "203.0.113.7";
    for (let i = 0; i < 5; i++) expect((await call(listAuditEvents, { headers: from(address) })).status).toBe(401);
    expect(await rowsOf(address)).toMatchObject([
      {
        action: "access.refused",
        outcome: "denied",
        actorType: "anonymous",
        actorId: null,
        after: { method: "GET", path: "/api/audit", reason: "unauthenticated" },
      },
    ]);
    await flushRefusals();
    expect((await rowsOf(address)).map((row) => row.after)).toMatchObject([
      {},
      { reason: "unauthenticated", repeats: 4 },
    ]);
  });

  test("of a person at a read is recorded under their name, also in a foreign workspace", async () => {
    const person = await given.outsider();
    const { workspace } = await given.workspace();
    expect((await call(listPeople, { as: person })).status).toBe(403);
    expect((await call(showInstance, { as: person, headers: { "x-workspace-id": workspace.id } })).status).toBe(403);
    const rows = await db().auditEvent.findMany({
      where: { actorId: person.id, outcome: "denied" },
      orderBy: { seq: "asc" },
    });
    expect(rows.map((row) => row.after)).toEqual([
      { method: "GET", path: "/api/users", reason: "forbidden" },
      { method: "GET", path: "/api/instance", reason: "workspace_forbidden" },
    ]);
  });

  test("of a command is recorded once, under the command's own action", async () => {
    const { workspace, owner } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const { submitted } = await import("@/lib/testing/submitting");
    const agent = await submitted(owner);
    expect((await call(disable, { as: viewer, params: { agent: agent.id } })).status).toBe(403);
    const rows = await db().auditEvent.findMany({ where: { actorId: viewer.id, outcome: "denied" } });
    expect(rows).toMatchObject([{ action: "agent.disabled", targetId: agent.id }]);
  });

  test("costs no more rows the more of them come: a flood is counted", async () => {
    const before = await db().auditEvent.count({ where: { outcome: "denied" } });
    for (let i = 0; i < MOST_REFUSALS + 30; i++) {
      await call(listAuditEvents, { headers: from(`198.51.${Math.floor(i / 250)}.${i % 250}`) });
    }
    expect(await db().auditEvent.count({ where: { outcome: "denied" } })).toBe(before + MOST_REFUSALS);
    await flushRefusals();
    const last = await db().auditEvent.findFirst({ orderBy: { seq: "desc" } });
    expect(last).toMatchObject({ action: "access.refused", outcome: "denied", after: { others: 30 } });
  });
});
