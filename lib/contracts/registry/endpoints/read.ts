import { registry } from "@/lib/contracts/registry/contract";
import { agentShape, toRequest, withTag } from "@/lib/contracts/registry/present";
import { agentListQuery, agentPage, agentParams, agentQuery, agentResource } from "@/lib/contracts/registry/wire";
import { assertListed, listRegistryAgents } from "@/lib/domain/agents/list-agents";
import { getRegistryAgent } from "@/lib/domain/agents/queries";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Every agent that the caller may read. */
export const listAgents = endpoint({
  contract: registry,
  method: "GET",
  path: "/api/agents",
  summary: "List agents: filter, sort and page",
  description:
    "All parameters are joined with AND. Without `workspace_id` the list spans every workspace of the caller, agents shared with them, agents that integrations bring, and system agents.",
  query: agentListQuery,
  reply: json(agentPage),
  faults: [
    "invalid_parameter",
    "invalid_filter",
    "invalid_order_by",
    "invalid_cursor",
    "workspace_forbidden",
    "query_timeout",
  ],
  verb: listRegistryAgents,
  place: { parameter: "workspace_id", assert: assertListed },
  handle: ({ ctx, query }) => listRegistryAgents(ctx, { ...toRequest(query), as: agentShape }),
});

/** One agent. */
export const showAgent = endpoint({
  contract: registry,
  method: "GET",
  path: "/api/agents/{agent}",
  summary: "One agent",
  description: "Carries an ETag; `If-None-Match` with it answers 304.",
  params: agentParams,
  query: agentQuery,
  reply: json(agentResource),
  faults: ["invalid_parameter", "not_found"],
  verb: getRegistryAgent,
  handle: async ({ ctx, params, query }) =>
    withTag(await getRegistryAgent(ctx, { agent: parseAgentRef(params.agent), deleted: query.include_deleted })),
});
