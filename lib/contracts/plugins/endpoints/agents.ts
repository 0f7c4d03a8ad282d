import { plugins } from "@/lib/contracts/plugins/contract";
import { toAgentDetails, toAgentItem, toModelChoice, toProfileChanges } from "@/lib/contracts/plugins/present/agents";
import { agentParams } from "@/lib/contracts/plugins/wire/agent-plugins";
import * as wire from "@/lib/contracts/plugins/wire/agents";
import { changeProfile, wishProfile } from "@/lib/domain/agent-profiles/change-profile";
import { getProfile, listProfiles } from "@/lib/domain/agent-profiles/queries";
import { createAgent } from "@/lib/domain/agents/create-agent";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { agentNamedIn, byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { awaitStop } from "@/lib/domain/runs/await-run";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const one = {
  contract: plugins,
  path: "/api/agents/{agent_id}",
  params: agentParams,
} as const;
type Named = { ctx: Ctx; params: { agent_id: string } };
const named = ({ ctx, params }: Named) => ({ agent: agentNamedIn(ctx.workspaceId, params.agent_id) });

/** Contract 4, 1. */
export const list = endpoint({
  contract: plugins,
  method: "GET",
  path: "/api/agents",
  summary: "The agents of a workspace by number",
  query: wire.listQuery,
  reply: json(wire.agentList),
  faults: ["workspace_forbidden", "invalid_parameter"],
  verb: listProfiles,
  handle: async ({ ctx, query: { status, type, page = 1, per_page: size } }) => {
    const part = size === undefined ? undefined : { number: page, size };
    const { items, total } = await listProfiles(ctx, { status, type, page: part });
    return { items: items.map(toAgentItem), total };
  },
});

/** Contract 4, 2. */
export const create = endpoint({
  contract: plugins,
  method: "POST",
  path: "/api/agents",
  summary: "Create an agent as a draft that does not run",
  body: jsonBody(wire.newAgent),
  reply: json(wire.agentDetails),
  faults: ["workspace_forbidden", "quota_exceeded", "not_found", "not_possible", "name_taken"],
  verb: createAgent,
  gate: ({ ctx }) => createAgent.authorize(ctx, { workspaceId: ctx.workspaceId ?? "" }),
  handle: async ({ ctx, body }) => {
    const { modelId, temperature, settings } = toModelChoice(body.model_config ?? null);
    const { id } = await createAgent(ctx, {
      workspaceId: ctx.workspaceId ?? "",
      name: body.name,
      type: body.type,
      description: body.description ?? "",
      instructions: "",
      models: modelId === null ? [] : [modelId],
      ...{ temperature, modelSettings: settings, inputSchemaId: null, outputSchemaId: null, toolIds: [] },
      personaId: body.persona_id,
      useCustomPersona: body.use_custom_persona,
      customPersonaPrompt: body.custom_persona_prompt,
    });
    return toAgentDetails(await getProfile(ctx, { agent: byId(id) }));
  },
});

/** Contract 4, 3. */
export const show = endpoint({
  ...one,
  method: "GET",
  summary: "One agent with its skills and the patterns that guard its files",
  query: wire.viewQuery,
  reply: json(wire.agentDetails),
  faults: ["workspace_forbidden", "not_found", "no_live_version"],
  verb: getProfile,
  handle: async (call) => toAgentDetails(await getProfile(call.ctx, { ...named(call), view: call.query.version })),
});

/** Contract 4, 4. */
export const replace = endpoint({
  ...one,
  method: "PUT",
  summary: "Change an agent; what is not sent stays, and `status` starts and stops it",
  body: jsonBody(wire.agentChanges),
  reply: json(wire.agentDetails),
  faults: [
    "workspace_forbidden",
    "not_found",
    "not_possible",
    "name_taken",
    "agent_live",
    "package_field",
    "unavailable",
  ],
  verb: wishProfile,
  ifMatch: true,
  gate: (call) => wishProfile.authorize(call.ctx, named(call)),
  handle: async (call) => {
    const { id } = await changeProfile(call.ctx, { ...named(call), changes: toProfileChanges(call.body) });
    return toAgentDetails(await getProfile(call.ctx, { agent: byId(id) }));
  },
});

/** ms that a deletion waits until nothing of the agent runs. */
const REMOVAL_WAIT = 15_000;

/** Contract 4, 5. */
export const remove = endpoint({
  ...one,
  method: "DELETE",
  summary: "Move an agent to the trash and stop it",
  reply: json(wire.confirmation),
  faults: ["workspace_forbidden", "not_found"],
  verb: removeAgent,
  handle: async (call) => {
    const { id, number } = await removeAgent(call.ctx, { ...named(call), force: true });
    // An engine that does not answer does not stop the deletion: what runs is removed as soon as it does.
    await awaitStop(id, REMOVAL_WAIT);
    return { success: true as const, message: "Agent deleted successfully", agent_id: number };
  },
});
