import { registry } from "@/lib/contracts/registry/contract";
import { success } from "@/lib/contracts/registry/wire/agent-writes";
import * as wire from "@/lib/contracts/registry/wire/integration";
import { createIntegration } from "@/lib/domain/integrations/create-integration";
import { deleteIntegration } from "@/lib/domain/integrations/delete-integration";
import { assertUsable, getIntegration, listIntegrations } from "@/lib/domain/integrations/queries";
import { updateIntegration } from "@/lib/domain/integrations/update-integration";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;
const one = { contract: registry, path: "/api/integrations/{id}", params: wire.integrationParams } as const;

/** What one may install or publishes. */
export const list = endpoint({
  contract: registry,
  method: "GET",
  path: "/api/integrations",
  summary: "Integrations of your workspaces, and public ones",
  query: wire.integrationListQuery,
  reply: json(wire.integrationPage),
  faults: ["invalid_cursor", "workspace_forbidden"],
  verb: listIntegrations,
  place: { parameter: "workspace_id", assert: assertUsable },
  handle: ({ ctx, query: { workspace_id, ...query } }) =>
    listIntegrations(ctx, { ...query, workspace: workspace_id, limit: query.limit ?? LIMIT }),
});

/** Publishes one. */
export const create = endpoint({
  contract: registry,
  method: "POST",
  path: "/api/integrations",
  summary: "Offer agents, skills and tools of a workspace to other workspaces",
  body: jsonBody(wire.newIntegration),
  reply: json(wire.integration, 201),
  faults: ["workspace_forbidden", "unknown_reference", "name_taken"],
  verb: createIntegration,
  mayRepeat: ({ ctx, body }) => createIntegration.authorize(ctx, body),
  handle: async ({ ctx, body }) => {
    const { description = "", visibility = "private", ...rest } = body;
    const made = await createIntegration(ctx, { ...rest, description, visibility });
    return withHeaders(made, { Location: `/api/integrations/${made.id}` });
  },
});

/** One integration. */
export const show = endpoint({
  ...one,
  method: "GET",
  summary: "One integration",
  reply: json(wire.integration),
  faults: ["not_found"],
  verb: getIntegration,
  handle: ({ ctx, params }) => getIntegration(ctx, params.id),
});

/** Changes one. */
export const patch = endpoint({
  ...one,
  method: "PATCH",
  summary: "Change an integration; installs keep their members until they upgrade",
  body: jsonBody(wire.integrationChanges),
  reply: json(wire.integration),
  faults: ["not_found", "unknown_reference", "name_taken"],
  verb: updateIntegration,
  gate: ({ ctx, params }) => updateIntegration.authorize(ctx, params),
  handle: ({ ctx, params, body }) => updateIntegration(ctx, { ...body, id: params.id }),
});

/** Withdraws one. */
export const remove = endpoint({
  ...one,
  method: "DELETE",
  summary: "Withdraw an integration that is installed nowhere",
  query: wire.integrationDeletion,
  reply: json(success),
  faults: ["not_found", "in_use"],
  verb: deleteIntegration,
  handle: async ({ ctx, params, query }) => {
    await deleteIntegration(ctx, { id: params.id, force: query.force ?? false });
    return { success: true } as const;
  },
});
