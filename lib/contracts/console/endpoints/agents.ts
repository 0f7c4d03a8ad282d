import { consoleContract } from "@/lib/contracts/console/contract";
import { rowShape } from "@/lib/contracts/console/present/agent";
import {
  agentDeletion,
  agentDetail,
  agentListQuery,
  agentPage,
  agentParams,
  agentPatch,
} from "@/lib/contracts/console/wire/agent";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { disableAgent } from "@/lib/domain/agents/disable-agent";
import { enableAgent } from "@/lib/domain/agents/enable-agent";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { setBackground } from "@/lib/domain/agents/set-background";
import type { Ctx } from "@/lib/domain/context";
import { getInventoryItem, listInventory } from "@/lib/domain/inventory/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;
const one = { contract: consoleContract, params: agentParams } as const;

/** Reads the agent anew for the answer to a change. */
async function present(ctx: Ctx, agent: string) {
  const item = await getInventoryItem(ctx, parseAgentRef(agent));
  return withHeaders(item, { ETag: `"${item.rev}"` });
}

/** The workspace's agents as the console's table shows them. */
export const listAgents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents",
  summary: "Agents of the workspace, for the console's table",
  query: agentListQuery,
  reply: json(agentPage),
  faults: ["invalid_cursor", "invalid_order_by", "invalid_filter", "query_timeout"],
  verb: listInventory,
  handle: ({ ctx, query }) => listInventory(ctx, { ...query, limit: query.limit ?? LIMIT, as: rowShape }),
});

/** One agent with its runtime and what the caller may do. */
export const showAgent = endpoint({
  ...one,
  method: "GET",
  path: "/api/console/agents/{agent}",
  summary: "One agent with its runtime and what you may do with it",
  reply: json(agentDetail),
  faults: ["not_found"],
  verb: getInventoryItem,
  handle: ({ ctx, params }) => present(ctx, params.agent),
});

/** Unloads an agent until it is enabled again. */
export const disable = endpoint({
  ...one,
  method: "POST",
  path: "/api/console/agents/{agent}/disable",
  summary: "Switch an approved agent off",
  reply: json(agentDetail),
  faults: ["not_found", "conflict"],
  verb: disableAgent,
  handle: async ({ ctx, params }) => {
    await disableAgent(ctx, { agent: parseAgentRef(params.agent) });
    return present(ctx, params.agent);
  },
});

/** Loads a disabled agent again. */
export const enable = endpoint({
  ...one,
  method: "POST",
  path: "/api/console/agents/{agent}/enable",
  summary: "Switch a disabled agent on again",
  reply: json(agentDetail),
  faults: ["not_found", "conflict"],
  verb: enableAgent,
  handle: async ({ ctx, params }) => {
    await enableAgent(ctx, { agent: parseAgentRef(params.agent) });
    return present(ctx, params.agent);
  },
});

/** Changes what may be changed on an agent of a package. */
export const patchAgent = endpoint({
  ...one,
  method: "PATCH",
  path: "/api/console/agents/{agent}",
  summary: "Allow or forbid unattended runs",
  body: jsonBody(agentPatch),
  reply: json(agentDetail),
  faults: ["not_found"],
  ifMatch: true,
  verb: setBackground,
  gate: ({ ctx, params }) => setBackground.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    await setBackground(ctx, { agent: parseAgentRef(params.agent), allowed: body.supportsBackground });
    return present(ctx, params.agent);
  },
});

/** Moves an agent into the trash. */
export const remove = endpoint({
  ...one,
  method: "DELETE",
  path: "/api/console/agents/{agent}",
  summary: "Delete an agent; it stays in the trash for a while",
  query: agentDeletion,
  reply: nothing,
  faults: ["not_found", "in_use", "system_agent"],
  ifMatch: true,
  verb: removeAgent,
  handle: async ({ ctx, params, query }) => {
    await removeAgent(ctx, { agent: parseAgentRef(params.agent), force: query.force ?? false });
    return undefined;
  },
});
