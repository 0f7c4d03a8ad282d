import { expect, test } from "vitest";
import { showSkill } from "@/lib/contracts/console/endpoints/skills";
import { putSkills } from "@/lib/contracts/registry/endpoints/assignments";
import * as installs from "@/lib/contracts/registry/endpoints/integration-installs";
import * as integrations from "@/lib/contracts/registry/endpoints/integrations";
import { listAgents, showAgent } from "@/lib/contracts/registry/endpoints/read";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person, type Place } from "@/lib/testing/given";
import { givenLive, givenSkill, givenTool } from "@/lib/testing/given-assignable";

type Body = { id: string; [field: string]: unknown };
/** The endpoint's schema has checked the reply. */
const asBody = (body: unknown) => body as Body;
const pageOf = (body: unknown) => (body as { data: Body[] }).data;

/** A publisher with a live agent, a skill and a tool on offer, and somebody who administers another workspace. */
async function givenOffer(visibility: "private" | "unlisted" = "unlisted") {
  const from = await given.workspace();
  const into = await given.workspace();
  const agent = await given.agent(from.ctx, { name: "roast" });
  await givenLive(agent.id);
  const [skillId, toolId] = [await givenSkill(from.workspace), await givenTool(from.workspace)];
  const json = {
    workspaceId: from.workspace.slug,
    name: "Pack",
    visibility,
    agentIds: [agent.id],
    skillIds: [skillId],
    toolIds: [toolId],
  };
  const made = await call(integrations.create, { as: from.owner, json });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { from, into, agent, skillId, toolId, integration: asBody(made.body) };
}
const installIn = (as: Person, place: Place, integrationId: string) =>
  call(installs.install, { as, json: { integrationId, workspaceId: place.id } });
const actions = async (id: string) =>
  (await db().auditEvent.findMany({ where: { targetId: id, outcome: "success" }, orderBy: { seq: "asc" } })).map(
    ({ action }) => action,
  );

test("an integration is published, shown, changed and withdrawn by admins of its workspace, each with one audit row", async () => {
  const { from, integration, skillId } = await givenOffer();
  const { id } = integration;
  expect(integration).toMatchObject({
    workspaceId: from.workspace.id,
    description: "",
    skillIds: [skillId],
    createdBy: from.owner.id,
  });
  const dev = await given.member(from.workspace);
  const params = { id };
  expect((await call(integrations.show, { as: dev, params })).body).toEqual(integration);
  expect(pageOf((await call(integrations.list, { as: dev, query: { name: "pAc" } })).body)).toEqual([integration]);
  expect((await call(integrations.patch, { as: dev, params, json: { name: "x" } })).status).toBe(403);
  expect(
    (await call(integrations.create, { as: dev, json: { workspaceId: from.workspace.id, name: "y" } })).status,
  ).toBe(403);
  const taken = await call(integrations.create, {
    as: from.owner,
    json: { workspaceId: from.workspace.id, name: "Pack" },
  });
  expect([taken.status, taken.body]).toMatchObject([409, { error: { code: "name_taken" } }]);
  const patched = await call(integrations.patch, { as: from.owner, params, json: { name: "Pack 2", skillIds: [] } });
  expect(patched.body).toMatchObject({ name: "Pack 2", skillIds: [], toolIds: integration.toolIds });
  expect((await call(integrations.patch, { as: from.owner, params, json: {} })).status).toBe(200);
  expect((await call(integrations.remove, { as: from.owner, params })).body).toEqual({ success: true });
  expect((await call(integrations.show, { as: from.owner, params })).status).toBe(404);
  expect(await actions(id)).toEqual(["integration.created", "integration.updated", "integration.deleted"]);
});

test("only things of the publishing workspace are offered, and every wrong place is named", async () => {
  const { from, into } = await givenOffer();
  const foreign = await givenSkill(into.workspace);
  const gone = await given.agent(from.ctx, { deletedAt: new Date() });
  const json = {
    workspaceId: from.workspace.id,
    name: "n",
    skillIds: [foreign],
    agentIds: [gone.id],
    toolIds: ["tol_x"],
  };
  const { status, body } = await call(integrations.create, { as: from.owner, json });
  const { error } = body as { error: { code: string; fields: object } };
  expect([status, error.code, Object.keys(error.fields).sort()]).toEqual([
    400,
    "unknown_reference",
    ["agentIds[0]", "skillIds[0]", "toolIds[0]"],
  ]);
  expect(await db().integration.count({ where: { workspaceId: from.workspace.id } })).toBe(1);
});

test.each([
  [{ name: "" }, 400],
  [{ name: "x".repeat(101) }, 400],
  [{ name: "x", visibility: "secret" }, 400],
  [{ name: "x", skillIds: Array.from({ length: 201 }, (_, i) => `skl_${i}`) }, 400],
  [{ name: "x", id: "itg_x" }, 400],
  [{ name: "x", visibility: "public" }, 403],
  [{ name: "x", workspaceId: "5b0e8c9e-0000-4000-8000-000000000000" }, 403],
])("a new integration %o is refused with %i", async (json, status) => {
  const { workspace, owner } = await given.workspace();
  expect((await call(integrations.create, { as: owner, json: { workspaceId: workspace.id, ...json } })).status).toBe(
    status,
  );
});

test("a private one exists only for its workspace, an unlisted one for who knows its id, a public one for everybody", async () => {
  const { into, integration, from } = await givenOffer("private");
  const params = { id: integration.id };
  const seen = async (as: Person) => [
    (await call(integrations.show, { as, params })).status,
    pageOf((await call(integrations.list, { as })).body).some(({ id }) => id === integration.id),
  ];
  expect(await seen(into.owner)).toEqual([404, false]);
  const refused = await installIn(into.owner, into.workspace, integration.id);
  expect([refused.status, refused.body]).toMatchObject([400, { error: { code: "unknown_reference" } }]);
  await call(integrations.patch, { as: from.owner, params, json: { visibility: "unlisted" } });
  expect(await seen(into.owner)).toEqual([200, false]);
  expect((await call(integrations.patch, { as: into.owner, params, json: { name: "x" } })).status).toBe(403);
  const admin = await given.outsider({ instanceAdmin: true });
  await call(integrations.patch, { as: admin, params, json: { visibility: "public" } });
  expect(await seen(into.owner)).toEqual([200, true]);
});

test("what is installed is seen and used in the workspace, live and unchangeable, until it is uninstalled", async () => {
  const { from, into, agent, skillId, integration } = await givenOffer();
  const viewer = await given.member(into.workspace, { role: "viewer" });
  const params = { id: skillId };
  expect((await call(showSkill, { as: viewer, params })).status).toBe(404);
  expect((await installIn(viewer, into.workspace, integration.id)).status).toBe(403);
  expect((await installIn(into.owner, from.workspace, integration.id)).status).toBe(403);
  const made = await installIn(into.owner, into.workspace, integration.id);
  const install = asBody(made.body);
  expect([made.status, install]).toMatchObject([
    201,
    { memberCount: 3, upgradable: false, installedBy: into.owner.id },
  ]);
  const again = await installIn(into.owner, into.workspace, integration.id);
  expect([again.status, again.body]).toMatchObject([409, { error: { code: "already_installed" } }]);

  expect((await call(showSkill, { as: viewer, params })).status).toBe(200);
  expect((await call(showAgent, { as: viewer, params: { agent: agent.id } })).status).toBe(200);
  const brought = await call(listAgents, { as: viewer, query: { source: "integration" } });
  expect(pageOf(brought.body).map(({ id }) => id)).toEqual([agent.id]);
  const own = await given.agent(into.ctx);
  const assign = () => call(putSkills, { as: into.owner, params: { agent: own.id }, json: { skillIds: [skillId] } });
  expect((await assign()).status).toBe(200);

  const inUse = await call(integrations.remove, { as: from.owner, params: { id: integration.id } });
  expect([inUse.status, inUse.body]).toMatchObject([
    409,
    { error: { code: "in_use", message: "Installed in 1 workspace." } },
  ]);
  const here = { as: into.owner, params: { id: install.id } };
  expect((await call(installs.uninstall, { as: viewer, params: here.params })).status).toBe(403);
  expect((await call(installs.uninstall, here)).body).toEqual({ success: true });
  expect((await call(showSkill, { as: viewer, params })).status).toBe(404);
  expect((await call(showAgent, { as: viewer, params: { agent: agent.id } })).status).toBe(404);
  expect(await db().agentSkill.count({ where: { agentId: own.id } })).toBe(0);
  expect((await assign()).status).toBe(400);
  expect(await actions(install.id)).toEqual(["integration.installed", "integration.uninstalled"]);
});

test("an upgrade takes over what is offered by now; what was detached stays so", async () => {
  const { from, into, agent, skillId, toolId, integration } = await givenOffer();
  const install = asBody((await installIn(into.owner, into.workspace, integration.id)).body);
  const here = { as: into.owner, params: { id: install.id } };
  const members = pageOf((await call(installs.members, here)).body);
  expect(members.map(({ kind, available }) => [kind, available])).toEqual([
    ["agent", true],
    ["skill", true],
    ["tool", true],
  ]);
  expect(pageOf((await call(installs.members, { ...here, query: { kind: "agent" } })).body)).toMatchObject([
    { targetId: agent.id, name: "roast" },
  ]);
  const skillMember = members.find(({ kind }) => kind === "skill")?.id ?? "";
  const detach = (as: Person) => call(installs.detach, { as, params: { id: skillMember } });
  expect((await detach(from.owner)).status).toBe(404);
  expect((await detach(into.owner)).body).toEqual({ detached: true });
  expect((await detach(into.owner)).body).toEqual({ detached: true });
  expect(await actions(skillMember)).toEqual(["integration.member_detached"]);
  expect((await call(showSkill, { as: into.owner, params: { id: skillId } })).status).toBe(404);

  const newTool = await givenTool(from.workspace);
  const patched = await call(integrations.patch, {
    as: from.owner,
    params: { id: integration.id },
    json: { toolIds: [newTool] },
  });
  expect(patched.status).toBe(200);
  expect((await call(installs.show, here)).body).toMatchObject({ memberCount: 2, upgradable: true });
  expect((await call(installs.upgrade, here)).body).toEqual({ updated: 1, added: 1, removed: 1, skipped: 1 });
  expect((await call(installs.upgrade, here)).body).toEqual({ updated: 2, added: 0, removed: 0, skipped: 1 });
  expect((await call(installs.show, here)).body).toMatchObject({ memberCount: 2, upgradable: false });
  const targets = pageOf((await call(installs.members, here)).body).map(({ targetId }) => targetId);
  expect(targets).toContain(newTool);
  expect(targets).not.toContain(toolId);

  const { status } = await call(integrations.remove, {
    as: from.owner,
    params: { id: integration.id },
    query: { force: "true" },
  });
  expect(status).toBe(200);
  expect((await call(installs.show, here)).status).toBe(404);
});

test("installs are listed to members of the workspace alone, by workspace and integration", async () => {
  const { from, into, integration } = await givenOffer();
  const install = asBody((await installIn(into.owner, into.workspace, integration.id)).body);
  const viewer = await given.member(into.workspace, { role: "viewer" });
  const list = async (as: Person, query: Record<string, string>) => {
    const { status, body } = await call(installs.list, { as, query });
    return status === 200 ? pageOf(body).map(({ id }) => id) : status;
  };
  expect(await list(viewer, { workspace_id: into.workspace.slug })).toEqual([install.id]);
  expect(await list(viewer, { integration_id: integration.id })).toEqual([install.id]);
  expect(await list(viewer, { integration_id: "itg_other" })).toEqual([]);
  expect(await list(from.owner, {})).toEqual([]);
  expect(await list(from.owner, { workspace_id: into.workspace.id })).toBe(403);
  expect(await list(viewer, { limit: "0" })).toBe(400);
  expect((await call(installs.show, { as: from.owner, params: { id: install.id } })).status).toBe(404);
  expect((await call(installs.members, { as: from.owner, params: { id: install.id } })).status).toBe(404);
});
