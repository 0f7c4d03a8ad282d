import { beforeAll, expect, test } from "vitest";
import * as decide from "@/lib/contracts/plugins/endpoints/decide";
import * as endpoints from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { type GivenPlugin, givenPlugin, pluginSlug } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let admin: Person;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
});

async function scene() {
  const { workspace, owner, ctx } = await given.workspace();
  const enable = (plugin: GivenPlugin, as = owner, query: Record<string, string> = {}) =>
    call(endpoints.enable, {
      as,
      params: { workspace_id: workspace.id },
      json: { plugin_id: plugin.plugin_id },
      query,
    });
  const disable = (plugin: GivenPlugin, query: Record<string, string> = {}) =>
    call(endpoints.disable, { as: owner, params: { workspace_id: workspace.id, plugin_id: plugin.plugin_id }, query });
  const list = async (as = owner) => (await call(endpoints.list, { as, params: { workspace_id: workspace.id } })).body;
  return { workspace, owner, ctx, enable, disable, list };
}

test("what a plugin needs is enabled first, and stays when it goes", async () => {
  const { enable, disable, list } = await scene();
  const base = await givenPlugin(admin, { version: "2.0.1" });
  const desk = await givenPlugin(admin, { dependencies: [`${base.slug}@^2.0.0`] });
  const dry = await enable(desk, undefined, { dry_run: "true" });
  expect([dry.status, await list()]).toEqual([200, { items: [], total: 0 }]);
  const done = await enable(desk);
  expect(done).toMatchObject({
    status: 201,
    body: {
      enabled: [
        { slug: base.slug, version: "2.0.1", reason: "dependency" },
        { slug: desk.slug, version: "1.0.0", reason: "requested" },
      ],
      already_enabled: [],
    },
  });
  expect(dry.body).toEqual(done.body);
  expect(await enable(desk)).toMatchObject({
    status: 409,
    body: { detail: "Plugin is already enabled for this workspace" },
  });
  expect(await disable(base)).toMatchObject({ status: 409, body: { detail: `Required by: ${desk.slug}` } });
  expect(await disable(base, { cascade: "true" })).toMatchObject({ status: 200, body: { also_disabled: [desk.slug] } });
  expect(await disable(base)).toMatchObject({ status: 404 });
  expect(
    await db().auditEvent.count({
      where: { action: "plugin.enabled", targetId: { in: [base.plugin_id, desk.plugin_id] } },
    }),
  ).toBe(2);
});

test("what is missing or circular is told, and nothing is enabled", async () => {
  const { enable, list } = await scene();
  const lonely = await givenPlugin(admin, { dependencies: ["no-such-plugin-here@^1.0.0"] });
  expect(await enable(lonely)).toMatchObject({
    status: 400,
    body: { detail: "Missing dependencies: no-such-plugin-here@^1.0.0 (not found)" },
  });
  const [one, two] = [pluginSlug("one"), pluginSlug("two")];
  const first = await givenPlugin(admin, { slug: one, dependencies: [two] });
  await givenPlugin(admin, { slug: two, dependencies: [one] });
  expect(await enable(first)).toMatchObject({
    status: 400,
    body: { detail: `Circular dependency: ${one} -> ${two} -> ${one}` },
  });
  expect(await list()).toEqual({ items: [], total: 0 });
});

test("agents lose a plugin that is disabled, and their priorities close up", async () => {
  const { enable, disable, ctx } = await scene();
  const plugins = [await givenPlugin(admin), await givenPlugin(admin), await givenPlugin(admin)];
  for (const plugin of plugins) await enable(plugin);
  const { id: agentId } = await given.agent(ctx);
  const rows = plugins.map(({ plugin_id }, priority) => ({ agentId, pluginId: plugin_id, priority }));
  await db().agentPlugin.createMany({ data: rows });
  const [first, second, third] = plugins;
  if (!first || !second || !third) throw new Error("three plugins");
  expect((await disable(second)).body).toMatchObject({ agents_unassigned: 1 });
  const left = await db().agentPlugin.findMany({ where: { agentId }, orderBy: { priority: "asc" } });
  expect(left.map(({ pluginId, priority }) => [pluginId, priority])).toEqual([
    [first.plugin_id, 0],
    [third.plugin_id, 1],
  ]);
  const gone = await call(decide.deactivate, { as: admin, params: { plugin_id: first.plugin_id } });
  expect(gone.body).toMatchObject({ workspaces_affected: 1, agents_affected: 1 });
  const again = await call(decide.deactivate, { as: admin, params: { plugin_id: first.plugin_id } });
  expect(again.body).toMatchObject({ workspaces_affected: 0, agents_affected: 0 });
  expect(await enable(first)).toMatchObject({ status: 404, body: { detail: "Plugin not found or not approved" } });
});

test("a dry run of disabling names what goes and which agents lose it, and changes nothing", async () => {
  const { enable, disable, list, ctx } = await scene();
  const base = await givenPlugin(admin);
  const desk = await givenPlugin(admin, { dependencies: [base.slug] });
  await enable(desk);
  const agent = await given.agent(ctx, { name: "reader-of-the-desk" });
  await db().agentPlugin.create({ data: { agentId: agent.id, pluginId: desk.plugin_id, priority: 0 } });
  const before = await list();
  expect((await disable(base, { dry_run: "true" })).status).toBe(409);
  const told = await disable(base, { dry_run: "true", cascade: "true" });
  const named = [{ agent_id: agent.number, name: agent.name }];
  expect(told.body).toMatchObject({ agents_unassigned: 1, also_disabled: [desk.slug], agents: named });
  expect(await list()).toEqual(before);
  expect(await db().agentPlugin.count({ where: { agentId: agent.id } })).toBe(1);
  const done = await disable(base, { cascade: "true" });
  expect(done.body).toMatchObject({ agents_unassigned: 1, also_disabled: [desk.slug] });
  expect(done.body).not.toHaveProperty("agents");
});

test("a dry run of hiding counts workspaces and agents, and changes nothing", async () => {
  const { enable, ctx } = await scene();
  const plugin = await givenPlugin(admin);
  await enable(plugin);
  const { id: agentId } = await given.agent(ctx);
  await db().agentPlugin.create({ data: { agentId, pluginId: plugin.plugin_id, priority: 0 } });
  const params = { plugin_id: plugin.plugin_id };
  const counts = { workspaces_affected: 1, agents_affected: 1 };
  const told = await call(decide.deactivate, { as: admin, params, query: { dry_run: "true" } });
  expect(told.body).toMatchObject(counts);
  expect((await call(decide.deactivate, { as: admin, params })).body).toMatchObject(counts);
});

test("members read, admins change, strangers learn nothing", async () => {
  const { workspace, enable, list, owner } = await scene();
  const plugin = await givenPlugin(admin);
  const developer = await given.member(workspace);
  const stranger = await given.outsider();
  expect(await enable(plugin, developer)).toMatchObject({ status: 403, body: { detail: "Permission denied" } });
  expect(await enable(plugin, stranger)).toMatchObject({
    status: 403,
    body: { detail: "Access denied: workspace mismatch" },
  });
  expect(await list(stranger)).toMatchObject({ status_code: 403 });
  expect(await list(developer)).toEqual({ items: [], total: 0 });
  const other = (await given.workspace()).workspace.id;
  const wrong = await call(endpoints.list, {
    as: owner,
    params: { workspace_id: workspace.id },
    headers: { "x-workspace-id": other },
  });
  expect(wrong.status).toBe(403);
  const shapeless = await call(endpoints.enable, { as: owner, params: { workspace_id: workspace.id }, json: {} });
  expect(shapeless.body).toMatchObject({ detail: "plugin_id: Field required", status_code: 422 });
});

test("enabling and disabling at once end in one of the two states, and the count agrees", async () => {
  const { enable, disable, workspace } = await scene();
  const base = await givenPlugin(admin);
  const desk = await givenPlugin(admin, { dependencies: [base.slug] });
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all([enable(desk), disable(base, { cascade: "true" }), enable(desk), disable(desk)]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const rows = await db().workspaceEnabledPlugin.findMany({ where: { workspaceId: workspace.id } });
    const ids = rows.map(({ pluginId }) => pluginId);
    expect(ids.includes(desk.plugin_id) && !ids.includes(base.plugin_id)).toBe(false);
    for (const { plugin_id } of [base, desk]) {
      const { enableCount } = await db().marketplacePlugin.findUniqueOrThrow({ where: { id: plugin_id } });
      expect(enableCount).toBe(ids.includes(plugin_id) ? 1 : 0);
    }
  }
});
