import { expect, test } from "vitest";
import { putMcpServers } from "@/lib/contracts/registry/endpoints/assignments";
import { attachServer, detachServer, listAgentServers } from "@/lib/contracts/releases/endpoints/attachments";
import * as connections from "@/lib/contracts/releases/endpoints/data-connections";
import { edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import * as servers from "@/lib/contracts/releases/endpoints/mcp-servers";
import * as models from "@/lib/contracts/releases/endpoints/semantic-models";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { asMade, inTenant, modelBody } from "@/lib/testing/tenant-calls";

process.env.MUSTER_RATE_LIMIT = "0";
const ROUNDS = Number(process.env.MUSTER_ROUNDS ?? 25);
const statuses = async (asked: Promise<{ status: number }>[]) => (await Promise.all(asked)).map(({ status }) => status);

test("connections get other names while their models change, and nobody waits in a circle", async () => {
  const { workspace, owner } = await given.workspace();
  const there = inTenant(workspace.slug);
  const make = async (name: string) => {
    const json = { name, engine: "postgres", configuration: {} };
    return asMade(await there(owner, connections.create, {}, { json })).id;
  };
  const [x, y] = [await make("x-0"), await make("y-0")];
  const ids: string[] = [];
  for (const name of ["a", "b", "c"]) {
    ids.push(asMade(await there(owner, models.create, {}, { json: modelBody(name, "x-0") })).id);
  }
  const rename = (id: string, name: string) => there(owner, connections.patch, { id }, { json: { name } });
  for (let round = 1; round <= ROUNDS; round += 1) {
    const names = ids.map((id, i) => {
      const json = modelBody(["a", "b", "c"][i] ?? "", i === 1 ? `y-${round - 1}` : `x-${round - 1}`);
      return there(owner, models.patch, { id }, { json });
    });
    const asked = [rename(x, `x-${round}`), ...names, rename(y, `y-${round}`)];
    expect(await statuses(asked), `round ${round}`).toEqual([200, 200, 200, 200, 200]);
  }
}, 120_000);

test("a server is deleted while agents take it, give it up and go live, and nobody waits in a circle", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agents = [(await given.agent(ctx)).id, (await given.agent(ctx)).id];
  const stay = asMade(await there(owner, servers.create, {}, { json: { name: "stay" } })).id;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const id = asMade(await there(owner, servers.create, {}, { json: { name: `s-${round}` } })).id;
    for (const agent of agents) await there(owner, edit, { agent });
    const put = (agent: string, mcpServerIds: string[]) =>
      call(putMcpServers, { as: owner, params: { agent }, json: { mcpServerIds } });
    await Promise.all(agents.map((agent) => put(agent, [id])));
    const asked = await statuses([
      put(agents[0] ?? "", [stay, id]),
      there(owner, servers.remove, { id }, { query: { force: "true" } }),
      there(owner, attachServer, { agent: agents[1] ?? "" }, { json: { mcp_server_id: stay } }),
      there(owner, publish, { agent: agents[1] ?? "" }),
      there(owner, detachServer, { agent: agents[1] ?? "", id }),
    ]);
    expect(
      asked.filter((status) => ![200, 204, 400, 404, 409, 422].includes(status)),
      `round ${round}: ${asked}`,
    ).toEqual([]);
    await expectNoneGone(agents);
  }
}, 120_000);

/** What is live exists: nothing that a version holds on to was deleted beside it. */
async function expectNoneGone(agents: string[]) {
  const live = await db().agent.findMany({ where: { id: { in: agents } }, select: { liveVersion: true } });
  const held = live.flatMap(({ liveVersion }) => {
    const { mcpServers = [] } = Object(liveVersion?.attachments) as { mcpServers?: { id: string }[] };
    return mcpServers.map(({ id }) => id);
  });
  expect(await db().mcpServer.count({ where: { id: { in: held } } })).toBe(new Set(held).size);
}

test("contract registry replaces the same rows that are attached one by one here, in its order", async () => {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const { id: agent } = await given.agent(ctx);
  const make = async (name: string) => asMade(await there(owner, servers.create, {}, { json: { name } })).id;
  const [a, b, c] = [await make("a"), await make("b"), await make("c")];
  const listed = async () => {
    const { body } = await there(owner, listAgentServers, { agent });
    return (body as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  const attach = (mcp_server_id: string) => there(owner, attachServer, { agent }, { json: { mcp_server_id } });
  await attach(a);
  const json = { mcpServerIds: [c, b] };
  const put = await call(putMcpServers, { as: owner, params: { agent }, json, headers: { "If-Match": '"2"' } });
  expect([put.status, put.headers.get("etag")]).toEqual([200, '"3"']);
  expect(await listed()).toEqual([c, b]);
  await attach(a);
  expect(await listed()).toEqual([c, b, a]);
  expect((await there(owner, detachServer, { agent, id: b })).status).toBe(204);
  const again = await call(putMcpServers, { as: owner, params: { agent }, json: { mcpServerIds: [c, a] } });
  expect(again.headers.get("etag")).toBe('"5"');
});
