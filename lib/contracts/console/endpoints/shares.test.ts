import { describe, expect, test } from "vitest";
import * as api from "@/lib/contracts/console/endpoints/shares";
import type { AccessEntry, Share } from "@/lib/contracts/console/wire/share";
import { db } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import { byId } from "@/lib/domain/agents/rules";
import { endExpiredShares } from "@/lib/domain/shares/end-expired";
import { warnExpiringShares } from "@/lib/domain/shares/warn-expiring";
import { call } from "@/lib/testing/call";
import { givenCast, givenStage } from "@/lib/testing/cast";
import { given, type Person } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";

const HOUR = 3_600_000;
const scene = async () => {
  const { workspace, owner } = await given.workspace();
  return { workspace, owner, agent: await given.agent(owner.ctx) };
};
const made = async (as: Person, agentId: string, email: string, more = {}) =>
  (await call(api.createShare, { as, json: { agentId, email, role: "viewer", ...more } })).body as Share;

describe("/api/shares", () => {
  test("is made, listed, changed and ended; each change leaves one audit row", async () => {
    const { owner, agent } = await scene();
    const guest = await given.outsider({ addressProvenAt: new Date() });
    const created = await call(api.createShare, {
      as: owner,
      json: { agentId: agent.id, email: guest.email, role: "operator" },
    });
    const share = created.body as Share;
    expect([created.status, created.headers.get("location")]).toEqual([201, `/api/shares/${share.id}`]);
    expect(share).toMatchObject({ state: "active", user: { id: guest.id }, createdBy: owner.id, expiresAt: null });
    const listed = await call(api.listAgentShares, { as: owner, query: { agentId: agent.name } });
    expect(listed.body).toMatchObject({ data: [share], pageInfo: { total: 1 } });
    const one = { as: owner, params: { id: share.id } };
    const changed = await call(api.patchShare, { ...one, json: { role: "editor" } });
    expect([changed.status, changed.body]).toEqual([200, { ...share, role: "editor" }]);
    expect((await call(api.patchShare, { ...one, json: { role: "editor" } })).status).toBe(200);
    expect((await call(api.removeShare, one)).status).toBe(204);
    expect((await call(api.removeShare, one)).status).toBe(404);
    const audit = await db().auditEvent.findMany({ where: { targetId: agent.id }, orderBy: { seq: "asc" } });
    expect(audit.map(({ action }) => action)).toEqual(["share.created", "share.updated", "share.deleted"]);
  });

  test("names the field that is wrong", async () => {
    const { owner, agent } = await scene();
    const refused = async (json: unknown) => {
      const { status, body } = await call(api.createShare, { as: owner, json });
      return [status, Object.keys((body as { error: { fields?: object } }).error.fields ?? {})];
    };
    const good = { agentId: agent.id, email: "tom@example.com", role: "viewer" };
    expect(await refused({ ...good, email: "tom at example" })).toEqual([400, ["email"]]);
    expect(await refused({ ...good, email: owner.email })).toEqual([400, ["email"]]);
    expect(await refused({ ...good, role: "owner" })).toEqual([400, ["role"]]);
    expect(await refused({ ...good, expiresAt: "2001-01-01T00:00:00Z" })).toEqual([400, ["expiresAt"]]);
    expect(await refused({ ...good, expiresAt: "soon" })).toEqual([400, ["expiresAt"]]);
    expect(await refused({ ...good, userId: "usr_x" })).toEqual([400, ["userId"]]);
    expect((await call(api.listAgentShares, { as: owner })).status).toBe(400);
  });

  test("another workspace's owner finds neither agent nor share; a viewer may not look", async () => {
    const { workspace, owner, agent } = await scene();
    const share = await made(owner, agent.id, "tom@example.com");
    const stranger = (await given.workspace()).owner;
    const viewer = await given.member(workspace, { role: "viewer" });
    for (const [as, status] of [[stranger, 404] as const, [viewer, 403] as const]) {
      const one = { as, params: { id: share.id } };
      expect((await call(api.listAgentShares, { as, query: { agentId: agent.id } })).status).toBe(status);
      expect((await call(api.patchShare, { ...one, json: { role: "editor" } })).status).toBe(status);
      expect((await call(api.removeShare, one)).status).toBe(status);
      const json = { agentId: agent.id, email: "eve@example.com", role: "viewer" };
      expect((await call(api.createShare, { as, json })).status).toBe(status);
    }
  });

  test("what is shared with me, and nothing that has ended", async () => {
    const { owner, agent } = await scene();
    const guest = await given.outsider({ addressProvenAt: new Date() });
    const share = await made(owner, agent.id, guest.email);
    const over = await given.agent(owner.ctx);
    await given.share(over.id, guest, "viewer");
    await db().share.updateMany({ where: { agentId: over.id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    const { body } = await call(api.listSharedWithMe, { as: guest });
    expect(body).toMatchObject({
      data: [{ share, agent: { id: agent.id, name: agent.name, status: "stopped", owner: { id: owner.id } } }],
      pageInfo: { total: 1 },
    });
    expect((await call(api.listSharedWithMe, { as: owner })).body).toMatchObject({ data: [] });
  });

  test("a share that ends is announced once three days before, and ends by itself", async () => {
    const { owner, agent } = await scene();
    const guest = await given.outsider({ addressProvenAt: new Date() });
    await made(owner, agent.id, guest.email, { expiresAt: new Date(Date.now() + HOUR).toISOString() });
    const told = () => db().notification.count({ where: { userId: guest.id, kind: "share_expiring" } });
    await warnExpiringShares(new Date());
    await warnExpiringShares(new Date());
    expect(await told()).toBe(1);
    await endExpiredShares(new Date());
    expect(await db().share.count({ where: { agentId: agent.id } })).toBe(1);
    await endExpiredShares(new Date(Date.now() + 2 * HOUR));
    expect(await db().share.count({ where: { agentId: agent.id } })).toBe(0);
    const audit = await db().auditEvent.findFirst({ where: { targetId: agent.id, action: "share.expired" } });
    expect(audit).toMatchObject({ actorType: "system", before: { email: guest.email, role: "viewer" } });
  });
});

describe("GET /api/access", () => {
  const ask = (as: Person, agentId: string, email?: string) =>
    call(api.showAccess, { as, query: { agentId, ...(email ? { email } : {}) } });

  test("explains a person with two reasons, and what is left without each", async () => {
    const { workspace, owner, agent } = await scene();
    const eve = await given.member(workspace, { role: "developer" });
    const share = await made(owner, agent.id, eve.email, { role: "editor" });
    const { body } = await ask(owner, agent.id, eve.email.toUpperCase());
    expect(body).toMatchObject({
      agentId: agent.id,
      person: { id: eve.id, email: eve.email },
      effective: "editor",
      can: ["read", "run", "edit"],
      reasons: [
        { kind: "workspace_role", role: "developer", workspace: workspace.name, grants: ["read"] },
        { kind: "share", shareId: share.id, role: "editor", grants: ["read", "run", "edit"], by: owner.name },
      ],
      without: [
        { remove: `developer in ${workspace.name}`, effective: "editor" },
        { remove: `share ${share.id}`, effective: "viewer" },
      ],
      blocked: null,
    });
  });

  test("everybody who can read may ask about themself, and about nobody else", async () => {
    const { workspace, owner, agent } = await scene();
    const viewer = await given.member(workspace, { role: "viewer" });
    expect((await ask(viewer, agent.id, viewer.email)).body).toMatchObject({ effective: "viewer", can: ["read"] });
    expect((await ask(viewer, agent.id, owner.email)).status).toBe(403);
    expect((await ask(viewer, agent.id)).status).toBe(403);
    expect((await ask((await given.workspace()).owner, agent.id)).status).toBe(404);
    expect((await ask(owner, agent.id, "nobody@example.com")).status).toBe(404);
  });

  test("lists exactly those whom the access clause lets read the agent, with what the policy allows them", async () => {
    const cast = await givenCast();
    const { agentId } = await givenStage(cast);
    const { body } = await ask(cast.people.owner, agentId);
    const { data } = body as { data: AccessEntry[] };
    for (const [part, person] of Object.entries(cast.people)) {
      const reads = await getAgent(db(), person.ctx, byId(agentId)).then(
        () => true,
        () => false,
      );
      const entry = data.find((one) => one.person.id === person.id);
      // Instance admins of other tests may push nobody of this cast off the first page.
      expect(entry !== undefined, part).toBe(reads);
      const mayEdit = await call(api.listAgentShares, { as: person, query: { agentId } });
      if (entry) expect(entry.can.includes("edit"), part).toBe(mayEdit.status === 200);
    }
  });
});
