import { consoleContract } from "@/lib/contracts/console/contract";
import { asShown, resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { allowMcpTest } from "@/lib/domain/resources/test-mcp-server";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { probeMcpServer } from "@/lib/outbound/probe-mcp-server";

/** Servers of the Model Context Protocol. */
export const {
  list: listMcpServers,
  create: createMcpServer,
  show: showMcpServer,
  patch: patchMcpServer,
  remove: removeMcpServer,
} = resourceEndpoints({
  path: "/api/mcp-servers",
  one: "an MCP server",
  many: "MCP servers",
  verbs: resourceVerbs.mcpServers,
  listQuery: wire.mcpServerListQuery,
  resource: wire.mcpServer,
  present: asShown,
  body: wire.newMcpServer,
  changes: wire.mcpServerChanges,
});

/** Tries a remote server. */
export const testMcpServer = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/mcp-servers/{id}/test",
  summary: "Connect to a remote MCP server and list its tools",
  description: "Muster connects to public addresses by https only, for 10 seconds at most, and follows no redirects.",
  params: wire.resourceParams,
  reply: json(wire.mcpTest),
  faults: ["not_found", "conflict"],
  verb: allowMcpTest,
  handle: async ({ ctx, params }) => probeMcpServer(await allowMcpTest(ctx, params)),
});
