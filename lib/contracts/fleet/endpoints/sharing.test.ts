import { describe, expect, test } from "vitest";
import { share, shares, unshare } from "@/lib/contracts/fleet/endpoints/sharing";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { jobsWithKey } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

const scene = async () => {
  const { workspace, owner } = await given.workspace();
  const agent = await given.agent(owner.ctx);
  return { workspace, owner, agent, params: { agent: agent.name } };
};
const detail = (body: unknown) => (body as { detail: unknown }).detail;

describe("POST /api/agents/{name}/share", () => {
  test("an unknown address waits; the answer is an element of the list", async () => {
    const { owner, agent, params } = await scene();
    const { status, body } = await call(share, { as: owner, params, json: { email: " Tom@Example.COM ", extra: 1 } });
    expect([status, body]).toEqual([
      200,
      {
        id: expect.stringMatching(/^shr_/),
        agent_name: agent.name,
        shared_with_email: "tom@example.com",
        shared_by_id: owner.id,
        shared_by_email: owner.email,
        role: "operator",
        pending: true,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    ]);
    expect((await call(shares, { as: owner, params })).body).toEqual([body]);
    const audit = await db().auditEvent.findMany({ where: { targetId: agent.id } });
    expect(audit.map(({ action }) => action)).toEqual(["share.created"]);
  });

  test("it waits for somebody whose e-mail nobody has vouched for, and they are told nothing", async () => {
    const { owner, params } = await scene();
    const guest = await given.outsider();
    const { body } = await call(share, { as: owner, params, json: { email: guest.email, role: "viewer" } });
    expect(body).toMatchObject({ role: "viewer", pending: true });
    expect(await db().notification.count({ where: { userId: guest.id } })).toBe(0);
  });

  test("a person who has signed in has it at once, and is told", async () => {
    const { owner, agent, params } = await scene();
    const guest = await given.outsider({ addressProvenAt: new Date() });
    const { body } = await call(share, { as: owner, params, json: { email: guest.email, role: "viewer" } });
    expect(body).toMatchObject({ role: "viewer", pending: false });
    const told = await db().notification.findMany({ where: { userId: guest.id } });
    expect(told).toMatchObject([{ kind: "agent_shared", link: `/agents/${agent.id}` }]);
  });

  test("refuses what is no address, one's own, the owner's, a role that is none, and the same again", async () => {
    const { workspace, owner, params } = await scene();
    const admin = await given.member(workspace, { role: "admin" });
    const shared = (json: unknown, as = owner) => call(share, { as, params, json });
    expect([(await shared({ email: "tom" })).status, (await shared({ email: owner.email })).status]).toEqual([
      400, 400,
    ]);
    expect((await shared({ email: owner.email }, admin)).status).toBe(400);
    expect((await shared({ email: "tom@example.com", role: "owner" })).status).toBe(400);
    const missing = await shared({ role: "viewer" });
    expect([missing.status, detail(missing.body)]).toMatchObject([422, [{ type: "missing", loc: ["body", "email"] }]]);
    expect((await shared({ email: 5 })).status).toBe(422);
    await shared({ email: "tom@example.com" });
    const again = await shared({ email: "tom@example.com" });
    expect([again.status, detail(again.body)]).toEqual([409, expect.stringContaining("already shared")]);
  });

  test("an operator may not, a stranger does not find it, an editor may", async () => {
    const { agent, params } = await scene();
    const [operator, editor] = [await given.outsider(), await given.outsider()];
    await given.share(agent.id, operator, "operator");
    await given.share(agent.id, editor, "editor");
    const byId = { agent: agent.id };
    const json = { email: "tom@example.com" };
    expect((await call(share, { as: operator, params: byId, json })).status).toBe(403);
    expect((await call(shares, { as: operator, params: byId })).status).toBe(403);
    expect((await call(share, { as: (await given.workspace()).owner, params, json })).status).toBe(404);
    expect((await call(share, { as: editor, params: byId, json })).status).toBe(200);
  });

  test("the 201st share is refused", async () => {
    const { owner, agent, params } = await scene();
    const data = Array.from({ length: 200 }, (_, i) => ({
      id: `shr_${agent.id}_${i}`,
      agentId: agent.id,
      email: `p${i}@example.com`,
      role: "viewer",
    }));
    await db().share.createMany({ data });
    const { status, body } = await call(share, { as: owner, params, json: { email: "more@example.com" } });
    expect([status, detail(body)]).toEqual([409, expect.stringContaining("at most 200")]);
  });
});

describe("DELETE /api/agents/{name}/share/{email}", () => {
  test("ends access and SSH grants; the second time it is 404", async () => {
    const { owner, agent, params } = await scene();
    const guest = await given.outsider();
    await given.share(agent.id, guest, "editor");
    const expiresAt = new Date(Date.now() + 3_600_000);
    const keys = [guest, owner].map(({ id: userId }) => ({ userId, publicKey: `ssh-ed25519 ${userId}` }));
    await db().sshGrant.createMany({
      data: keys.map((key) => ({ ...key, id: `g_${key.userId}`, agentId: agent.id, expiresAt })),
    });
    const where = { ...params, email: guest.email.toUpperCase() };
    const { status, body } = await call(unshare, { as: owner, params: where });
    expect([status, body]).toEqual([200, { message: `Sharing with ${guest.email} removed` }]);
    expect((await call(shares, { as: guest, params: { agent: agent.id } })).status).toBe(404);
    expect(await db().sshGrant.findMany({ where: { agentId: agent.id } })).toMatchObject([{ userId: owner.id }]);
    expect(await jobsWithKey(`settings:${agent.id}`)).toEqual([{ task: "apply_settings" }]);
    expect((await call(unshare, { as: owner, params: where })).status).toBe(404);
  });
});
