import type { z } from "zod";
import { tenantResources } from "@/lib/contracts/releases/endpoints/tenant-resources";
import { toServer } from "@/lib/contracts/releases/present/resource";
import * as wire from "@/lib/contracts/releases/wire/resources";
import type { McpServerFields } from "@/lib/domain/resources/mcp-server-kind";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";

type Sent = z.output<typeof wire.mcpServerChanges>;

function part({ name, force_serial_tool_calls, organization_type, oauth_client_config, ...same }: Sent) {
  const fields: Partial<McpServerFields> = {
    ...same,
    forceSerialToolCalls: force_serial_tool_calls,
    organizationType: organization_type,
    oauthClientConfig: oauth_client_config,
  };
  return { name, fields };
}

const empty = { url: null, headers: {}, command: null, args: [], env: {}, cwd: null, type: null, icon: null };
const emptyOwn = { force_serial_tool_calls: false, organization_type: null, oauth_client_config: null };

/** MCP servers of a tenant. */
export const { list, create, show, replace, patch, remove } = tenantResources({
  path: "mcp-servers",
  one: "an MCP server",
  many: "MCP servers",
  verbs: resourceVerbs.mcpServers,
  resource: wire.mcpServer,
  present: toServer,
  body: wire.newMcpServer,
  changes: wire.mcpServerChanges,
  whole: (body) => {
    const transport = body.transport ?? (body.command ? ("stdio" as const) : ("streamable-http" as const));
    return part({ ...empty, ...emptyOwn, ...body, transport });
  },
  part,
});
