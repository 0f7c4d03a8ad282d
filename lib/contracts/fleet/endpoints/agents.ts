import { z } from "zod";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toAgentDetails, toAgentStatus, toContextStats } from "@/lib/contracts/fleet/present/agent";
import * as wire from "@/lib/contracts/fleet/wire/agent";
import { agentParams, message } from "@/lib/contracts/fleet/wire/share";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { byId, parseAgentRef } from "@/lib/domain/agents/rules";
import { createFromTemplate } from "@/lib/domain/fleet/create-from-template";
import { getFleetAgent, listAutonomy, listContextUse, listFleet, showFleetAgent } from "@/lib/domain/fleet/queries";
import { renameAgent } from "@/lib/domain/fleet/rename-agent";
import { runtimeOf, tagFilter } from "@/lib/domain/fleet/rules";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Contract 2, 4.2. */
export const list = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents",
  summary: "List agents by name, filtered by tags",
  query: wire.listQuery,
  reply: json(z.array(wire.agentStatus)),
  verb: listFleet,
  handle: async ({ ctx, query }) => (await listFleet(ctx, { tags: tagFilter(query.tags) })).map(toAgentStatus),
});

/** Contract 2, 4.3. */
export const create = endpoint({
  contract: fleet,
  method: "POST",
  path: "/api/agents",
  summary: "Create an agent from a template and start it",
  description: "The name in the answer is the one to use.",
  body: jsonBody(wire.newAgent),
  reply: json(wire.agentStatus),
  faults: ["invalid", "quota_exceeded", "name_taken", "unavailable"],
  verb: createFromTemplate,
  handle: async ({ ctx, body }) => {
    const { id } = await createFromTemplate(ctx, {
      name: body.name,
      type: body.type ?? "business-assistant",
      template: body.template ?? "business-assistant",
      githubRepo: body.github_repo ?? null,
      runtime: runtimeOf(body.runtime),
      runtimeModel: body.runtime_model ?? null,
      resources: body.resources ?? {},
      instructions: body.custom_instructions ?? "",
    });
    return toAgentStatus(await showFleetAgent(ctx, byId(id)));
  },
});

/** Contract 2, 4.4. */
export const show = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}",
  summary: "One agent, and what the caller may do with it",
  params: agentParams,
  reply: json(wire.agentDetails),
  faults: ["not_found"],
  verb: getFleetAgent,
  handle: async ({ ctx, params }) => toAgentDetails(await getFleetAgent(ctx, parseAgentRef(params.agent))),
});

/** Contract 2, 4.5. */
export const remove = endpoint({
  contract: fleet,
  method: "DELETE",
  path: "/api/agents/{agent}",
  summary: "Delete an agent and all that belongs to it",
  params: agentParams,
  reply: json(message),
  faults: ["not_found", "system_agent"],
  verb: removeAgent,
  handle: async ({ ctx, params }) => {
    const { name } = await removeAgent(ctx, { agent: parseAgentRef(params.agent), force: true });
    return { message: `Agent ${name} deleted` };
  },
});

/** Contract 2, 4.8. */
export const rename = endpoint({
  contract: fleet,
  method: "PUT",
  path: "/api/agents/{agent}/rename",
  summary: "Rename an agent; what runs keeps running",
  params: agentParams,
  body: jsonBody(wire.rename),
  reply: json(wire.renamed),
  faults: ["not_found", "system_agent", "invalid", "name_taken", "package_field", "agent_live"],
  verb: renameAgent,
  gate: ({ ctx, params }) => renameAgent.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const done = await renameAgent(ctx, { agent: parseAgentRef(params.agent), newName: body.new_name });
    const { oldName, newName, running } = done;
    const message = `Agent renamed from '${oldName}' to '${newName}'`;
    return { message, old_name: oldName, new_name: newName, was_running: running, note: null };
  },
});

/** Contract 2, 4.27. */
export const contextStats = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/context-stats",
  summary: "How full every agent's context is",
  reply: json(wire.contextStats),
  verb: listContextUse,
  handle: async ({ ctx }) => {
    const now = new Date();
    return { agents: (await listContextUse(ctx, {})).map((use) => toContextStats(use, now)) };
  },
});

/** Contract 2, 4.28. */
export const autonomyStatus = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/autonomy-status",
  summary: "Which agents act by themselves",
  reply: json(wire.autonomyStatus),
  verb: listAutonomy,
  handle: async ({ ctx }) =>
    Object.fromEntries(
      (await listAutonomy(ctx, {})).map(({ name, autonomy }) => [name, { autonomy_enabled: autonomy }]),
    ),
});
