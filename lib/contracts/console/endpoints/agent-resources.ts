import { consoleContract } from "@/lib/contracts/console/contract";
import { agentParams } from "@/lib/contracts/console/wire/agent";
import { assignments } from "@/lib/contracts/console/wire/assignment";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { listAssignments } from "@/lib/domain/assignments/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** What is assigned to an agent. */
export const showAssignments = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents/{agent}/resources",
  summary: "What an agent has of each kind of resource, in order",
  description:
    "Skills, tools and MCP servers are replaced by PUT on `/api/agents/{agent}/skills`, `/tools` and `/mcp-servers` (contract registry); semantic data models and data connections are attached and detached one by one (contract releases).",
  params: agentParams,
  reply: json(assignments),
  faults: ["not_found"],
  etag: ({ rev }) => `"${rev}"`,
  verb: listAssignments,
  handle: ({ ctx, params }) => listAssignments(ctx, { agent: parseAgentRef(params.agent) }),
});
