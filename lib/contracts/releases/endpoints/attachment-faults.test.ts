import { describe, expect, test } from "vitest";
import * as attachments from "@/lib/contracts/releases/endpoints/attachments";
import { publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { given, type Place } from "@/lib/testing/given";
import { givenMcpServer } from "@/lib/testing/given-assignable";
import { faultOf, inTenant } from "@/lib/testing/tenant-calls";

async function givenModel({ id: workspaceId }: Place): Promise<string> {
  const id = newId("semanticDataModel");
  const semanticModel = { name: id, tables: [{}] };
  return (await db().semanticDataModel.create({ data: { id, workspaceId, name: id, semanticModel } })).id;
}
async function givenConnection({ id: workspaceId }: Place): Promise<string> {
  const id = newId("dataConnection");
  return (await db().dataConnection.create({ data: { id, workspaceId, name: id, engine: "mysql" } })).id;
}

const cases = [
  {
    kind: "mcp-servers",
    list: attachments.listAgentServers,
    attach: attachments.attachServer,
    detach: attachments.detachServer,
    field: "mcp_server_id",
    make: givenMcpServer,
    other: givenModel,
  },
  {
    kind: "semantic-data-models",
    list: attachments.listAgentModels,
    attach: attachments.attachModel,
    detach: attachments.detachModel,
    field: "semantic_data_model_id",
    make: givenModel,
    other: givenConnection,
  },
  {
    kind: "data-connections",
    list: attachments.listAgentConnections,
    attach: attachments.attachConnection,
    detach: attachments.detachConnection,
    field: "data_connection_id",
    make: givenConnection,
    other: givenMcpServer,
  },
];

describe.each(cases)("attached $kind", ({ list, attach, detach, field, make, other }) => {
  const scene = async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const { id: agent } = await given.agent(ctx);
    const id = await make(workspace);
    return { workspace, owner, there: inTenant(workspace.slug), agent, id, json: { [field]: id } };
  };

  test("come and go by whoever may edit, once, and are paged in the order of attaching", async () => {
    const { workspace, owner, there, agent, id, json } = await scene();
    const second = await make(workspace);
    const editor = await given.outsider();
    await given.share(agent, editor, "editor");
    expect((await there(owner, attach, { agent }, { json })).status).toBe(204);
    expect((await there(editor, attach, { agent }, { json: { [field]: second } })).status).toBe(204);
    expect((await there(owner, attach, { agent }, { json })).status).toBe(204);
    const first = await there(owner, list, { agent }, { query: { limit: "1" } });
    expect(first.body).toMatchObject({ data: [{ id }], has_more: true });
    const { next } = first.body as { next: string };
    expect((await there(owner, list, { agent }, { query: { next } })).body).toMatchObject({ data: [{ id: second }] });
    expect((await there(editor, detach, { agent, id })).status).toBe(204);
    expect(await db().agent.findUnique({ where: { id: agent }, select: { rev: true } })).toEqual({ rev: 4 });
  });

  test("every fault has its number, in the order of the contract", async () => {
    const { workspace, owner, there, agent, id, json } = await scene();
    const viewer = await given.member(workspace, { role: "viewer" });
    const foreign = (await given.workspace()).workspace;
    const stale = { "If-Match": '"7"' };
    const send = (sent: object, headers = {}, as = owner) => there(as, attach, { agent }, { json: sent, headers });
    expect(faultOf(await there(null, attach, { agent }, { json }))).toEqual([401, "unauthenticated"]);
    for (const wrong of [{}, { ...json, more: 1 }, { [field]: 7 }, { [field]: "" }]) {
      expect(faultOf(await send(wrong))).toEqual([422, "validation_failed"]);
    }
    const nobody = await there(owner, attach, { agent: newId("agent") }, { json, headers: stale });
    expect(faultOf(nobody)).toEqual([404, "not_found"]);
    expect(faultOf(await send(json, stale, viewer))).toEqual([403, "forbidden"]);
    expect(faultOf(await send({ [field]: "nothing" }, stale))).toEqual([412, "precondition_failed"]);
    for (const unknown of ["nothing", await make(foreign), await other(workspace)]) {
      expect(faultOf(await send({ [field]: unknown }))).toEqual([422, "unknown_reference"]);
    }
    expect(faultOf(await there(owner, detach, { agent, id }))).toEqual([404, "not_found"]);
    await send(json);
    expect(faultOf(await there(viewer, detach, { agent, id }, { headers: stale }))).toEqual([403, "forbidden"]);
    expect(faultOf(await there(owner, detach, { agent, id }, { headers: stale }))).toEqual([
      412,
      "precondition_failed",
    ]);
    expect(faultOf(await there(owner, list, { agent }, { query: { name: "x" } }))).toEqual([400, "invalid_parameter"]);
    await there(owner, publish, { agent });
    expect(faultOf(await send({ [field]: "nothing" }))).toEqual([422, "unknown_reference"]);
    expect(faultOf(await send({ [field]: await make(workspace) }))).toEqual([409, "agent_live"]);
    expect(faultOf(await there(owner, detach, { agent, id }))).toEqual([409, "agent_live"]);
    expect((await there(viewer, list, { agent })).body).toMatchObject({ data: [{ id }] });
  });

  test("a repeated attachment under one Idempotency-Key is answered again without a second change", async () => {
    const { owner, there, agent, id, json } = await scene();
    const headers = { "Idempotency-Key": "again" };
    const sent = { json, headers };
    expect((await there(owner, attach, { agent }, sent)).status).toBe(204);
    expect((await there(owner, detach, { agent, id })).status).toBe(204);
    const replayed = await there(owner, attach, { agent }, sent);
    expect([replayed.status, replayed.headers.get("idempotent-replayed")]).toEqual([204, "true"]);
    expect((await there(owner, list, { agent })).body).toMatchObject({ data: [] });
  });
});

test("an agent has at most 200 of a kind", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const { id: agentId } = await given.agent(ctx);
  const ids = Array.from({ length: 201 }, () => newId("mcpServer"));
  const rows = ids.map((id) => ({ id, workspaceId: workspace.id, name: id, transport: "sse" }));
  await db().mcpServer.createMany({ data: rows });
  await db().agentMcpServer.createMany({ data: ids.slice(1).map((mcpServerId) => ({ agentId, mcpServerId })) });
  const json = { mcp_server_id: ids[0] };
  const refused = await inTenant(workspace.slug)(owner, attachments.attachServer, { agent: agentId }, { json });
  expect(faultOf(refused)).toEqual([422, "validation_failed"]);
});
