import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toSocketMessage } from "@/lib/contracts/fleet/present/event";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { doerOf, insertTraces } from "@/lib/domain/change";
import { endShareByEmail } from "@/lib/domain/shares/end-share";
import { shareAgent } from "@/lib/domain/shares/share-agent";
import { startEvents, stopEvents } from "@/lib/events/event-hub";
import { converse, sayRestart } from "@/lib/events/socket-session";
import { createSocketDoor } from "@/lib/http/socket-door";
import { given, type Person } from "@/lib/testing/given";
import { givenAgentToken } from "@/lib/testing/given-agent-token";

process.env.MUSTER_RATE_LIMIT = "0";

const PING = 150;
const door = createSocketDoor({
  path: "/ws",
  contract: fleet,
  converse: (client) => converse({ ...client, pingMs: PING, present: toSocketMessage }),
  leave: sayRestart,
});
const server = createServer();
server.on("upgrade", door.upgrade);
let port = 0;
beforeAll(async () => {
  await startEvents();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  port = typeof at === "object" && at ? at.port : 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await stopEvents();
});

type Client = { socket: WebSocket; heard: string[]; closed: Promise<number> };

async function connect(query: string, options: WebSocket.ClientOptions = {}, path = "/ws"): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}${query}`, options);
  const heard: string[] = [];
  socket.on("message", (message) => heard.push(String(message)));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return { socket, heard, closed };
}
const enter = (person: Person) => connect(`?token=${person.token}`);

async function refusal(query: string, options: WebSocket.ClientOptions = {}, path = "/ws"): Promise<[number, string]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}${query}`, options);
  socket.on("error", () => undefined);
  return new Promise((resolve) => {
    socket.once("unexpected-response", async (_request, response) => {
      resolve([response.statusCode ?? 0, Buffer.concat(await response.toArray()).toString()]);
    });
  });
}

function emit(by: Person, type: string, about: { id: string; name: string }, data: Record<string, string> = {}) {
  const { workspaceId } = by.ctx;
  const event = { topic: "agents", type, targetId: about.id, name: about.name, workspaceId, data } as const;
  return db().$transaction((tx) => insertTraces(tx, doerOf(by.ctx), { record: null, events: [event], notices: [] }));
}

const until = (client: Client, text: string) =>
  expect.poll(() => client.heard.some((message) => message.includes(text)), { timeout: 5_000 }).toBe(true);

describe("/ws", () => {
  test("tells a member in the documented form, and nobody of another workspace", async () => {
    const { owner, workspace } = await given.workspace();
    const stranger = (await given.workspace()).owner;
    const viewer = await given.member(workspace, { role: "viewer" });
    const agent = await given.agent(owner.ctx);
    const [inside, outside] = [await enter(viewer), await enter(stranger)];
    const other = await given.agent(stranger.ctx);
    await emit(owner, "agent_started", agent, { credentials_injection: "success" });
    await emit(stranger, "agent_stopped", other);
    await until(inside, agent.name);
    await until(outside, other.name);
    expect(JSON.parse(inside.heard[0] ?? "")).toEqual({
      event: "agent_started",
      type: "agent_started",
      name: agent.name,
      data: { name: agent.name, credentials_injection: "success" },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect([inside.heard.length, outside.heard.length]).toEqual([1, 1]);
    inside.socket.close();
    outside.socket.close();
  });

  test("who is shared with is told to that person and to level E; the end too", async () => {
    const { owner, workspace } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const guest = await given.outsider({ addressProvenAt: new Date() });
    const agent = await given.agent(owner.ctx);
    const [mine, theirs, guests] = [await enter(owner), await enter(viewer), await enter(guest)];
    await shareAgent(owner.ctx, { agent: byId(agent.id), email: guest.email, role: "viewer" });
    await until(guests, "agent_shared");
    await endShareByEmail(owner.ctx, { agent: byId(agent.id), email: guest.email });
    await until(mine, "agent_unshared");
    await until(guests, "agent_unshared");
    await emit(owner, "agent_stopped", agent);
    await until(theirs, "agent_stopped");
    expect(theirs.heard).toHaveLength(1);
    expect(JSON.parse(guests.heard[0] ?? "").data).toEqual({ name: agent.name, shared_with: guest.email });
    expect(guests.heard).toHaveLength(2);
    for (const { socket } of [mine, theirs, guests]) socket.close();
  });

  test("is refused before the upgrade with 401, and elsewhere with 404", async () => {
    const { owner } = await given.workspace();
    const detail = '{"detail":"Could not validate credentials"}';
    expect(await refusal("")).toEqual([401, detail]);
    expect(await refusal("?token=msk_wrong")).toEqual([401, detail]);
    expect((await refusal(`?token=${owner.token}`, {}, "/other"))[0]).toBe(404);
    const inHeader = await connect("", { headers: { authorization: owner.token } });
    inHeader.socket.close();
  });

  test("an agent's runtime token opens no stream, and the audit trail names the agent", async () => {
    const { ctx } = await given.workspace();
    const agent = await given.agent(ctx);
    const [status] = await refusal(`?token=${await givenAgentToken(agent.id)}`);
    expect(status).toBe(403);
    const events = await db().auditEvent.findMany({ where: { actorId: agent.id } });
    expect(events).toMatchObject([{ action: "access.refused", actorType: "agent", after: { path: "/ws" } }]);
  });

  test("ends with 4401 as soon as the credential does", async () => {
    const { owner } = await given.workspace();
    const client = await enter(owner);
    const started = Date.now();
    await db().session.delete({ where: { id: owner.ctx.actor.credential.id } });
    expect(await client.closed).toBe(4401);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect((await refusal(`?token=${owner.token}`))[0]).toBe(401);
  });

  test("answers ping, ignores other texts, closes at more than 4 KiB with 1009", async () => {
    const { owner } = await given.workspace();
    const client = await enter(owner);
    client.socket.send("anything");
    client.socket.send("ping");
    await until(client, "pong");
    expect(client.heard).toEqual(["pong"]);
    client.socket.send("x".repeat(4 * 1024));
    client.socket.send("x".repeat(4 * 1024 + 1));
    expect(await client.closed).toBe(1009);
  });

  test("the 21st connection of a person is closed with 1013; a place that is left can be taken", async () => {
    const { owner } = await given.workspace();
    const clients = await Promise.all(Array.from({ length: 20 }, () => enter(owner)));
    expect(await (await enter(owner)).closed).toBe(1013);
    clients[0]?.socket.close();
    await clients[0]?.closed;
    const again = await enter(owner);
    again.socket.send("ping");
    await until(again, "pong");
    for (const { socket } of [...clients, again]) socket.close();
  });

  test("who answers no ping is cut off, who answers stays", async () => {
    const { owner } = await given.workspace();
    const deaf = await connect(`?token=${owner.token}`, { autoPong: false });
    const alive = await enter(owner);
    expect(await deaf.closed).toBe(1006);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
    alive.socket.close();
  });

  test("at the end of the process everybody is told 1012, and nobody comes in", async () => {
    const { owner } = await given.workspace();
    const client = await enter(owner);
    door.restart();
    expect(await client.closed).toBe(1012);
    expect((await refusal(`?token=${owner.token}`))[0]).toBe(503);
  });
});
