import { plugins } from "@/lib/contracts/plugins/contract";
import { toContext } from "@/lib/contracts/plugins/present/agent-plugins";
import { toAgentPersona, toPersonaChoice } from "@/lib/contracts/plugins/present/personas";
import { agentParams, assembledContext } from "@/lib/contracts/plugins/wire/agent-plugins";
import * as wire from "@/lib/contracts/plugins/wire/personas";
import { agentNamedIn, byId } from "@/lib/domain/agents/rules";
import { assertMayTry, tryPersona } from "@/lib/domain/assembled-context/try-persona";
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
    const { id } = await choosePersona(call.ctx, { ...named(call), choice: toPersonaChoice(call.body) });
    return toAgentPersona(await getAgentPersona(call.ctx, { agent: byId(id) }));
  },
});

/** Contract 4, 12, as it would be with the choice of 14. */
export const contextWithPersona = endpoint({
  contract: plugins,
  method: "POST",
  path: "/api/agents/{agent_id}/assembled-context",
  summary: "The text and settings that an agent's draft would run with as another persona; stores nothing",
  params: agentParams,
  body: jsonBody(wire.personaChoice),
  reply: json(assembledContext),
  faults: ["workspace_forbidden", "not_found", "not_possible", "agent_live", "unavailable"],
  verb: tryPersona,
  gate: (call) => assertMayTry(call.ctx, named(call)),
  handle: async (call) =>
    toContext(await tryPersona(call.ctx, { ...named(call), choice: toPersonaChoice(call.body) }), true),
});
