import { plugins } from "@/lib/contracts/plugins/contract";
import {
  toNewPersona,
  toPersona,
  toPersonaDetails,
  toPersonaFields,
  toPersonaItem,
} from "@/lib/contracts/plugins/present/personas";
import { workspaceParams } from "@/lib/contracts/plugins/wire/market";
import * as wire from "@/lib/contracts/plugins/wire/personas";
import type { Ctx } from "@/lib/domain/context";
import { createGlobalPersona, createPersona } from "@/lib/domain/personas/create-persona";
import { deleteGlobalPersona, deletePersona } from "@/lib/domain/personas/delete-persona";
import { getPersona, listPersonas } from "@/lib/domain/personas/queries";
import { updateGlobalPersona, updatePersona } from "@/lib/domain/personas/update-persona";
import { enterWorkspace } from "@/lib/domain/plugins/access";
import { jsonBody } from "@/lib/http/body";
import { endpoint, type Incoming } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const many = { contract: plugins, path: "/api/personas" } as const;
const one = { contract: plugins, path: "/api/personas/{persona_id}", params: wire.personaParams } as const;
const ofWorkspace = "/api/workspaces/{workspace_id}/personas";
const oneOfWorkspace = {
  contract: plugins,
  path: `${ofWorkspace}/{persona_id}`,
  params: wire.workspacePersonaParams,
} as const;

type Placed = { ctx: Ctx; params: { workspace_id: string }; incoming: Incoming };
const entered = ({ ctx, params, incoming }: Placed) =>
  enterWorkspace(ctx, params.workspace_id, incoming.headers.get("x-workspace-id"));
const present = async (ctx: Ctx, id: number) => toPersona(await getPersona(ctx, { id }));
const everybody = { workspaceId: null };
const deleted = (id: number, { cleared }: { cleared: number }) => {
  return { success: true as const, message: "Persona deleted", persona_id: id, agents_cleared: cleared };
};

/** Contract 4, 15. */
export const list = endpoint({
  ...many,
  method: "GET",
  summary: "The personas that agents of a workspace can speak as",
  query: wire.listQuery,
  reply: json(wire.personaList),
  faults: ["workspace_forbidden", "invalid_parameter"],
  verb: listPersonas,
  handle: async ({ ctx, query }) => {
    const items = (await listPersonas(ctx, query)).map(toPersonaItem);
    return { items, total: items.length };
  },
});

/** Contract 4, 16. */
export const show = endpoint({
  ...one,
  method: "GET",
  summary: "One persona with its text and the agents that speak as it",
  reply: json(wire.personaDetails),
  faults: ["workspace_forbidden", "not_found"],
  verb: getPersona,
  handle: async ({ ctx, params }) => toPersonaDetails(await getPersona(ctx, { id: params.persona_id })),
});

/** Contract 4, 17, for everybody. */
export const createGlobal = endpoint({
  ...many,
  method: "POST",
  summary: "Make a persona for every workspace",
  body: jsonBody(wire.newPersona),
  reply: json(wire.persona, 201),
  faults: ["workspace_forbidden"],
  verb: createGlobalPersona,
  gate: ({ ctx }) => createGlobalPersona.authorize(ctx, everybody),
  handle: async ({ ctx, body }) => {
    const { id } = await createGlobalPersona(ctx, { ...everybody, fields: toNewPersona(body) });
    return present(ctx, id);
  },
});

/** Contract 4, 18, for everybody. */
export const updateGlobal = endpoint({
  ...one,
  method: "PUT",
  summary: "Change a persona of every workspace; it counts at once",
  body: jsonBody(wire.personaChanges),
  reply: json(wire.persona),
  faults: ["workspace_forbidden", "not_found"],
  verb: updateGlobalPersona,
  gate: ({ ctx, params }) => updateGlobalPersona.authorize(ctx, { ...everybody, id: params.persona_id }),
  handle: async ({ ctx, params, body }) => {
    await updateGlobalPersona(ctx, { ...everybody, id: params.persona_id, fields: toPersonaFields(body) });
    return present(ctx, params.persona_id);
  },
});

/** Contract 4, 19, for everybody. */
export const removeGlobal = endpoint({
  ...one,
  method: "DELETE",
  summary: "Delete a persona of every workspace",
  reply: json(wire.personaDeleted),
  faults: ["workspace_forbidden", "not_found", "in_use"],
  verb: deleteGlobalPersona,
  handle: async ({ ctx, params: { persona_id: id } }) =>
    deleted(id, await deleteGlobalPersona(ctx, { ...everybody, id })),
});

/** Contract 4, 17. */
export const create = endpoint({
  contract: plugins,
  method: "POST",
  path: ofWorkspace,
  summary: "Make a persona of a workspace",
  params: workspaceParams,
  body: jsonBody(wire.newPersona),
  reply: json(wire.persona, 201),
  faults: ["workspace_forbidden"],
  verb: createPersona,
  gate: async (call) => createPersona.authorize(call.ctx, await entered(call)),
  handle: async (call) => {
    const ctx = await entered(call);
    const { id } = await createPersona(ctx, { workspaceId: ctx.workspaceId, fields: toNewPersona(call.body) });
    return present(ctx, id);
  },
});

/** Contract 4, 18. */
export const update = endpoint({
  ...oneOfWorkspace,
  method: "PUT",
  summary: "Change a persona of a workspace; it counts at once",
  body: jsonBody(wire.personaChanges),
  reply: json(wire.persona),
  faults: ["workspace_forbidden", "not_found"],
  verb: updatePersona,
  gate: async (call) => {
    const { workspaceId } = await entered(call);
    await updatePersona.authorize(call.ctx, { workspaceId, id: call.params.persona_id });
  },
  handle: async (call) => {
    const ctx = await entered(call);
    const { persona_id: id } = call.params;
    await updatePersona(ctx, { workspaceId: ctx.workspaceId, id, fields: toPersonaFields(call.body) });
    return present(ctx, id);
  },
});

/** Contract 4, 19. */
export const remove = endpoint({
  ...oneOfWorkspace,
  method: "DELETE",
  summary: "Delete a persona of a workspace",
  reply: json(wire.personaDeleted),
  faults: ["workspace_forbidden", "not_found", "in_use"],
  verb: deletePersona,
  handle: async (call) => {
    const ctx = await entered(call);
    const { persona_id: id } = call.params;
    return deleted(id, await deletePersona(ctx, { workspaceId: ctx.workspaceId, id }));
  },
});
