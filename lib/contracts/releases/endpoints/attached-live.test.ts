import { expect, test } from "vitest";
import * as attachments from "@/lib/contracts/releases/endpoints/attachments";
import * as connections from "@/lib/contracts/releases/endpoints/data-connections";
import { edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import * as servers from "@/lib/contracts/releases/endpoints/mcp-servers";
import * as models from "@/lib/contracts/releases/endpoints/semantic-models";
import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { asMade, faultOf, inTenant, type Made, modelBody } from "@/lib/testing/tenant-calls";

const { listAgentConnections, listAgentModels, attachModel, attachServer, detachConnection } = attachments;
const namesIn = ({ body }: { body: unknown }) => (body as { data: Made[] }).data.map(({ name }) => name).sort();
const connection = (name: string) => ({ name, engine: "postgres", configuration: { password: "canary" } });

/** A live agent with a model that named `ledger` when it was published, and names `later` since. */
async function givenFrozen() {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agent = (await given.agent(ctx, { name: "scout" })).id;
  const ledger = asMade(await there(owner, connections.create, {}, { json: connection("ledger") })).id;
  const later = asMade(await there(owner, connections.create, {}, { json: connection("later") })).id;
  const model = asMade(await there(owner, models.create, {}, { json: modelBody("R", "ledger") })).id;
  await there(owner, attachModel, { agent }, { json: { semantic_data_model_id: model } });
  expect((await there(owner, publish, { agent })).status).toBe(200);
  expect((await there(owner, models.patch, { id: model }, { json: modelBody("R", "later") })).status).toBe(200);
  return { workspace, owner, there, agent, ledger, later, model };
}

test("of a live agent models are shown as they were frozen, with the connections that they named; of a draft as they are", async () => {
  const { workspace, owner, there, agent, ledger, later, model } = await givenFrozen();
  const reader = await given.member(workspace, { role: "viewer" });
  const seen = async (as = owner) => [
    (await there(as, listAgentModels, { agent })).body,
    (await there(as, listAgentConnections, { agent })).body,
  ];
  const frozen = [{ data: [{ id: model, ...modelBody("R", "ledger") }] }, { data: [{ id: ledger, name: "ledger" }] }];
  expect(await seen()).toMatchObject(frozen);
  await there(owner, edit, { agent });
  expect(await seen()).toMatchObject([{ data: [modelBody("R", "later")] }, { data: [{ id: later }] }]);
  expect(await seen(reader)).toMatchObject(frozen);
});

test("a connection that only a frozen model names is used by what is live, and neither deleted nor detached", async () => {
  const { owner, there, agent, ledger } = await givenFrozen();
  for (const query of [{}, { force: "true" }] as Record<string, string>[]) {
    const refused = await there(owner, connections.remove, { id: ledger }, { query });
    expect(faultOf(refused)).toEqual([409, "in_use"]);
    expect(refused.body).toMatchObject({ error: { message: expect.stringContaining("agent 'scout'") } });
  }
  const json = { engine: "mysql" };
  expect(faultOf(await there(owner, connections.patch, { id: ledger }, { json }))).toEqual([409, "in_use"]);
  expect(faultOf(await there(owner, detachConnection, { agent, id: ledger }))).toEqual([409, "agent_live"]);
  await there(owner, edit, { agent });
  expect(faultOf(await there(owner, detachConnection, { agent, id: ledger }))).toEqual([404, "not_found"]);
  await db().agent.update({ where: { id: agent }, data: { deletedAt: new Date(), retentionTier: "short" } });
  expect((await there(owner, connections.remove, { id: ledger })).status).toBe(204);
});

test("whoever only holds a share sees what that agent has as it is shown to them, and nothing else of the tenant", async () => {
  const { owner, there, agent, ledger, later, model } = await givenFrozen();
  const json = { name: "unused" };
  const unused = asMade(await there(owner, servers.create, {}, { json })).id;
  await there(owner, edit, { agent });
  const used = asMade(await there(owner, servers.create, {}, { json: { name: "used" } })).id;
  await there(owner, attachServer, { agent }, { json: { mcp_server_id: used } });
  const [viewer, editor] = [await given.outsider(), await given.outsider()];
  await given.share(agent, viewer, "viewer");
  await given.share(agent, editor, "editor");
  expect(namesIn(await there(viewer, models.list))).toEqual(["R"]);
  expect(namesIn(await there(viewer, connections.list))).toEqual(["ledger"]);
  expect(namesIn(await there(viewer, servers.list))).toEqual([]);
  expect(namesIn(await there(editor, connections.list))).toEqual(["later", "ledger"]);
  expect(namesIn(await there(editor, servers.list))).toEqual(["used"]);
  expect(namesIn(await there(editor, servers.list, {}, { query: { name: "x" } }))).toEqual([]);
  const shown = await there(viewer, connections.show, { id: ledger });
  expect([shown.status, shown.body]).toMatchObject([200, { configuration: { password: "********" } }]);
  expect((await there(viewer, models.show, { id: model })).body).toMatchObject({ is_mutable: false });
  for (const [endpoint, id] of [
    [connections.show, later],
    [servers.show, used],
    [servers.show, unused],
  ] as const) {
    expect(faultOf(await there(viewer, endpoint, { id }))).toEqual([404, "not_found"]);
  }
});

test("a share lets nobody change, delete or create resources, and ends with its time", async () => {
  const { owner, there, agent, ledger } = await givenFrozen();
  const editor = await given.outsider();
  await given.share(agent, editor, "editor");
  const whole = connection("mine");
  expect(faultOf(await there(editor, connections.create, {}, { json: whole }))).toEqual([403, "forbidden"]);
  expect(faultOf(await there(editor, connections.patch, { id: ledger }, { json: whole }))).toEqual([403, "forbidden"]);
  expect(faultOf(await there(editor, connections.remove, { id: ledger }))).toEqual([403, "forbidden"]);
  await db().share.updateMany({ where: { agentId: agent }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(faultOf(await there(editor, connections.list))).toEqual([403, "tenant_forbidden"]);
  expect((await there(owner, connections.list)).status).toBe(200);
});
