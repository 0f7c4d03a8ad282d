import { describe, expect, test } from "vitest";
import { patch, show } from "@/lib/contracts/releases/endpoints/agents";
import { discard, edit, publish, rollingBack, state } from "@/lib/contracts/releases/endpoints/lifecycle";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Endpoint } from "@/lib/http/endpoint";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenConnection, givenMcpServer } from "@/lib/testing/given-assignable";

type Agent = { state: string; version: string; name: string; runbook_text: string; live_version_id: string };
type Options = { json?: object; headers?: Record<string, string>; as?: Person };
const agentOf = ({ body }: Called) => body as Agent;
const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];

/** A draft that uses a test connection, a model that names it, and a test server; with the production ones beside. */
async function givenDraft() {
  const scene = await given.workspace();
  const { owner, workspace } = scene;
  const { id: agentId } = await given.agent(scene.ctx, {});
  const ids = {
    test: await givenConnection(workspace, "ledger-test"),
    prod: await givenConnection(workspace, "ledger-prod"),
    other: await givenConnection(workspace, "lake", "snowflake"),
    mcpTest: await givenMcpServer(workspace),
    mcpProd: await givenMcpServer(workspace),
    model: newId("semanticDataModel"),
  };
  const semanticModel = { name: "Receipts", tables: [{ base_table: { data_connection_name: "ledger-test" } }] };
  const model = { id: ids.model, workspaceId: workspace.id, name: "Receipts", semanticModel };
  await db().semanticDataModel.create({ data: { ...model, connectionNames: ["ledger-test"] } });
  await db().agentSemanticDataModel.create({ data: { agentId, semanticDataModelId: ids.model } });
  await db().agentDataConnection.create({ data: { agentId, dataConnectionId: ids.test } });
  await db().agentMcpServer.create({ data: { agentId, mcpServerId: ids.mcpTest } });
  await db().agentFile.create({ data: { agentId, path: "knowledge/a.csv", size: 1, sha256: "a".repeat(64) } });
  const ask = (endpoint: Endpoint, { json, headers, as = owner }: Options = {}) =>
    call(endpoint, { as, params: { tenant: workspace.slug, agent: agentId }, json, headers });
  return { ...scene, agentId, ids, ask };
}
type Scene = Awaited<ReturnType<typeof givenDraft>>;

const both = ({ ids }: Scene) => ({
  connection_mappings: { [ids.test]: ids.prod, [ids.other]: ids.other },
  mcp_server_mappings: { [ids.mcpTest]: ids.mcpProd },
});
const liveOf = async ({ agentId }: Scene) => {
  const { liveVersionId } = await db().agent.findUniqueOrThrow({ where: { id: agentId } });
  return db().agentVersion.findUniqueOrThrow({
    where: { id: liveVersionId ?? "" },
    include: { models: true, files: true },
  });
};
const attachedTo = async ({ agentId }: Scene) => {
  const where = { where: { agentId } };
  const [connections, servers] = [
    await db().agentDataConnection.findMany(where),
    await db().agentMcpServer.findMany(where),
  ];
  return [
    ...connections.map(({ dataConnectionId }) => dataConnectionId),
    ...servers.map(({ mcpServerId }) => mcpServerId),
  ];
};
const auditsOf = async ({ agentId }: Scene) =>
  (await db().auditEvent.findMany({ where: { targetId: agentId, outcome: "success" }, orderBy: { seq: "asc" } })).map(
    ({ action }) => action,
  );

describe("publish", () => {
  test("writes a version with production resources and frozen models; the working copy keeps its test ones", async () => {
    const scene = await givenDraft();
    const { ids, ask } = scene;
    expect((await ask(state)).body).toEqual({ state: "draft", live_version_id: null, has_draft: true });
    const answer = await ask(publish, { json: { description: "First.", ...both(scene) } });
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"2"']);
    const live = await liveOf(scene);
    expect(agentOf(answer)).toMatchObject({ state: "live", version: "v1", live_version_id: live.id });
    expect(live.attachments).toMatchObject({
      dataConnections: [{ id: ids.prod, name: "ledger-prod" }],
      mcpServers: [{ id: ids.mcpProd }],
      semanticDataModels: [{ id: ids.model }],
    });
    expect(live.mapping).toEqual({ connections: { [ids.test]: ids.prod }, mcpServers: { [ids.mcpTest]: ids.mcpProd } });
    expect(live.models).toMatchObject([
      {
        semanticModel: { tables: [{ base_table: { data_connection_name: "ledger-prod" } }] },
        connections: { "ledger-prod": ids.prod },
      },
    ]);
    expect(live.files).toMatchObject([{ path: "knowledge/a.csv" }]);
    expect(await attachedTo(scene)).toEqual([ids.test, ids.mcpTest]);
    const model = await db().semanticDataModel.findUniqueOrThrow({ where: { id: ids.model } });
    expect(JSON.stringify(model.semanticModel)).toContain("ledger-test");
    expect((await ask(state)).body).toEqual({ state: "live", live_version_id: live.id, has_draft: false });
    expect(await auditsOf(scene)).toEqual(["agent.published"]);
  });

  test("of what is live, of an unknown or foreign id, of another engine and of another revision changes nothing", async () => {
    const scene = await givenDraft();
    const { ids, ask } = scene;
    const foreign = await givenDraft();
    const refused = async (connection_mappings: object, headers = {}) =>
      faultOf(await ask(publish, { json: { connection_mappings }, headers }));
    expect(await refused({ dcn_unknown: ids.prod })).toEqual([422, "unknown_reference"]);
    expect(await refused({ [ids.test]: foreign.ids.prod })).toEqual([422, "unknown_reference"]);
    expect(await refused({ [ids.test]: ids.mcpProd })).toEqual([422, "unknown_reference"]);
    expect(await refused({ [ids.test]: ids.other })).toEqual([422, "validation_failed"]);
    expect(await refused({}, { "If-Match": '"9"' })).toEqual([412, "precondition_failed"]);
    expect(faultOf(await ask(publish, { json: { live: true } }))).toEqual([422, "validation_failed"]);
    expect(await db().agentVersion.count({ where: { agentId: scene.agentId } })).toBe(0);
    await ask(publish);
    expect(await refused({})).toEqual([409, "not_draft"]);
    expect(await refused({ dcn_unknown: ids.prod })).toEqual([422, "unknown_reference"]);
  });

  test("twice at once is one version and one conflict", async () => {
    const scene = await givenDraft();
    const answers = await Promise.all([scene.ask(publish), scene.ask(publish)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await db().agentVersion.count({ where: { agentId: scene.agentId } })).toBe(1);
  });
});

describe("the draft", () => {
  test("is opened once, seen by editors alone, and returns to what is live with its test resources", async () => {
    const scene = await givenDraft();
    const { ids, ask, workspace } = scene;
    const viewer = await given.member(workspace, { role: "viewer" });
    expect(faultOf(await ask(discard))).toEqual([409, "no_live_version"]);
    await ask(publish, { json: both(scene) });
    expect(faultOf(await ask(patch, { json: { runbook_text: "new" } }))).toEqual([409, "agent_live"]);
    expect(agentOf(await ask(edit))).toMatchObject({ state: "draft", version: "v1" });
    expect((await ask(edit)).headers.get("etag")).toBe('"3"');
    await ask(patch, { json: { runbook_text: "new", name: "Other" } });
    await db().agentMcpServer.deleteMany({ where: { agentId: scene.agentId } });
    await db().agentFile.deleteMany({ where: { agentId: scene.agentId } });
    expect(agentOf(await ask(show, { as: viewer }))).toMatchObject({ state: "live", runbook_text: "" });
    expect((await ask(show, { as: viewer })).headers.get("etag")).toBe('"4.live"');
    expect((await ask(state, { as: viewer })).body).toMatchObject({ state: "live", has_draft: false });
    expect(faultOf(await ask(discard, { as: viewer }))).toEqual([403, "forbidden"]);
    const answer = agentOf(await ask(discard, { json: { description: "No." } }));
    expect(answer).toMatchObject({ state: "live", runbook_text: "" });
    expect(answer.name).not.toBe("Other");
    expect(await attachedTo(scene)).toEqual([ids.test, ids.mcpTest]);
    expect(await db().agentFile.count({ where: { agentId: scene.agentId } })).toBe(1);
    expect((await ask(discard)).status).toBe(200);
    expect(await auditsOf(scene)).toEqual([
      "agent.published",
      "agent.edit_started",
      "agent.updated",
      "agent.draft_discarded",
    ]);
  });

  test("takes production resources where the body says that none is mapped", async () => {
    const scene = await givenDraft();
    await scene.ask(publish, { json: both(scene) });
    await scene.ask(edit);
    await scene.ask(discard, { json: { connection_mappings: {} } });
    expect(await attachedTo(scene)).toEqual([scene.ids.prod, scene.ids.mcpTest]);
  });
});

describe("rollback", () => {
  test("publishes an older version again with its resources, and asks before a draft is lost", async () => {
    const scene = await givenDraft();
    const { ask, ids } = scene;
    await ask(publish, { json: both(scene) });
    await ask(edit);
    await ask(patch, { json: { runbook_text: "two" } });
    await ask(publish);
    const back = (json: object) => ask(rollingBack, { json });
    expect(faultOf(await back({ version_id: "v2" }))).toEqual([409, "already_live"]);
    expect(faultOf(await back({ version_id: "v9" }))).toEqual([422, "unknown_reference"]);
    await ask(edit);
    await ask(patch, { json: { runbook_text: "three" } });
    const kept = await back({ version_id: "v1" });
    expect(faultOf(kept)).toEqual([409, "draft_exists"]);
    expect(JSON.stringify(kept.body)).toContain("discard_draft");
    const answer = await back({ version_id: "v1", discard_draft: true });
    expect(agentOf(answer)).toMatchObject({ state: "live", version: "v3", runbook_text: "" });
    const live = await liveOf(scene);
    expect(live).toMatchObject({ note: "Rollback to v1", attachments: { mcpServers: [{ id: ids.mcpProd }] } });
    expect([live.models.length, live.files.length]).toEqual([1, 1]);
    expect(await attachedTo(scene)).toEqual([ids.test, ids.mcpTest]);
    expect((await auditsOf(scene)).at(-1)).toBe("agent.rolled_back");
  });

  test("names what was deleted since, and goes without it only when that is said", async () => {
    const scene = await givenDraft();
    const { ask, ids } = scene;
    await ask(publish, { json: both(scene) });
    await ask(edit);
    await ask(publish);
    const { name } = await db().mcpServer.findUniqueOrThrow({ where: { id: ids.mcpProd } });
    await db().mcpServer.delete({ where: { id: ids.mcpProd } });
    const refused = await ask(rollingBack, { json: { version_id: "v1" } });
    expect(faultOf(refused)).toEqual([409, "resource_missing"]);
    const said = `v1 uses MCP server '${name}', which was deleted. Send "drop_missing": true to go without it`;
    expect(refused.body).toMatchObject({ error: { message: said } });
    expect((await ask(rollingBack, { json: { version_id: "v1", drop_missing: true } })).status).toBe(200);
    expect((await liveOf(scene)).attachments).toMatchObject({ mcpServers: [] });
  });

  test("a version that was never live goes live itself with its own note", async () => {
    const scene = await givenDraft();
    await scene.ask(publish);
    const saved = { id: newId("version"), agentId: scene.agentId, position: 2, label: "try", note: "Kinder words." };
    await db().agentVersion.create({ data: { ...saved, content: { instructions: "Be kind." }, attachments: {} } });
    const answer = await scene.ask(rollingBack, { json: { version_id: "try" } });
    expect(agentOf(answer)).toMatchObject({ version: "try", live_version_id: saved.id, runbook_text: "Be kind." });
    expect(await liveOf(scene)).toMatchObject({ note: "Kinder words." });
  });

  test("an untouched draft is not a draft that would be lost, though its resources are test ones", async () => {
    const scene = await givenDraft();
    await scene.ask(publish);
    await scene.ask(edit);
    await scene.ask(publish, { json: both(scene) });
    await scene.ask(edit);
    expect((await scene.ask(rollingBack, { json: { version_id: "v1" } })).status).toBe(200);
  });
});

test("with the lifecycle switched off nothing is published, discarded or rolled back", async () => {
  const scene = await givenDraft();
  await scene.ask(publish);
  await db().workspace.update({ where: { id: scene.workspace.id }, data: { lifecycle: false } });
  const disabled = [403, "lifecycle_disabled"];
  for (const one of [edit, publish, discard]) expect(faultOf(await scene.ask(one))).toEqual(disabled);
  expect(faultOf(await scene.ask(rollingBack, { json: { version_id: "v1" } }))).toEqual(disabled);
  expect((await scene.ask(state)).status).toBe(200);
});

test("switched off is told to editors alone, and before the revision", async () => {
  const scene = await givenDraft();
  await scene.ask(publish);
  await db().workspace.update({ where: { id: scene.workspace.id }, data: { lifecycle: false } });
  const viewer = await given.member(scene.workspace, { role: "viewer" });
  const outdated = { headers: { "If-Match": '"9"' } };
  const calls = [[edit], [publish], [discard], [rollingBack, { version_id: "v1" }]] as const;
  for (const [one, json] of calls) {
    expect(faultOf(await scene.ask(one, { json, as: viewer }))).toEqual([403, "forbidden"]);
    expect(faultOf(await scene.ask(one, { json, ...outdated }))).toEqual([403, "lifecycle_disabled"]);
  }
  await db().workspace.update({ where: { id: scene.workspace.id }, data: { lifecycle: true } });
  for (const [one, json] of calls) {
    expect(faultOf(await scene.ask(one, { json, ...outdated }))).toEqual([412, "precondition_failed"]);
  }
});
