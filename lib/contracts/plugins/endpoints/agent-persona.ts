import { plugins } from "@/lib/contracts/plugins/contract";
import { toAgentPersona } from "@/lib/contracts/plugins/present/personas";
import { agentParams } from "@/lib/contracts/plugins/wire/agent-plugins";
import * as wire from "@/lib/contracts/plugins/wire/personas";
import { agentNamedIn, byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { choosePersona } from "@/lib/domain/personas/choose-persona";
import { getAgentPersona } from "@/lib/domain/personas/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const one = { contract: plugins, path: "/api/agents/{agent_id}/persona", params: agentParams } as const;
const named = ({ ctx, params }: { ctx: Ctx; params: { agent_id: string } }) => ({
  agent: agentNamedIn(ctx.workspaceId, params.agent_id),
});

/** Contract 4, 13. */
export const showPersona = endpoint({
  ...one,
  method: "GET",
  summary: "The persona that an agent speaks as",
  reply: json(wire.agentPersona),
  faults: ["workspace_forbidden", "not_found"],
  verb: getAgentPersona,
  handle: async (call) => toAgentPersona(await getAgentPersona(call.ctx, named(call))),
});

/** Contract 4, 14. */
export const putPersona = endpoint({
  ...one,
  method: "PUT",
  summary: "Let an agent speak as another persona, one of its own, or none",
  body: jsonBody(wire.personaChoice),
  reply: json(wire.agentPersona),
  faults: ["workspace_forbidden", "not_found", "not_possible", "agent_live", "precondition_failed"],
  verb: choosePersona,
  ifMatch: true,
  gate: (call) => choosePersona.authorize(call.ctx, named(call)),
  handle: async (call) => {
    const { persona_id = null, custom_prompt = null, use_custom = false } = call.body;
    const choice = { personaId: persona_id, useCustomPersona: use_custom, customPersonaPrompt: custom_prompt };
    const { id } = await choosePersona(call.ctx, { ...named(call), choice });
    return toAgentPersona(await getAgentPersona(call.ctx, { agent: byId(id) }));
  },
});
