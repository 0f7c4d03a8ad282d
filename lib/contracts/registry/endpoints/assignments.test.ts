import { describe, expect, test } from "vitest";
import { putMcpServers, putSkills, putTools } from "@/lib/contracts/registry/endpoints/assignments";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import {
  givenBrought,
  givenLive,
  givenMcpServer,
  givenSkill,
  givenSystemAgent,
  givenTool,
} from "@/lib/testing/given-assignable";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const fieldsOf = ({ body }: Called) => (body as { error: { fields?: Record<string, string> } }).error.fields;
const order = { orderBy: { attachedAt: "asc" } } as const;

const cases = [
  {
    kind: "mcp-servers",
    endpoint: putMcpServers,
    field: "mcpServerIds",
    noun: "MCP server",
    action: "agent.mcp_servers_replaced",
    make: givenMcpServer,
    read: async (agentId: string) =>
      (await db().agentMcpServer.findMany({ where: { agentId }, ...order })).map((one) => one.mcpServerId),
  },
  {
    kind: "skills",
    endpoint: putSkills,
    field: "skillIds",
    noun: "skill",
    action: "agent.skills_replaced",
    make: givenSkill,
    read: async (agentId: string) =>
      (await db().agentSkill.findMany({ where: { agentId }, ...order })).map((one) => one.skillId),
  },
  {
    kind: "tools",
    endpoint: putTools,
    field: "toolIds",
    noun: "tool",
    action: "agent.tools_replaced",
    make: givenTool,
    read: async (agentId: string) =>
      (await db().agentTool.findMany({ where: { agentId }, ...order })).map((one) => one.toolId),
  },
];

describe.each(cases)("PUT $kind", ({ endpoint, field, noun, action, make, read }) => {
  const put = (as: Person, agent: string, ids: unknown, headers = {}) =>
    call(endpoint, { as, params: { agent }, json: { [field]: ids }, headers });

  test("replaces the whole set in the given order, drops repeats, and a repeat changes nothing", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id } = await given.agent(ctx);
    const [a, b, c] = [await make(workspace), await make(workspace), await make(workspace)];
    const first = await put(owner, id, [b, a, b]);
    expect([first.status, first.body, first.headers.get("etag")]).toEqual([200, { count: 2 }, '"2"']);
    expect(await read(id)).toEqual([b, a]);
    const again = await put(owner, id, [b, a]);
    expect([again.body, again.headers.get("etag")]).toEqual([{ count: 2 }, '"2"']);
    expect((await put(owner, id, [a, b])).headers.get("etag")).toBe('"3"');
    expect(await read(id)).toEqual([a, b]);
    expect((await put(owner, id, [c, a])).body).toEqual({ count: 2 });
    const rows = await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
    expect(rows.map((row) => row.action)).toEqual([action, action, action]);
    expect(rows[2]?.after).toEqual({ ids: [c, a], added: [c], removed: [b] });
    expect((await put(owner, id, [])).body).toEqual({ count: 0 });
    expect(await read(id)).toEqual([]);
  });

  test("names every unknown or foreign id, not telling them apart, and the old set stays", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id } = await given.agent(ctx);
    const own = await make(workspace);
    await put(owner, id, [own]);
    const foreign = await make(await given.place());
    const answer = await put(owner, id, [foreign, own, "nonsense", newId("agent")]);
    const message = `no such ${noun} in this workspace`;
    expect(faultOf(answer)).toEqual([400, "unknown_reference"]);
    expect(fieldsOf(answer)).toEqual({ [`${field}[0]`]: message, [`${field}[2]`]: message, [`${field}[3]`]: message });
    expect(await read(id)).toEqual([own]);
    // 400 comes before 409.
    await givenLive(id);
    expect(faultOf(await put(owner, id, [foreign]))).toEqual([400, "unknown_reference"]);
  });

  test("a live, deleted or system agent keeps its set; readers and strangers change nothing", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id } = await given.agent(ctx);
    const thing = await make(workspace);
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = (await given.workspace()).owner;
    expect(faultOf(await put(viewer, id, [thing]))).toEqual([403, "forbidden"]);
    expect(faultOf(await put(stranger, id, [thing]))).toEqual([404, "not_found"]);
    expect(faultOf(await put(owner, await givenSystemAgent(), []))).toEqual([403, "system_agent"]);
    const deleted = await given.agent(ctx, { deletedAt: new Date() });
    expect(faultOf(await put(owner, deleted.id, []))).toEqual([404, "not_found"]);
    await givenLive(id);
    expect(faultOf(await put(owner, id, [thing]))).toEqual([409, "agent_live"]);
    expect((await put(owner, id, [])).body).toEqual({ count: 0 });
    expect(faultOf(await put(owner, id, [], { "if-match": '"7"' }))).toEqual([412, "precondition_failed"]);
  });

  test("of two clients at once leaves one of the two lists", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id } = await given.agent(ctx);
    const [a, b, c] = [await make(workspace), await make(workspace), await make(workspace)];
    for (let round = 0; round < 20; round++) {
      const lists = [
        [a, b],
        [c, a],
      ];
      const both = await Promise.all(lists.map((ids) => put(owner, id, ids)));
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect(lists).toContainEqual(await read(id));
    }
  });

  test.each([[undefined], [null], ["x"], [[5]], [[""]], [Array.from({ length: 201 }, (_, i) => `x${i}`)]])(
    "refuses the list %j",
    async (ids) => {
      const { ctx, owner } = await given.workspace();
      const { id } = await given.agent(ctx);
      expect(faultOf(await put(owner, id, ids))).toEqual([400, "invalid_body"]);
    },
  );
});

test("skills and tools of an installed integration may be assigned, MCP servers of others never", async () => {
  const { ctx, owner, workspace } = await given.workspace();
  const from = await given.place();
  const { id } = await given.agent(ctx);
  const [tool, skill, server] = [await givenTool(from), await givenSkill(from), await givenMcpServer(from)];
  const install = await givenBrought(from, workspace, "tool", tool);
  await givenBrought(from, workspace, "skill", skill);
  const put = (endpoint: typeof putTools, json: unknown) => call(endpoint, { as: owner, params: { agent: id }, json });
  expect((await put(putTools, { toolIds: [tool] })).status).toBe(200);
  expect((await put(putSkills, { skillIds: [skill] })).status).toBe(200);
  expect(faultOf(await put(putMcpServers, { mcpServerIds: [server] }))).toEqual([400, "unknown_reference"]);
  expect(faultOf(await put(putTools, { toolIds: [skill] }))).toEqual([400, "unknown_reference"]);
  await db().integrationMember.updateMany({ where: { installId: install }, data: { detachedAt: new Date() } });
  expect(faultOf(await put(putTools, { toolIds: [tool] }))).toEqual([400, "unknown_reference"]);
});
