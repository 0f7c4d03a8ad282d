import { describe, expect, test } from "vitest";
import { showAgent } from "@/lib/contracts/registry/endpoints/read";
import { agentResource } from "@/lib/contracts/registry/wire";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenInstall, givenPublished, givenRow } from "@/lib/testing/registry-scene";

process.env.MUSTER_RATE_LIMIT = "0";

describe("GET /api/agents/{id}", () => {
  test("gives exactly the documented fields with its tag, and 304 for it", async () => {
    const { workspace, owner } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const made = await givenRow(workspace, { name: "one", description: "draft", createdById: owner.id });
    const { status, body, headers } = await call(showAgent, { as: owner, params: { agent: made.id } });
    expect(Object.keys(agentResource.shape)).toEqual(Object.keys(body as object));
    expect([status, body]).toMatchObject([
      200,
      {
        id: made.id,
        workspaceId: workspace.id,
        system: false,
        description: "draft",
        createdBy: owner.id,
        deletedAt: null,
      },
    ]);
    expect(headers.get("etag")).toBe('"1"');
    const again = async (as: Person, tag: string) =>
      (await call(showAgent, { as, params: { agent: made.id }, headers: { "if-none-match": tag } })).status;
    expect([await again(owner, '"1"'), await again(owner, 'W/"1"'), await again(owner, '"2"')]).toEqual([
      304, 304, 200,
    ]);
    await givenPublished(made.id, { description: "published" });
    const shown = await call(showAgent, { as: viewer, params: { agent: made.id } });
    expect([(shown.body as { description: string }).description, shown.headers.get("etag")]).toEqual([
      "published",
      '"1.live"',
    ]);
    expect([await again(viewer, '"1.live"'), await again(viewer, '"1"'), await again(owner, '"1.live"')]).toEqual([
      304, 200, 200,
    ]);
  });

  test("a deleted agent only where it is asked for, and others' agents never", async () => {
    const { workspace, owner } = await given.workspace();
    const dead = await givenRow(workspace, { name: "dead", deletedAt: new Date(), retentionTier: "none" });
    const ask = async (include_deleted?: string, as = owner) =>
      (await call(showAgent, { as, params: { agent: dead.id }, query: include_deleted ? { include_deleted } : {} }))
        .status;
    expect([await ask(), await ask("false"), await ask("true"), await ask("only")]).toEqual([404, 404, 200, 200]);
    const stranger = await given.outsider();
    const hidden = await call(showAgent, {
      as: stranger,
      params: { agent: dead.id },
      query: { include_deleted: "true" },
    });
    expect([hidden.status, hidden.body]).toEqual([
      404,
      { error: { code: "not_found", message: `No agent '${dead.id}'.` } },
    ]);
    for (const agent of ["99999999999", "agt_", "agt_zzz", "a".repeat(255)]) {
      expect((await call(showAgent, { as: owner, params: { agent } })).status, agent).toBe(404);
    }
    expect((await call(showAgent, { as: owner, params: { agent: dead.id }, query: { x: "1" } })).status).toBe(400);
  });

  test("what an integration brings can be read and is shown as published; detached it is gone", async () => {
    const [from, into] = [await given.place(), await given.place()];
    const admin = await given.member(into, { role: "admin" });
    const { id } = await givenRow(from, { name: "brought" });
    await givenPublished(id, { description: "published" });
    const installId = await givenInstall(from, into, [id]);
    const { status, body } = await call(showAgent, { as: admin, params: { agent: id } });
    expect([status, body]).toMatchObject([200, { workspaceId: from.id, description: "published" }]);
    await db().integrationMember.updateMany({ where: { installId }, data: { detachedAt: new Date() } });
    expect((await call(showAgent, { as: admin, params: { agent: id } })).status).toBe(404);
  });
});
