import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMcpServer, testMcpServer } from "@/lib/contracts/console/endpoints/mcp-servers";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

let server: Server;
let host = "";
let connections = 0;
const allow = (hosts: string | undefined) => Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: hosts });

async function speakMcp(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const mcp = new McpServer({ name: "tickets", version: "1" });
  mcp.registerTool("echo", { description: `You sent ${request.headers.authorization}` }, () => ({ content: [] }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await mcp.connect(transport);
  await transport.handleRequest(request, response);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const echo = `refused ${request.headers.authorization}`;
    if (request.url === "/mcp") void speakMcp(request, response);
    else if (request.url === "/redirect") response.writeHead(307, { Location: "http://169.254.169.254/" }).end();
    else if (request.url === "/denied") response.writeHead(403).end(echo);
    else response.end(echo);
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  connections = 0;
  allow("127.0.0.1");
});

async function tryServer(owner: Person, json: object) {
  const made = await call(createMcpServer, { as: owner, json: { name: "s", ...json } });
  const params = { id: (made.body as { id: string }).id };
  return { ...(await call(testMcpServer, { as: owner, params })), params };
}
const headers = { Authorization: "Bearer canary-9b1" };

test("a server that can be reached tells its tools, and hidden values that it repeats are taken out", async () => {
  const { owner } = await given.workspace();
  const { status, body, params } = await tryServer(owner, { url: `${host}/mcp`, headers });
  expect([status, body]).toMatchObject([
    200,
    { ok: true, message: "Connected: 1 tool", tools: [{ name: "echo", description: "You sent ********" }] },
  ]);
  const audits = await db().auditEvent.findMany({ where: { targetId: params.id }, orderBy: { seq: "asc" } });
  expect(audits.map(({ action }) => action)).toEqual(["mcp_server.created", "mcp_server.tested"]);
});

test.each([
  ["/redirect", "redirects"],
  ["/denied", "403"],
  ["/text", "It does not speak MCP"],
])("a server that answers wrongly at %s is described, without what it repeats", async (path, words) => {
  const { owner } = await given.workspace();
  const { status, body } = await tryServer(owner, { url: host + path, headers });
  expect([status, body]).toMatchObject([200, { ok: false, message: expect.stringContaining(words), tools: null }]);
  expect(JSON.stringify(body)).not.toContain("canary");
});

test("nothing that is refused is connected to, even when it was stored while it was allowed", async () => {
  const { owner } = await given.workspace();
  const made = await call(createMcpServer, { as: owner, json: { name: "s", url: `${host}/mcp` } });
  const params = { id: (made.body as { id: string }).id };
  allow(undefined);
  const port = host.split(":")[2];
  const addresses = [
    host,
    `https://[::ffff:7f00:1]:${port}/`,
    `https://2130706433:${port}/`,
    `https://localhost:${port}/`,
  ];
  for (const url of addresses) {
    await db().mcpServer.update({ where: { id: params.id }, data: { url } });
    const { status, body } = await call(testMcpServer, { as: owner, params });
    expect([status, body]).toMatchObject([200, { ok: false, tools: null }]);
  }
  expect(connections).toBe(0);
});

test("a closed port is a refused connection; stdio and no address are conflicts; strangers find nothing", async () => {
  const { owner, workspace } = await given.workspace();
  const closing = createServer().listen(0, "127.0.0.1");
  await once(closing, "listening");
  const { port } = closing.address() as AddressInfo;
  closing.close();
  const closed = await tryServer(owner, { url: `http://127.0.0.1:${port}/mcp`, transport: "sse" });
  expect(closed.body).toMatchObject({ ok: false, message: "Connection refused" });
  expect((await tryServer(owner, { name: "b", command: "npx" })).status).toBe(409);
  expect((await tryServer(owner, { name: "c" })).status).toBe(409);
  const viewer = await given.member(workspace, { role: "viewer" });
  expect((await call(testMcpServer, { as: viewer, params: closed.params })).status).toBe(200);
  const { owner: stranger } = await given.workspace();
  expect((await call(testMcpServer, { as: stranger, params: closed.params })).status).toBe(404);
});
