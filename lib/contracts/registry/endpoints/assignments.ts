import { registry } from "@/lib/contracts/registry/contract";
import { agentParams } from "@/lib/contracts/registry/wire";
import { counted, mcpServerSet, skillSet, toolSet } from "@/lib/contracts/registry/wire/agent-writes";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { replaceMcpServers, replaceSkills, replaceTools } from "@/lib/domain/assignments/replace-assignments";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const set = {
  contract: registry,
  method: "PUT",
  params: agentParams,
  reply: json(counted),
  faults: ["not_found", "system_agent", "unknown_reference", "agent_live"],
  ifMatch: true,
} as const;

const tagged = ({ count, rev }: { count: number; rev: number }) => withHeaders({ count }, { ETag: `"${rev}"` });

/** Replaces an agent's MCP servers. */
export const putMcpServers = endpoint({
  ...set,
  path: "/api/agents/{agent}/mcp-servers",
  summary: "Replace the MCP servers of an agent",
  body: jsonBody(mcpServerSet),
  verb: replaceMcpServers,
  handle: async ({ ctx, params, body }) =>
    tagged(await replaceMcpServers(ctx, { agent: parseAgentRef(params.agent), ids: body.mcpServerIds })),
});

/** Replaces an agent's skills. */
export const putSkills = endpoint({
  ...set,
  path: "/api/agents/{agent}/skills",
  summary: "Replace the skills of an agent",
  body: jsonBody(skillSet),
  verb: replaceSkills,
  handle: async ({ ctx, params, body }) =>
    tagged(await replaceSkills(ctx, { agent: parseAgentRef(params.agent), ids: body.skillIds })),
});

/** Replaces an agent's tools. */
export const putTools = endpoint({
  ...set,
  path: "/api/agents/{agent}/tools",
  summary: "Replace the tools of an agent",
  body: jsonBody(toolSet),
  verb: replaceTools,
  handle: async ({ ctx, params, body }) =>
    tagged(await replaceTools(ctx, { agent: parseAgentRef(params.agent), ids: body.toolIds })),
});
