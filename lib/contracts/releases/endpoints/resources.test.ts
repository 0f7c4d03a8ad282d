import { expect, test } from "vitest";
import * as attachments from "@/lib/contracts/releases/endpoints/attachments";
import * as connections from "@/lib/contracts/releases/endpoints/data-connections";
import * as servers from "@/lib/contracts/releases/endpoints/mcp-servers";
import * as models from "@/lib/contracts/releases/endpoints/semantic-models";
import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";
import { asMade, inTenant, type Made, modelBody } from "@/lib/testing/tenant-calls";

const kinds = [
  [
    "mcp-servers",
    servers,
    { name: "a", url: "https://mcp.example.com/x" },
    { name: "b" },
    { transport: "streamable-http" },
  ],
  [
    "semantic-data-models",
    models,
    modelBody("a"),
    { ...modelBody("b"), thread_id: "x" },
    { source: "muster", is_mutable: true },
  ],
  ["data-connections", connections, { name: "a", engine: "mysql", configuration: {} }, { name: "b" }, { tags: [] }],
] as const;

test.each(kinds)(
  "%s are created, listed, shown, replaced, changed and deleted in their tenant",
  async (path, kind, whole, part, shown) => {
    const { workspace, owner } = await given.workspace();
    const there = inTenant(workspace.slug);
    const created = await there(owner, kind.create, {}, { json: whole });
    const { id } = asMade(created);
    expect([created.status, created.body]).toMatchObject([201, { name: "a", ...shown }]);
    expect(created.headers.get("location")).toBe(`/tenants/${workspace.slug}/api/v2/${path}/${id}`);
    expect((await there(owner, kind.create, {}, { json: whole })).status).toBe(409);
    const one = await there(owner, kind.show, { id });
    expect([one.body, one.headers.get("etag")]).toEqual([created.body, '"1"']);
    const stale = await there(owner, kind.patch, { id }, { json: part, headers: { "If-Match": '"7"' } });
    expect(stale.status).toBe(412);
    expect((await there(owner, kind.patch, { id }, { json: part })).body).toMatchObject({ name: "b" });
    expect((await there(owner, kind.replace, { id }, { json: whole })).body).toMatchObject({ name: "a", ...shown });
    const list = await there(owner, kind.list, {}, { query: { name: "A", limit: "1" } });
    expect(list.body).toMatchObject({ data: [{ id }], next: null, has_more: false });
    expect((await there(owner, kind.list, {}, { query: { name: "z" } })).body).toMatchObject({ data: [] });
    expect((await there(owner, kind.list, {}, { query: { limit: "0" } })).status).toBe(400);
    expect((await there(owner, kind.replace, { id }, { json: {} })).status).toBe(422);
    expect((await there(owner, kind.patch, { id }, { json: { used_by: 1 } })).status).toBe(422);
    expect((await there(owner, kind.remove, { id })).status).toBe(204);
    expect((await there(owner, kind.show, { id })).status).toBe(404);
  },
);

test.each(kinds)(
  "%s of another tenant do not exist, also for a member of both; who may read but not change is refused",
  async (_, kind, whole, part) => {
    const { workspace, owner } = await given.workspace();
    const { workspace: foreign } = await given.workspace();
    const { id } = asMade(await inTenant(workspace.slug)(owner, kind.create, {}, { json: whole }));
    const admin = await given.outsider({ instanceAdmin: true });
    expect((await inTenant(workspace.slug)(admin, kind.show, { id })).status).toBe(200);
    const other = inTenant(foreign.slug);
    expect((await other(admin, kind.show, { id })).status).toBe(404);
    expect((await other(admin, kind.patch, { id }, { json: part })).status).toBe(404);
    expect((await other(admin, kind.remove, { id })).status).toBe(404);
    expect((await other(owner, kind.show, { id })).status).toBe(403);
    const reader = await given.member(workspace);
    expect((await inTenant(workspace.slug)(reader, kind.patch, { id }, { json: part })).status).toBe(403);
  },
);

test("a next page is asked for by the token of the list that gave it, and by no other list", async () => {
  const { workspace, owner } = await given.workspace();
  const there = inTenant(workspace.slug);
  for (const name of ["a1", "a2"]) await there(owner, servers.create, {}, { json: { name } });
  const first = (await there(owner, servers.list, {}, { query: { limit: "1" } })).body as {
    data: Made[];
    next: string;
  };
  expect(first).toMatchObject({ data: [{ name: "a2" }], has_more: true });
  const second = await there(owner, servers.list, {}, { query: { next: first.next } });
  expect(second.body).toMatchObject({ data: [{ name: "a1" }], has_more: false });
  for (const [endpoint, query] of [
    [servers.list, { next: first.next, name: "a" }],
    [models.list, { next: first.next }],
  ] as const) {
    expect((await there(owner, endpoint, {}, { query })).status).toBe(400);
  }
});

test("a server without transport is reached by its command, and replacing it takes everything away", async () => {
  const { workspace, owner } = await given.workspace();
  const there = inTenant(workspace.slug);
  const json = { name: "s", command: "npx", env: { TOKEN: "canary" }, oauth_client_config: { secret: "canary" } };
  const { id, ...made } = asMade(await there(owner, servers.create, {}, { json }));
  expect(made).toMatchObject({ transport: "stdio", env: { TOKEN: "********" } });
  expect(JSON.stringify(made)).not.toContain("canary");
  const replaced = await there(owner, servers.replace, { id }, { json: { name: "s" } });
  expect(replaced.body).toMatchObject({ transport: "streamable-http", command: null, env: {} });
  expect((await db().mcpServer.findUniqueOrThrow({ where: { id } })).secrets).toBeNull();
});

test("resources are attached and detached one by one, each change with one audit row, and foreign ones are unknown", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const { workspace: foreign, owner: stranger } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agent = (await given.agent(ctx, { name: "scout" })).id;
  const { id } = asMade(await there(owner, servers.create, {}, { json: { name: "s" } }));
  const other = asMade(await inTenant(foreign.slug)(stranger, servers.create, {}, { json: { name: "s" } })).id;
  const attach = (mcp_server_id: string) =>
    there(owner, attachments.attachServer, { agent }, { json: { mcp_server_id } });
  expect([(await attach(id)).status, (await attach(id)).status]).toEqual([204, 204]);
  const unknown = await attach(other);
  expect([unknown.status, unknown.body]).toMatchObject([422, { error: { code: "unknown_reference" } }]);
  expect((await there(owner, attachments.listAgentServers, { agent: "scout" })).body).toMatchObject({
    data: [{ id, name: "s" }],
    has_more: false,
  });
  const viewer = await given.member(workspace, { role: "viewer" });
  expect((await there(viewer, attachments.detachServer, { agent, id })).status).toBe(403);
  expect((await there(owner, attachments.detachServer, { agent, id })).status).toBe(204);
  expect((await there(owner, attachments.detachServer, { agent, id })).status).toBe(404);
  const audits = await db().auditEvent.findMany({
    where: { targetId: agent, outcome: "success" },
    orderBy: { seq: "asc" },
  });
  expect(audits.map(({ action }) => action)).toEqual(["agent.resource_attached", "agent.resource_detached"]);
  expect(await db().agent.findUnique({ where: { id: agent }, select: { rev: true } })).toEqual({ rev: 3 });
});

test("connections that attached models name are listed and stay as long as the model does", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agent = (await given.agent(ctx)).id;
  const json = { name: "ledger", engine: "postgres", configuration: {} };
  const connection = asMade(await there(owner, connections.create, {}, { json })).id;
  const receipts = asMade(await there(owner, models.create, {}, { json: modelBody("R", "ledger") })).id;
  await there(owner, attachments.attachModel, { agent }, { json: { semantic_data_model_id: receipts } });
  const listed = await there(owner, attachments.listAgentConnections, { agent });
  expect(listed.body).toMatchObject({ data: [{ id: connection }] });
  const refused = await there(owner, attachments.detachConnection, { agent, id: connection });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { error: { code: "in_use", message: expect.stringContaining("'R'") } },
  ]);
});

test("what is live is neither attached to nor detached from, and the answer says where to go", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agent = (await given.agent(ctx)).id;
  const { id } = asMade(await there(owner, servers.create, {}, { json: { name: "s" } }));
  await db().agentMcpServer.create({ data: { agentId: agent, mcpServerId: id } });
  await givenLive(agent);
  const json = { mcp_server_id: id };
  for (const answer of [
    await there(owner, attachments.attachServer, { agent }, { json }),
    await there(owner, attachments.detachServer, { agent, id }),
  ]) {
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { error: { code: "agent_live", message: expect.stringContaining(`/agents/${agent}/edit`) } },
    ]);
  }
});
