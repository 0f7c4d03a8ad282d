import { describe, expect, test } from "vitest";
import { enable, showAgent } from "@/lib/contracts/console/endpoints/agents";
import { purge, remove, restore } from "@/lib/contracts/registry/endpoints/agent-changes";
import type { AgentResource } from "@/lib/contracts/registry/wire";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenBrought, givenLive, givenTool } from "@/lib/testing/given-assignable";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const made = ({ body }: Called) => body as AgentResource;
const actions = async (targetId: string) =>
  (await db().auditEvent.findMany({ where: { targetId }, orderBy: { seq: "asc" } })).map(({ action }) => action);
const trash = (as: Person, agent: string, headers = {}) => call(remove, { as, params: { agent }, headers });
const back = (as: Person, agent: string, json?: unknown, headers = {}) =>
  call(restore, { as, params: { agent }, json, headers });
const erase = (as: Person, agent: string, headers = {}) => call(purge, { as, params: { agent }, headers });
const yesterday = () => new Date(Date.now() - 86_400_000);

describe("deleting", () => {
  test("frees the name at once, copies the tier of the moment, and a second time is 404 without a new clock", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    await db().workspace.update({ where: { id: workspace.id }, data: { retentionTier: "short" } });
    const { id, name } = await given.agent(ctx);
    const answer = await trash(owner, id);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    const { deletedAt, retentionTier } = await db().agent.findUniqueOrThrow({ where: { id } });
    expect(retentionTier).toBe("short");
    await db().workspace.update({ where: { id: workspace.id }, data: { retentionTier: "long" } });
    expect(faultOf(await trash(owner, id))).toEqual([404, "not_found"]);
    expect(await db().agent.findUniqueOrThrow({ where: { id } })).toMatchObject({ deletedAt, retentionTier: "short" });
    await given.agent(ctx, { name });
    expect(await actions(id)).toEqual(["agent.deleted"]);
  });

  test("two at once: one 200, one 404; an outdated If-Match is 412", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    expect(faultOf(await trash(owner, id, { "if-match": '"2"' }))).toEqual([412, "precondition_failed"]);
    const two = await Promise.all([trash(owner, id), trash(owner, id)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await actions(id)).toEqual(["agent.deleted"]);
  });

  test("is for owner and admins: editors get 403, strangers 404", async () => {
    const { workspace, owner } = await given.workspace();
    const [author, peer] = [await given.member(workspace), await given.member(workspace)];
    const [editor, stranger] = [await given.outsider(), (await given.workspace()).owner];
    const { id } = await given.agent(author.ctx);
    await given.share(id, editor, "editor");
    const status = async (as: Person) => (await trash(as, id)).status;
    expect(await Promise.all([peer, editor, stranger].map(status))).toEqual([403, 403, 404]);
    expect(await status(author)).toBe(200);
    for (const [as, wanted] of [
      [peer, 403],
      [editor, 403],
      [stranger, 404],
    ] as const) {
      expect([(await back(as, id)).status, (await erase(as, id)).status]).toEqual([wanted, wanted]);
    }
    expect((await back(owner, id)).status).toBe(200);
  });
});

describe("restoring", () => {
  test("brings an agent back as it was, stopped, without deletion and tier, with its shares and attachments", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id, name } = await given.agent(ctx);
    const [tool, version] = [await givenTool(workspace), await givenLive(id)];
    await db().agentTool.create({ data: { agentId: id, toolId: tool } });
    await given.share(id, await given.outsider(), "viewer");
    await trash(owner, id);
    const answer = await back(owner, id);
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"3"']);
    expect(made(answer)).toMatchObject({ name, deletedAt: null, retentionTier: null, defaultVersionId: version });
    const row = await db().agent.findUniqueOrThrow({ where: { id }, include: { tools: true, shares: true } });
    expect([row.lifecycleState, row.tools.length, row.shares.length]).toEqual(["live", 1, 1]);
    expect(await actions(id)).toEqual(["agent.deleted", "agent.restored"]);
    expect(faultOf(await back(owner, id))).toEqual([409, "not_deleted"]);
  });

  test("needs a free name; another one may be given, and the agent stays in the trash until then", async () => {
    const { ctx, owner } = await given.workspace();
    const old = await given.agent(ctx, { name: "scout", deletedAt: yesterday() });
    await given.agent(ctx, { name: "scout" });
    const refused = await back(owner, old.id);
    expect(faultOf(refused)).toEqual([409, "name_taken"]);
    expect((await db().agent.findUniqueOrThrow({ where: { id: old.id } })).deletedAt).not.toBeNull();
    for (const name of ["", "123", "a/b", 5]) {
      expect(faultOf(await back(owner, old.id, { name }))).toEqual([400, "invalid_body"]);
    }
    expect(faultOf(await back(owner, old.id, { other: 1 }))).toEqual([400, "invalid_body"]);
    // By its name the deleted one is meant, though a living one has it.
    expect(made(await back(owner, "scout", { name: "scout-2" }))).toMatchObject({ id: old.id, name: "scout-2" });
  });

  test("two at once: one 200, one 409; into one name: one 200, one 409; an outdated If-Match is 412", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { name: "twin", deletedAt: yesterday() });
    const other = await given.agent(ctx, { name: "twin", deletedAt: yesterday() });
    expect(faultOf(await back(owner, id, undefined, { "if-match": '"8"' }))).toEqual([412, "precondition_failed"]);
    const two = await Promise.all([back(owner, id), back(owner, id)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    await trash(owner, id);
    const both = await Promise.all([back(owner, id), back(owner, other.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.filter(({ status }) => status === 409).map(faultOf)).toEqual([[409, "name_taken"]]);
  });

  test("keeps to the quota, also of two at once", async () => {
    const { ctx, owner } = await given.workspace({ quotaAgents: 1 });
    const gone = await Promise.all([0, 1].map(() => given.agent(ctx, { deletedAt: yesterday() })));
    const both = await Promise.all(gone.map(({ id }) => back(owner, id)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(both.filter(({ status }) => status === 403).map(faultOf)).toEqual([[403, "quota_exceeded"]]);
  });

  test("leaves a package unloaded until somebody enables the agent", async () => {
    const { workspace, owner } = await given.workspace();
    const { agentId, packageId } = await givenPackage(await given.member(workspace), await buildPackage());
    await db().package.update({ where: { id: packageId }, data: { status: "approved" } });
    await db().agent.update({ where: { id: agentId }, data: { reviewStatus: "ACTIVE", runningPackageId: packageId } });
    await db().runtime.upsert({
      where: { agentId },
      create: { agentId, desiredState: "running", desiredPackageId: packageId },
      update: { desiredState: "running", desiredPackageId: packageId },
    });
    const params = { agent: agentId };
    const offered = async () => ((await call(showAgent, { as: owner, params })).body as { may: string[] }).may;
    expect(await offered()).toContain("disable");
    await trash(owner, agentId);
    await back(owner, agentId);
    const desired = async () => (await db().runtime.findUniqueOrThrow({ where: { agentId } })).desiredPackageId;
    expect([await desired(), (await offered()).filter((verb) => /able$/.test(verb))]).toEqual([null, ["enable"]]);
    expect((await call(enable, { as: owner, params })).status).toBe(200);
    expect([await desired(), (await offered()).includes("disable")]).toEqual([packageId, true]);
    await call(enable, { as: owner, params });
    expect((await actions(agentId)).filter((action) => action === "agent.enabled")).toHaveLength(1);
  });

  test("drops what the workspace no longer gets, and names it in the audit", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const from = await given.place();
    const [own, brought] = [await givenTool(workspace), await givenTool(from)];
    const install = await givenBrought(from, workspace, "tool", brought);
    const { id } = await given.agent(ctx, { deletedAt: yesterday() });
    await db().agentTool.createMany({ data: [own, brought].map((toolId) => ({ agentId: id, toolId })) });
    await db().integrationInstall.delete({ where: { id: install } });
    await back(owner, id);
    expect((await db().agentTool.findMany({ where: { agentId: id } })).map(({ toolId }) => toolId)).toEqual([own]);
    const row = await db().auditEvent.findFirstOrThrow({ where: { targetId: id, action: "agent.restored" } });
    expect(row.after).toMatchObject({ dropped: { tools: [{ id: brought }] } });
  });

  test("works on an agent that was never deleted as a conflict, on an unknown one as 404", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    expect(faultOf(await back(owner, id))).toEqual([409, "not_deleted"]);
    expect(faultOf(await erase(owner, id))).toEqual([409, "not_deleted"]);
    for (const agent of [newId("agent"), "nobody", "99999999999", "2147483648"]) {
      expect(faultOf(await back(owner, agent))).toEqual([404, "not_found"]);
      expect(faultOf(await erase(owner, agent))).toEqual([404, "not_found"]);
    }
  });
});

describe("purging", () => {
  test("removes everything of an agent at once, leaves bytes and files to jobs, and is 404 ever after", async () => {
    const { workspace } = await given.workspace();
    const author = await given.member(workspace);
    const { agentId, packageId, sha256 } = await givenPackage(author, await buildPackage());
    const version = await givenLive(agentId);
    const child = {
      id: newId("version"),
      agentId,
      position: 2,
      label: "v2",
      parentId: version,
      content: {},
      packageId,
    };
    await db().agentVersion.create({ data: child });
    await given.share(agentId, await given.outsider(), "viewer");
    await db().agentTool.create({ data: { agentId, toolId: await givenTool(workspace) } });
    await db().runtimeSample.create({ data: { agentId, at: new Date(), cpuPercent: 1, memoryBytes: 1 } });
    const { number, name } = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
    await trash(author, agentId);
    const answer = await erase(author, agentId);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    const left = await Promise.all([
      db().agent.count({ where: { id: agentId } }),
      db().agentVersion.count({ where: { agentId } }),
      db().package.count({ where: { agentId } }),
      db().share.count({ where: { agentId } }),
      db().agentTool.count({ where: { agentId } }),
      db().runtime.count({ where: { agentId } }),
      db().runtimeSample.count({ where: { agentId } }),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const [job] = await db().$queryRaw<{ payload: unknown }[]>`
      SELECT j."payload" FROM graphile_worker._private_jobs j WHERE j."key" = ${`remains:${agentId}`}`;
    expect(job?.payload).toEqual({ agentId, sha256s: [sha256] });
    const row = await db().auditEvent.findFirstOrThrow({ where: { targetId: agentId, action: "agent.purged" } });
    expect([row.targetName, row.before]).toEqual([name, expect.objectContaining({ number, versions: 2, packages: 1 })]);
    for (const agent of [agentId, String(number), name]) {
      expect((await erase(author, agent)).status).toBe(404);
      expect((await back(author, agent)).status).toBe(404);
    }
    expect((await given.agent(author.ctx)).number).toBeGreaterThan(number);
  });

  test("two at once: one 200, one 404; against a restore exactly one of the two takes place", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { deletedAt: yesterday() });
    expect(faultOf(await erase(owner, id, { "if-match": '"5"' }))).toEqual([412, "precondition_failed"]);
    const two = await Promise.all([erase(owner, id), erase(owner, id)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 404]);
    for (let round = 0; round < 20; round++) {
      const one = await given.agent(ctx, { deletedAt: yesterday() });
      const [gone, kept] = await Promise.all([erase(owner, one.id), back(owner, one.id)]);
      const alive = await db().agent.count({ where: { id: one.id, deletedAt: null } });
      expect([gone?.status, kept?.status, alive]).toEqual(alive === 1 ? [409, 200, 1] : [200, 404, 0]);
    }
  });

  test("leaves bytes that another agent has too to that one", async () => {
    const { workspace } = await given.workspace();
    const author = await given.member(workspace);
    const bytes = await buildPackage();
    const first = await givenPackage(author, bytes);
    await db().agent.update({ where: { id: first.agentId }, data: { name: "renamed" } });
    const second = await givenPackage(author, bytes);
    const holders = () => db().package.findMany({ where: { sha256: first.sha256, agentId: { in: ids } } });
    const ids = [first.agentId, second.agentId];
    expect(await holders()).toHaveLength(2);
    await trash(author, first.agentId);
    await erase(author, first.agentId);
    expect((await holders()).map(({ agentId }) => agentId)).toEqual([second.agentId]);
  });
});
