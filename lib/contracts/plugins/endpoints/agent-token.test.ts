import { expect, test } from "vitest";
import { newAgentToken } from "@/lib/auth/agent-token";
import { assembledContext } from "@/lib/contracts/plugins/endpoints/agent-plugins";
import { publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { byId } from "@/lib/domain/agents/rules";
import { flushRefusals } from "@/lib/domain/audit/note-refusal";
import { newId } from "@/lib/domain/ids";
import { recordStarted, recordStopped } from "@/lib/domain/runs/record-run";
import { wishToStop } from "@/lib/domain/runs/stop-run";
import { call } from "@/lib/testing/call";
import { contextScene } from "@/lib/testing/context-scene";
import { given } from "@/lib/testing/given";
import { givenAgentToken } from "@/lib/testing/given-agent-token";

const mismatch = { detail: "Access denied: workspace mismatch", status_code: 403 };
const notAuthenticated = { detail: "Not authenticated", status_code: 401 };

/** An agent that runs, and what it is answered by its own token. */
async function runningScene() {
  const scene = await contextScene({ instructions: "Be brief." });
  const { workspace, owner, agent } = scene;
  const token = await givenAgentToken(agent.id);
  const by = (authorization: string, query: Record<string, string> = {}, more: object = {}) =>
    call(assembledContext, {
      params: { agent_id: agent.number },
      query,
      headers: { authorization, "x-workspace-id": workspace.id },
      ...more,
    });
  const publishIt = () => call(publish, { as: owner, params: { tenant: workspace.id, agent: agent.id } });
  return { ...scene, token, by, publishIt };
}

test("an agent reads its own context: the working copy until something is live, then what is live, whatever it asks", async () => {
  const { agent, token, by, read, publishIt } = await runningScene();
  const draft = await by(`Bearer ${token}`);
  expect(draft.body).toEqual(await read({ version: "draft" }));
  expect((await by(token, { version: "live" })).body).toEqual(draft.body);
  expect((await publishIt()).status).toBe(200);
  await db().agent.update({ where: { id: agent.id }, data: { instructions: "Be long.", lifecycleState: "draft" } });
  const live = await by(`Bearer ${token}`);
  expect(live.status).toBe(200);
  expect(live.body).toEqual(await read({ version: "live" }));
  expect(live.body).not.toEqual(await read({ version: "draft" }));
  expect((await by(token, { version: "live", blocks: "true" })).status).toBe(200);
  const etag = live.headers.get("etag") ?? "";
  const headers = {
    authorization: token,
    "x-workspace-id": (await db().agent.findUniqueOrThrow({ where: agent })).workspaceId,
  };
  expect((await by(token, {}, { headers: { ...headers, "if-none-match": etag } })).status).toBe(304);
});

test("an agent can pick neither the draft nor other plugins", async () => {
  const { token, by } = await runningScene();
  const picks: Record<string, string>[] = [{ version: "draft" }, { plugin_ids: "" }];
  for (const query of picks)
    expect(await by(token, query)).toMatchObject({ status: 403, body: { detail: "Permission denied" } });
  expect((await by(token, { version: "newest" })).status).toBe(422);
});

test("an agent finds other agents as a stranger does, and names its own workspace alone", async () => {
  const { ctx, workspace, token, by } = await runningScene();
  const other = await given.agent(ctx);
  const elsewhere = await given.workspace();
  const foreign = await given.agent(elsewhere.ctx);
  for (const agent_id of [other.number, other.id, other.name, foreign.number, 2_147_483_647])
    expect(await by(token, {}, { params: { agent_id } })).toMatchObject({ status: 403, body: mismatch });
  const named = (id: string) => by(token, {}, { headers: { authorization: token, "x-workspace-id": id } });
  expect(await named(elsewhere.workspace.id)).toMatchObject({ status: 403, body: mismatch });
  expect((await named(workspace.slug)).status).toBe(400);
  expect((await by(token, {}, { headers: { authorization: token } })).status).toBe(400);
});

test("a token ends with its run: when it is stopped, started again, disabled, deleted or purged", async () => {
  const { ctx, agent, token, by } = await runningScene();
  const where = { agent: byId(agent.id) };
  const about = { agentId: agent.id, name: agent.name, number: agent.number, workspaceId: null, ownerId: null };
  const second = await givenAgentToken(agent.id);
  expect(await by(token)).toMatchObject({ status: 401, body: notAuthenticated });
  expect((await by(second)).status).toBe(200);
  await wishToStop(ctx, where);
  expect(await by(second)).toMatchObject({ status: 401, body: notAuthenticated });
  await recordStopped(about);
  const third = await givenAgentToken(agent.id);
  expect([(await by(second)).status, (await by(third)).status]).toEqual([401, 200]);
  await db().agent.update({ where: { id: agent.id }, data: { reviewStatus: "DISABLED" } });
  expect((await by(third)).status).toBe(401);
  await db().agent.update({ where: { id: agent.id }, data: { reviewStatus: "ACTIVE" } });
  expect((await by(third)).status).toBe(200);
  await removeAgent(ctx, { ...where, force: true });
  expect((await by(third)).status).toBe(401);
  await db().agent.delete({ where: { id: agent.id } });
  expect((await by(third)).status).toBe(401);
  expect((await by(newAgentToken())).status).toBe(401);
});

test("a supervisor that takes an agent over leaves it its token", async () => {
  const { agent, token, by } = await runningScene();
  await recordStarted({
    about: { agentId: agent.id, name: agent.name, number: agent.number, workspaceId: null, ownerId: null },
    ...{ driver: "docker", isolation: "container", supervisorId: await givenSupervisor(), containerId: "c0ffee" },
    ...{ imageVersion: null, startedAt: new Date(), door: { url: "http://127.0.0.1:1", key: "key" }, applied: {} },
    ...{ injection: "skipped", adopted: true, reason: null },
  });
  expect((await by(token)).status).toBe(200);
});

async function givenSupervisor(): Promise<string> {
  const id = newId("supervisor");
  const address = { url: "http://127.0.0.1:1", secret: "none", isolation: "process", machine: id };
  await db().supervisor.create({ data: { id, ...address } });
  return id;
}

test("only the hash of a token is kept, and reading leaves no trace", async () => {
  const { agent, token, by } = await runningScene();
  const traces = () => db().auditEvent.count({ where: { OR: [{ actorId: agent.id }, { targetId: agent.id }] } });
  const before = await traces();
  await by(token);
  expect(await traces()).toBe(before);
  expect(JSON.stringify(await db().runtime.findUnique({ where: { agentId: agent.id } }))).not.toContain(token);
});

test("what an agent is refused stands in the audit trail under its name", async () => {
  const { agent, token, by } = await runningScene();
  await by(token, { version: "draft" });
  await flushRefusals();
  const events = await db().auditEvent.findMany({ where: { actorId: agent.id } });
  expect(events).toMatchObject([
    { action: "access.refused", actorType: "agent", actorName: agent.name, via: "agent", outcome: "denied" },
  ]);
});
