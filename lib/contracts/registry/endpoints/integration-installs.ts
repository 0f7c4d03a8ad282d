import { registry } from "@/lib/contracts/registry/contract";
import { success } from "@/lib/contracts/registry/wire/agent-writes";
import * as wire from "@/lib/contracts/registry/wire/integration";
import { detachMember } from "@/lib/domain/integrations/detach-member";
import { installIntegration } from "@/lib/domain/integrations/install-integration";
import { assertUsable, getInstall, listInstalls, listMembers } from "@/lib/domain/integrations/queries";
import { uninstallIntegration } from "@/lib/domain/integrations/uninstall-integration";
import { upgradeInstall } from "@/lib/domain/integrations/upgrade-install";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;
const one = { contract: registry, params: wire.integrationParams } as const;

/** What is installed. */
export const list = endpoint({
  contract: registry,
  method: "GET",
  path: "/api/integration-installs",
  summary: "Integrations that are installed in your workspaces",
  query: wire.installListQuery,
  reply: json(wire.installPage),
  faults: ["invalid_cursor", "workspace_forbidden"],
  verb: listInstalls,
  place: { parameter: "workspace_id", assert: assertUsable },
  handle: ({ ctx, query: { workspace_id, integration_id, ...query } }) =>
    listInstalls(ctx, {
      ...query,
      workspace: workspace_id,
      integrationId: integration_id,
      limit: query.limit ?? LIMIT,
    }),
});

/** Installs one. */
export const install = endpoint({
  contract: registry,
  method: "POST",
  path: "/api/integration-installs",
  summary: "Install an integration with what it offers now",
  body: jsonBody(wire.newInstall),
  reply: json(wire.install, 201),
  faults: ["workspace_forbidden", "unknown_reference", "already_installed"],
  verb: installIntegration,
  mayRepeat: ({ ctx, body }) => installIntegration.authorize(ctx, body),
  handle: async ({ ctx, body }) => {
    const made = await installIntegration(ctx, body);
    return withHeaders(made, { Location: `/api/integration-installs/${made.id}` });
  },
});

/** One install. */
export const show = endpoint({
  ...one,
  method: "GET",
  path: "/api/integration-installs/{id}",
  summary: "One installed integration",
  reply: json(wire.install),
  faults: ["not_found"],
  verb: getInstall,
  handle: ({ ctx, params }) => getInstall(ctx, params.id),
});

/** What an install brings. */
export const members = endpoint({
  ...one,
  method: "GET",
  path: "/api/integration-installs/{id}/members",
  summary: "What an installed integration brings",
  query: wire.memberListQuery,
  reply: json(wire.memberPage),
  faults: ["not_found", "invalid_cursor"],
  verb: listMembers,
  handle: ({ ctx, params, query }) => listMembers(ctx, { ...query, install: params.id, limit: query.limit ?? LIMIT }),
});

/** Takes over the present members. */
export const upgrade = endpoint({
  ...one,
  method: "POST",
  path: "/api/integration-installs/{id}/upgrade",
  summary: "Take over what the integration offers now",
  reply: json(wire.upgraded),
  faults: ["not_found"],
  verb: upgradeInstall,
  handle: ({ ctx, params }) => upgradeInstall(ctx, params),
});

/** Uninstalls. */
export const uninstall = endpoint({
  ...one,
  method: "DELETE",
  path: "/api/integration-installs/{id}",
  summary: "Uninstall an integration; drafts lose what it brought",
  reply: json(success),
  faults: ["not_found"],
  verb: uninstallIntegration,
  handle: async ({ ctx, params }) => {
    await uninstallIntegration(ctx, params);
    return { success: true } as const;
  },
});

/** Hides one member. */
export const detach = endpoint({
  ...one,
  method: "POST",
  path: "/api/integration-members/{id}/detach",
  summary: "Hide one member in the workspace where it is installed",
  reply: json(wire.detached),
  faults: ["not_found"],
  verb: detachMember,
  handle: async ({ ctx, params }) => {
    await detachMember(ctx, params);
    return { detached: true } as const;
  },
});
