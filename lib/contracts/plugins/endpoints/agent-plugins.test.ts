import { beforeAll, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as decide from "@/lib/contracts/plugins/endpoints/decide";
import * as ofWorkspace from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenLive, givenSystemAgent } from "@/lib/testing/given-assignable";
import { type GivenPlugin, givenPlugin } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let admin: Person;
let desk: GivenPlugin;
let page: GivenPlugin;
let notes: GivenPlugin;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
  [desk, page, notes] = [await givenPlugin(admin), await givenPlugin(admin), await givenPlugin(admin)];
});

const idsOf = (plugins: GivenPlugin[]) => plugins.map(({ plugin_id }) => plugin_id);

async function scene() {
  const { workspace, owner, ctx } = await given.workspace();
  const agent = await given.agent(ctx);
  const ask = (as: Person, more: { agent?: string | number; workspace?: string } = {}) => ({
    as,
    params: { agent_id: more.agent ?? agent.number },
    headers: { "x-workspace-id": more.workspace ?? workspace.id },
  });
  const enable = async (...plugins: GivenPlugin[]) => {
    for (const { plugin_id } of plugins)
      await call(ofWorkspace.enable, { as: owner, params: { workspace_id: workspace.id }, json: { plugin_id } });
  };
  const list = async (as = owner) => (await call(endpoints.listOfAgent, ask(as))).body;
  const put = (plugin_ids: unknown, as = owner, where = {}) =>
    call(endpoints.replaceOfAgent, { ...ask(as, where), json: { plugin_ids } });
  return { workspace, owner, ctx, agent, ask, enable, list, put };
}

test("plugins are stored once each in the order of the list, and told in it", async () => {
  const { agent, enable, list, put } = await scene();
  await enable(desk, page);
  const done = await put([page.plugin_id, desk.plugin_id.toUpperCase(), page.plugin_id]);
  const plugin_ids = idsOf([page, desk]);
  expect(done).toMatchObject({
    status: 200,
    body: { success: true, message: "Agent plugins updated (2 assigned)", agent_id: agent.number, plugin_ids },
  });
  expect(await list()).toMatchObject({
    items: [
      { plugin_id: page.plugin_id, slug: page.slug, version: "1.0.0", skills_count: 0, commands_count: 1, priority: 0 },
      { plugin_id: desk.plugin_id, slug: desk.slug, priority: 1 },
    ],
    total: 2,
  });
  const events = await db().auditEvent.findMany({ where: { targetId: agent.id, action: "agent.plugins_replaced" } });
  expect(events).toMatchObject([{ before: { pluginIds: [] }, after: { pluginIds: plugin_ids } }]);
  expect((await put([])).body).toMatchObject({ message: "Agent plugins updated (0 assigned)", plugin_ids: [] });
  expect(await list()).toEqual({ items: [], total: 0 });
});

test("the same list again changes nothing", async () => {
  const { agent, enable, put } = await scene();
  await enable(desk);
  await put([desk.plugin_id]);
  const { rev } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
  expect((await put([desk.plugin_id])).status).toBe(200);
  expect((await db().agent.findUniqueOrThrow({ where: { id: agent.id } })).rev).toBe(rev);
  expect(await db().auditEvent.count({ where: { targetId: agent.id } })).toBe(1);
});

test("ids that are not enabled here are all named in their order, and nothing changes", async () => {
  const { enable, list, put } = await scene();
  const elsewhere = await scene();
  await elsewhere.enable(page);
  await enable(desk);
  await put([desk.plugin_id]);
  const nowhere = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  expect(await put([nowhere, desk.plugin_id, page.plugin_id, nowhere])).toMatchObject({
    status: 400,
    body: { detail: `Plugins not enabled for workspace: ${nowhere}, ${page.plugin_id}`, status_code: 400 },
  });
  expect(await list()).toMatchObject({ items: [{ slug: desk.slug }], total: 1 });
});

test("what is no list of at most 100 UUIDs is 422", async () => {
  const { put, ask, owner } = await scene();
  const many = (count: number) => Array.from({ length: count }, () => desk.plugin_id);
  for (const wrong of [null, "x", [null], [1], ["no-uuid"], many(101), many(10_000), {}]) {
    const { status, body } = await put(wrong);
    expect([status, body]).toEqual([422, expect.objectContaining({ status_code: 422, errors: expect.any(Array) })]);
  }
  const absent = await call(endpoints.replaceOfAgent, { ...ask(owner), json: {} });
  expect(absent.body).toMatchObject({ status_code: 422, detail: "plugin_ids: Field required" });
  const unknown = await call(endpoints.replaceOfAgent, { ...ask(owner), json: { plugin_ids: [], id: 1 } });
  expect(unknown.status).toBe(422);
  // 100 repeats are counted before they are dropped, and then name one plugin that is not enabled.
  expect((await put(many(100))).status).toBe(400);
});

test("a plugin that is disabled or deactivated drops out at once and priorities close up", async () => {
  const { workspace, owner, enable, list, put } = await scene();
  const passing = await givenPlugin(admin);
  await enable(desk, page, passing, notes);
  await put(idsOf([desk, page, passing, notes]));
  const told = async () =>
    ((await list()) as { items: { slug: string; priority: number }[] }).items.map((one) => [one.slug, one.priority]);
  const disabled = { workspace_id: workspace.id, plugin_id: page.plugin_id };
  await call(ofWorkspace.disable, { as: owner, params: disabled });
  expect(await told()).toEqual([desk, passing, notes].map(({ slug }, place) => [slug, place]));
  await call(decide.deactivate, { as: admin, params: { plugin_id: passing.plugin_id } });
  expect(await told()).toEqual([desk, notes].map(({ slug }, place) => [slug, place]));
  await enable(page);
  expect(await told()).toEqual([desk, notes].map(({ slug }, place) => [slug, place]));
});

test("a live agent keeps its plugins until edit mode, and its version forgets none", async () => {
  const { workspace, owner, agent, enable, list, put } = await scene();
  await enable(desk, page);
  const plugins = [desk, page].map(({ plugin_id, slug }) => ({ id: plugin_id, name: slug }));
  const versionId = await givenLive(agent.id);
  await db().agentVersion.update({ where: { id: versionId }, data: { attachments: { plugins } } });
  const refused = `Agent is live. Enter edit mode first: POST /tenants/${workspace.id}/api/v2/agents/${agent.id}/edit`;
  expect(await put([desk.plugin_id])).toMatchObject({ status: 409, body: { detail: refused } });
  expect(await list()).toMatchObject({ items: [{ slug: desk.slug }, { slug: page.slug }] });
  const params = { workspace_id: workspace.id, plugin_id: desk.plugin_id };
  await call(ofWorkspace.disable, { as: owner, params });
  expect(await list()).toMatchObject({ items: [{ slug: page.slug, priority: 0 }], total: 1 });
  await enable(desk);
  expect(await list()).toMatchObject({ total: 2 });
});

test("who may not edit sees the live version while a draft is open", async () => {
  const { workspace, owner, agent, ask, enable, list, put } = await scene();
  const viewer = await given.member(workspace, { role: "viewer" });
  await enable(desk, page);
  await put([desk.plugin_id]);
  expect(await list(viewer)).toMatchObject({ items: [{ slug: desk.slug }] });
  const asked = async (as: Person, version: string) =>
    (await call(endpoints.listOfAgent, { ...ask(as), query: { version } })).body;
  expect(await asked(owner, "live")).toEqual({ detail: "Agent has no live version", status_code: 404 });
  const versionId = await givenLive(agent.id);
  const attachments = { plugins: [{ id: page.plugin_id, name: page.slug }] };
  await db().agentVersion.update({ where: { id: versionId }, data: { attachments } });
  await db().agent.update({ where: { id: agent.id }, data: { lifecycleState: "draft" } });
  expect(await list(viewer)).toMatchObject({ items: [{ slug: page.slug }] });
  expect(await list(owner)).toMatchObject({ items: [{ slug: desk.slug }] });
  expect(await asked(owner, "live")).toMatchObject({ items: [{ slug: page.slug }] });
  expect(await asked(viewer, "draft")).toEqual({ detail: "Permission denied", status_code: 403 });
  expect(await asked(owner, "newest")).toMatchObject({ status_code: 422 });
});

test("the workspace of the header decides, and 404 comes before it", async () => {
  const { workspace, owner, agent, ctx, ask, put } = await scene();
  const other = await given.workspace();
  await db().membership.create({ data: { workspaceId: other.workspace.id, userId: owner.id, role: "owner" } });
  // Memberships are remembered for a second with the token; a new one is read anew.
  const both = await given.signedIn(owner.id);
  const answerOf = async (more: object) => {
    const { status, body } = await call(endpoints.listOfAgent, { ...ask(both), ...more });
    return [status, (body as { detail?: string }).detail];
  };
  const mismatch = [403, "Access denied: workspace mismatch"];
  const foreign = { headers: { "x-workspace-id": other.workspace.id } };
  expect(await answerOf(foreign)).toEqual(mismatch);
  expect(await answerOf({ headers: { "x-workspace-id": crypto.randomUUID() } })).toEqual(mismatch);
  expect(await answerOf({ params: { agent_id: await givenSystemAgent() } })).toEqual(mismatch);
  expect(await answerOf({ headers: {} })).toEqual([400, "X-Workspace-ID header is required"]);
  expect(await answerOf({ headers: { "x-workspace-id": "no" } })).toEqual([
    400,
    "X-Workspace-ID must be one workspace id",
  ]);
  for (const agent_id of ["0", "-1", "1.5", "2147483648", "9".repeat(20), "nobody", newId("agent")])
    expect(await answerOf({ params: { agent_id } })).toEqual([404, "Agent not found"]);
  for (const agent_id of [agent.number, agent.id, agent.name])
    expect(await answerOf({ params: { agent_id } })).toEqual([200, undefined]);
  await db().agent.update({ where: { id: agent.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
  expect(await answerOf(foreign)).toEqual([404, "Agent not found"]);
  expect((await put([], owner)).status).toBe(404);
  expect(workspace.id).toBe(ctx.workspaceId);
});

test("a share lets its own agent's workspace be named, and no other agent's", async () => {
  const { agent, ctx, workspace, enable, put, ask } = await scene();
  await enable(desk);
  const [viewer, editor, stranger] = [await given.outsider(), await given.outsider(), await given.outsider()];
  await given.share(agent.id, viewer, "viewer");
  await given.share(agent.id, editor, "editor");
  const developer = await given.member(workspace);
  const second = await given.agent(ctx);
  const seen = async (as: Person, where = {}) => (await call(endpoints.listOfAgent, ask(as, where))).status;
  expect([await seen(viewer), await seen(editor), await seen(developer), await seen(stranger)]).toEqual([
    200, 200, 200, 403,
  ]);
  expect([await seen(viewer, { agent: agent.name }), await seen(viewer, { agent: agent.id })]).toEqual([200, 200]);
  expect([await seen(viewer, { agent: second.number }), await seen(viewer, { agent: 2147483647 })]).toEqual([403, 403]);
  const denied = { status: 403, body: { detail: "Permission denied", status_code: 403 } };
  expect(await put([desk.plugin_id], viewer)).toMatchObject(denied);
  expect(await put("no list", viewer)).toMatchObject(denied);
  expect(await put([desk.plugin_id], developer)).toMatchObject(denied);
  expect((await put([desk.plugin_id], editor)).status).toBe(200);
  expect((await put([desk.plugin_id], admin)).status).toBe(200);
});

test("an outdated If-Match is 412", async () => {
  const { agent, owner, enable, ask } = await scene();
  await enable(desk);
  const send = (tag: string) => {
    const { headers, ...rest } = ask(owner);
    const json = { plugin_ids: [desk.plugin_id] };
    return call(endpoints.replaceOfAgent, { ...rest, headers: { ...headers, "if-match": tag }, json });
  };
  expect(await send('"99"')).toMatchObject({ status: 412, body: { detail: "Agent was changed by someone else" } });
  const { rev } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
  expect((await send(`"${rev}"`)).status).toBe(200);
});

test("200 replacements by two clients end in one of the two orders, priorities 0 to n−1", async () => {
  const { agent, enable, put } = await scene();
  await enable(desk, page, notes);
  const lists = [idsOf([desk, page, notes]), idsOf([notes, desk])];
  const client = async (list: string[]) => {
    for (let i = 0; i < 100; i++) expect((await put(list)).status).toBe(200);
  };
  await Promise.all(lists.map(client));
  const rows = await db().agentPlugin.findMany({ where: { agentId: agent.id }, orderBy: { priority: "asc" } });
  expect(lists).toContainEqual(rows.map(({ pluginId }) => pluginId));
  expect(rows.map(({ priority }) => priority)).toEqual(rows.map((_, place) => place));
});

test("assigning and disabling at once never leaves what is not enabled, nor a deadlock", async () => {
  const { workspace, owner, agent, enable, put } = await scene();
  await enable(page);
  const params = { workspace_id: workspace.id, plugin_id: desk.plugin_id };
  const stale = () => db().agentPlugin.count({ where: { agentId: agent.id, pluginId: desk.plugin_id } });
  const rounds = Array.from({ length: 40 }, (_, round) => round);
  const left: number[] = [];
  for (const round of rounds) {
    await enable(desk);
    await put([page.plugin_id]);
    const disable = call(ofWorkspace.disable, { as: owner, params });
    await new Promise((resolve) => setTimeout(resolve, round % 8));
    const answers = await Promise.all([put(idsOf([page, desk])), disable, put(idsOf([desk]))]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    left.push(await stale());
  }
  expect(left).toEqual(rounds.map(() => 0));
});
