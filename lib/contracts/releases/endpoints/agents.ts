import { BASE, releases } from "@/lib/contracts/releases/contract";
import {
  named,
  presentAgent,
  releaseTag,
  toPage,
  toPageRequest,
  toPublicAgent,
} from "@/lib/contracts/releases/present/agent";
import {
  agentChanges,
  agentListQuery,
  agentPage,
  agentParams,
  newAgent,
  publicAgent,
  tenantParams,
} from "@/lib/contracts/releases/wire/agents";
import { createAgent } from "@/lib/domain/agents/create-agent";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import { getReleaseAgent, listReleaseAgents } from "@/lib/domain/lifecycle/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const one = { contract: releases, path: `${BASE}/agents/{agent}`, params: agentParams } as const;

/** The tenant's agents. */
export const list = endpoint({
  contract: releases,
  method: "GET",
  path: `${BASE}/agents`,
  summary: "Agents of the tenant that you may read, newest first",
  params: tenantParams,
  query: agentListQuery,
  reply: json(agentPage),
  faults: ["workspace_forbidden", "invalid_parameter", "invalid_cursor"],
  verb: listReleaseAgents,
  handle: async ({ ctx, query: { name, ...paging } }) =>
    toPage(await listReleaseAgents(ctx, { name, ...toPageRequest(paging) }), toPublicAgent),
});

/** Makes a draft. */
export const create = endpoint({
  contract: releases,
  method: "POST",
  path: `${BASE}/agents`,
  summary: "Create an agent as a draft",
  params: tenantParams,
  body: jsonBody(newAgent),
  reply: json(publicAgent, 201),
  faults: ["workspace_forbidden", "quota_exceeded", "name_taken"],
  verb: createAgent,
  gate: ({ ctx }) => createAgent.authorize(ctx, { workspaceId: ctx.workspaceId ?? "" }),
  handle: async ({ ctx, params, body }) => {
    const { id } = await createAgent(ctx, {
      workspaceId: ctx.workspaceId ?? "",
      name: body.name,
      description: body.description ?? "",
      instructions: body.runbook_text ?? "",
      models: [],
      inputSchemaId: null,
      outputSchemaId: null,
      toolIds: [],
      architectureName: body.architecture_name,
      architectureVersion: body.architecture_version,
    });
    return presentAgent(ctx, id, { Location: `/tenants/${params.tenant}/api/v2/agents/${id}` });
  },
});

/** One agent. */
export const show = endpoint({
  ...one,
  method: "GET",
  summary: "One agent: its draft for those who may edit it, else what is live",
  reply: json(publicAgent),
  faults: ["workspace_forbidden", "not_found"],
  verb: getReleaseAgent,
  handle: async ({ ctx, params }) => {
    const agent = await getReleaseAgent(ctx, named(ctx, params));
    return withHeaders(toPublicAgent(agent), { ETag: releaseTag(agent) });
  },
});

/** Changes a draft. */
export const patch = endpoint({
  ...one,
  method: "PATCH",
  summary: "Change name, description or runbook of a draft; only what is sent changes",
  body: jsonBody(agentChanges),
  reply: json(publicAgent),
  faults: ["workspace_forbidden", "not_found", "agent_live", "package_field", "name_taken"],
  verb: updateAgent,
  ifMatch: true,
  handle: async ({ ctx, params, body: { runbook_text: instructions, ...fields } }) => {
    const { id } = await updateAgent(ctx, {
      ...named(ctx, params),
      changes: { ...fields, instructions },
      strictly: true,
    });
    return presentAgent(ctx, id);
  },
});

/** Moves an agent to the trash. */
export const remove = endpoint({
  ...one,
  method: "DELETE",
  summary: "Move an agent to the trash",
  reply: nothing,
  faults: ["workspace_forbidden", "not_found"],
  verb: removeAgent,
  ifMatch: true,
  handle: async ({ ctx, params }) => {
    await removeAgent(ctx, { ...named(ctx, params), force: true });
    return undefined;
  },
});
