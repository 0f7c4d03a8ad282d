import { consoleContract } from "@/lib/contracts/console/contract";
import { agentDetail, agentListQuery, agentPage, agentParams } from "@/lib/contracts/console/wire/agent";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { getInventoryItem, listInventory } from "@/lib/domain/inventory/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

/** The workspace's agents as the console's table shows them. */
export const listAgents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents",
  summary: "Agents of the workspace, for the console's table",
  query: agentListQuery,
  reply: json(agentPage),
  faults: ["invalid_cursor", "invalid_order_by"],
  verb: listInventory,
  handle: ({ ctx, query }) => listInventory(ctx, { ...query, limit: query.limit ?? LIMIT }),
});

/** One agent with its runtime and what the caller may do. */
export const showAgent = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents/{agent}",
  summary: "One agent with its runtime and what you may do with it",
  params: agentParams,
  reply: json(agentDetail),
  faults: ["not_found"],
  verb: getInventoryItem,
  handle: async ({ ctx, params }) => {
    const item = await getInventoryItem(ctx, parseAgentRef(params.agent));
    return withHeaders(item, { ETag: `"${item.rev}"` });
  },
});
