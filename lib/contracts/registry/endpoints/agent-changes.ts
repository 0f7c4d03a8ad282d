import { registry } from "@/lib/contracts/registry/contract";
import { withTag } from "@/lib/contracts/registry/present";
import { agentParams, agentResource } from "@/lib/contracts/registry/wire";
import { agentChanges, newAgent, restoration, success } from "@/lib/contracts/registry/wire/agent-writes";
import { createAgent } from "@/lib/domain/agents/create-agent";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { purgeAgent } from "@/lib/domain/agents/purge-agent";
import { getRegistryAgent } from "@/lib/domain/agents/queries";
import { restoreAgent } from "@/lib/domain/agents/restore-agent";
import { byId, parseAgentRef } from "@/lib/domain/agents/rules";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import type { Ctx } from "@/lib/domain/context";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { Answer, json } from "@/lib/http/reply";

const one = { contract: registry, params: agentParams, ifMatch: true } as const;
const done = { success: true } as const;

/** Reads the agent anew for the answer to a change. */
async function present(ctx: Ctx, id: string) {
  return withTag(await getRegistryAgent(ctx, { agent: byId(id) }));
}

/** Makes a draft. */
export const create = endpoint({
  contract: registry,
  method: "POST",
  path: "/api/agents",
  summary: "Create an agent as a draft, with instructions, models, schemas and tools",
  body: jsonBody(newAgent),
  reply: json(agentResource, 201),
  faults: ["workspace_forbidden", "quota_exceeded", "unknown_reference", "name_taken"],
  verb: createAgent,
  mayRepeat: ({ ctx, body }) => createAgent.authorize(ctx, body),
  handle: async ({ ctx, body }) => {
    const { value, headers } = withTag(await createAgent(ctx, body));
    return new Answer(value, [...headers, ["Location", `/api/agents/${value.id}`]]);
  },
});

/** Changes an agent's own fields. */
export const patch = endpoint({
  ...one,
  method: "PATCH",
  path: "/api/agents/{agent}",
  summary: "Change an agent's name, description or run-as user",
  body: jsonBody(agentChanges),
  reply: json(agentResource),
  faults: ["not_found", "system_agent", "unknown_reference", "package_field", "agent_live", "name_taken"],
  verb: updateAgent,
  handle: async ({ ctx, params, body }) => {
    const { id } = await updateAgent(ctx, { agent: parseAgentRef(params.agent), changes: body });
    return present(ctx, id);
  },
});

/** Moves an agent to the trash. */
export const remove = endpoint({
  ...one,
  method: "DELETE",
  path: "/api/agents/{agent}",
  summary: "Move an agent to the trash",
  reply: json(success),
  faults: ["not_found", "system_agent"],
  verb: removeAgent,
  handle: async ({ ctx, params }) => {
    await removeAgent(ctx, { agent: parseAgentRef(params.agent), force: true });
    return done;
  },
});

/** Takes an agent out of the trash. */
export const restore = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/restore",
  summary: "Take an agent out of the trash, under another name if need be",
  body: jsonBody(restoration, { optional: true }),
  reply: json(agentResource),
  faults: ["not_found", "not_deleted", "quota_exceeded", "name_taken"],
  verb: restoreAgent,
  handle: async ({ ctx, params, body }) => {
    const { id } = await restoreAgent(ctx, { agent: parseAgentRef(params.agent), name: body.name });
    return present(ctx, id);
  },
});

/** Deletes an agent for good. */
export const purge = endpoint({
  ...one,
  method: "DELETE",
  path: "/api/agents/{agent}/purge",
  summary: "Delete an agent of the trash for good",
  reply: json(success),
  faults: ["not_found", "not_deleted"],
  verb: purgeAgent,
  handle: async ({ ctx, params }) => {
    await purgeAgent(ctx, { agent: parseAgentRef(params.agent) });
    return done;
  },
});
