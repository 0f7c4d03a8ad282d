import { describe, expect, test } from "vitest";
import { revokeAccess, sshAccess, sshGrants } from "@/lib/contracts/fleet/endpoints/ssh";
import { db } from "@/lib/db";
import { endExpiredGrants } from "@/lib/domain/ssh/end-expired";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { grantedKeys } from "@/lib/domain/ssh/queries";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";

let port = 20_000;
const scene = async (observedState = "running") => {
  const { workspace, owner } = await given.workspace();
  const agent = await given.agent(owner.ctx);
  port += 1;
  await db().runtime.create({ data: { agentId: agent.id, driver: "docker", observedState, port } });
  const ask = (json: unknown = {}, as: Person = owner) => call(sshAccess, { as, params: { agent: agent.name }, json });
  const audit = () => db().auditEvent.findMany({ where: { targetId: agent.id }, orderBy: { seq: "asc" } });
  return { workspace, owner, agent, port, ask, audit };
};
const over = { id: "ssh_over", publicKey: makeKeyPair().publicKey, expiresAt: new Date(Date.now() - 1_000) };
const hourFrom = (hours: number) => Date.now() + hours * 3_600_000;
const about = (text: unknown, time: number) => Math.abs(Date.parse(String(text)) - time) < 10_000;

describe("POST /api/agents/{name}/ssh-access", () => {
  test("without a key a pair is made, its private half shown once and kept nowhere", async () => {
    const { agent, port, ask, audit } = await scene();
    const { status, body, headers } = await ask();
    expect([status, body]).toEqual([
      200,
      {
        status: "success",
        agent: agent.name,
        auth_method: "key",
        connection: {
          command: `ssh -i muster_key -p ${port} developer@localhost`,
          host: "localhost",
          port,
          user: "developer",
        },
        private_key: expect.stringMatching(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        expires_in_hours: 4,
        instructions: [expect.any(String), expect.any(String)],
      },
    ]);
    const { private_key, expires_at } = body as { private_key: string; expires_at: string };
    expect(about(expires_at, hourFrom(4))).toBe(true);
    expect(headers.get("cache-control")).toContain("no-store");
    const grants = await db().sshGrant.findMany({ where: { agentId: agent.id } });
    const rows = [...grants, ...(await audit()).map(({ before, after }) => ({ before, after }))];
    expect(JSON.stringify(rows)).not.toContain(private_key.split("\n")[2]);
    expect((await audit()).map(({ action }) => action)).toEqual(["ssh.granted"]);
  });

  test("the same key again moves its end and stays one grant", async () => {
    const { agent, ask } = await scene();
    const { publicKey } = makeKeyPair();
    expect((await ask({ public_key: `${publicKey} maria@laptop`, ttl_hours: 0.1 })).body).toMatchObject({
      private_key: null,
      expires_in_hours: 0.1,
    });
    await ask({ public_key: publicKey, ttl_hours: 24 });
    const keys = await grantedKeys(agent.id);
    expect(keys).toMatchObject([{ publicKey }]);
    expect(about(keys[0]?.expiresAt, hourFrom(24))).toBe(true);
  });

  test.each([
    ["a time too short", { ttl_hours: 0.05 }, 400],
    ["a time too long", { ttl_hours: 25 }, 400],
    ["a negative time", { ttl_hours: -1 }, 400],
    ["a time as text", { ttl_hours: "4" }, 422],
    ["a password", { auth_method: "password" }, 400],
    ["a method that is no text", { auth_method: 1 }, 422],
    ["half a key", { public_key: "ssh-rsa AAAA" }, 400],
    ["a key with a command", { public_key: `command="id" ${makeKeyPair().publicKey}` }, 400],
    ["two keys in two lines", { public_key: `${makeKeyPair().publicKey}\n${makeKeyPair().publicKey}` }, 400],
    ["a key of a megabyte", { public_key: "A".repeat(900_000) }, 400],
    ["a key that is no text", { public_key: 5 }, 422],
  ])("%s is refused with the field's name, and grants nothing", async (_, json, expected) => {
    const { agent, ask } = await scene();
    const { status, body } = await ask(json);
    expect([status, JSON.stringify(body)]).toEqual([expected, expect.stringContaining(Object.keys(json)[0] ?? "")]);
    expect(await grantedKeys(agent.id)).toEqual([]);
  });

  test("an agent that does not run, or is integrated, has none", async () => {
    const { ask } = await scene("stopped");
    expect(await ask()).toMatchObject({ status: 400, body: { detail: "Agent is not running" } });
    const { owner } = await given.workspace();
    const integrated = await given.agent(owner.ctx, { hosting: "integrated" });
    const answer = await call(sshAccess, { as: owner, params: { agent: integrated.name }, json: {} });
    expect(answer).toMatchObject({ status: 400, body: { detail: "Not available for an integrated agent" } });
  });

  test("who may only operate is refused, who may not read finds nothing", async () => {
    const { workspace, agent, ask } = await scene();
    const operator = await given.member(workspace, { role: "viewer" });
    await given.share(agent.id, operator, "operator");
    expect((await ask({}, operator)).status).toBe(403);
    expect((await ask({}, await given.outsider())).status).toBe(404);
    expect(await grantedKeys(agent.id)).toEqual([]);
  });

  test("ten live, also when twenty are asked for at once", async () => {
    const { agent, ask } = await scene();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    expect(await grantedKeys(agent.id)).toHaveLength(10);
  });
});

describe("the living grants of an agent", () => {
  type Listed = { id: string; user: { id: string }; fingerprint: string; command: string }[];

  test("are told to its editors, without keys, and end one by one", async () => {
    const { workspace, owner, agent, port, ask, audit } = await scene();
    const admin = await given.member(workspace, { role: "admin" });
    const params = { agent: agent.name };
    const list = async (as: Person) => (await call(sshGrants, { as, params })).body as Listed;
    expect(await list(owner)).toEqual([]);
    await ask({ ttl_hours: 2 });
    await ask({ ttl_hours: 1 }, admin);
    await db().sshGrant.create({
      data: { ...(await db().sshGrant.findFirstOrThrow({ where: { userId: admin.id } })), ...over },
    });
    const [first, second, ...more] = await list(owner);
    expect(more).toEqual([]);
    expect([first?.user.id, second?.user.id]).toEqual([admin.id, owner.id]);
    expect(first).toMatchObject({
      fingerprint: expect.stringMatching(/^SHA256:/),
      command: `ssh -p ${port} developer@localhost`,
    });
    const grant = first?.id ?? "";
    const end = (as: Person) => call(revokeAccess, { as, params: { ...params, grant } });
    const viewer = await given.member(workspace, { role: "viewer" });
    expect([(await end(viewer)).status, (await end(await given.outsider())).status]).toEqual([403, 404]);
    expect((await call(sshGrants, { as: viewer, params })).status).toBe(403);
    const elsewhere = await scene();
    const foreign = { as: elsewhere.owner, params: { agent: elsewhere.agent.name, grant } };
    expect((await call(revokeAccess, foreign)).status).toBe(404);
    expect(await end(owner)).toMatchObject({ status: 200, body: { message: `SSH access of ${admin.email} ended` } });
    expect((await list(owner)).map(({ user }) => user.id)).toEqual([owner.id]);
    expect((await end(owner)).status).toBe(404);
    // The viewer's attempt is in the trail too, as one that was denied.
    const done = (await audit()).filter(({ outcome }) => outcome === "success").map(({ action }) => action);
    expect(done).toEqual(["ssh.granted", "ssh.granted", "ssh.revoked"]);
    await db().sshGrant.delete({ where: { id: over.id } });
    const jobs = await db().$queryRaw`SELECT 1 FROM graphile_worker.jobs WHERE "key" = ${`settings:${agent.id}`}`;
    expect(jobs).toHaveLength(1);
  });
});

describe("a grant ends", () => {
  test("at its time, with one audit row, and its agent is told", async () => {
    const { agent, ask, audit } = await scene();
    await ask();
    expect(await endExpiredGrants(new Date())).toBe(0);
    expect(await endExpiredGrants(new Date(hourFrom(5)))).toBeGreaterThanOrEqual(1);
    expect((await audit()).map(({ action }) => action)).toEqual(["ssh.granted", "ssh.expired"]);
    expect(await grantedKeys(agent.id)).toEqual([]);
  });

  test("with its person's right to edit", async () => {
    const { workspace, agent, ask } = await scene();
    const guest = await given.member(workspace, { role: "developer" });
    await given.share(agent.id, guest, "editor");
    await ask({}, guest);
    expect(await grantedKeys(agent.id)).toHaveLength(1);
    await db().share.updateMany({ where: { agentId: agent.id }, data: { role: "operator" } });
    expect(await grantedKeys(agent.id)).toEqual([]);
  });
});
