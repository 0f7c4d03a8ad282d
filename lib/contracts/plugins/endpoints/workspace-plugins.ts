import { z } from "zod";
import { plugins } from "@/lib/contracts/plugins/contract";
import { toWorkspacePlugins } from "@/lib/contracts/plugins/present/market";
import * as wire from "@/lib/contracts/plugins/wire/market";
import { noteOverride } from "@/lib/domain/audit/note-override";
import type { Ctx } from "@/lib/domain/context";
import { enterWorkspace } from "@/lib/domain/plugins/access";
import { disablePlugin } from "@/lib/domain/plugins/disable-plugin";
import { enablePlugin } from "@/lib/domain/plugins/enable-plugin";
import { listWorkspacePlugins } from "@/lib/domain/plugins/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint, type Incoming } from "@/lib/http/endpoint";
import { json, withStatus } from "@/lib/http/reply";

type Placed = { ctx: Ctx; params: { workspace_id: string }; incoming: Incoming };

const entered = ({ ctx, params, incoming }: Placed) =>
  enterWorkspace(ctx, params.workspace_id, incoming.headers.get("x-workspace-id"));

/** Contract 4, 25. */
export const list = endpoint({
  contract: plugins,
  method: "GET",
  path: "/api/workspaces/{workspace_id}/plugins",
  summary: "The plugins that are enabled in a workspace",
  params: wire.workspaceParams,
  reply: json(wire.workspacePlugins),
  faults: ["workspace_forbidden"],
  verb: listWorkspacePlugins,
  handle: async (call) => {
    const ctx = await entered(call);
    await noteOverride(ctx);
    return toWorkspacePlugins(await listWorkspacePlugins(ctx, {}));
  },
});

/** Contract 4, 26. */
export const enable = endpoint({
  contract: plugins,
  method: "POST",
  path: "/api/workspaces/{workspace_id}/plugins",
  summary: "Enable a plugin in a workspace, with everything that it needs",
  params: wire.workspaceParams,
  query: z.strictObject({ dry_run: wire.flag }),
  body: jsonBody(wire.enableBody),
  reply: json(wire.enabled, 201),
  faults: ["workspace_forbidden", "not_found", "not_possible", "conflict"],
  verb: enablePlugin,
  gate: async (call) => enablePlugin.authorize(await entered(call), {}),
  handle: async (call) => {
    const dryRun = call.query.dry_run ?? false;
    const done = await enablePlugin(await entered(call), { pluginId: call.body.plugin_id, dryRun });
    const answer: z.input<typeof wire.enabled> = {
      success: true,
      message: `Plugin '${done.name}' enabled for workspace`,
      plugin_id: done.pluginId,
      workspace_id: done.workspaceId,
      enabled: done.enabled.map(({ id, slug, version, reason }) => ({ plugin_id: id, slug, version, reason })),
      already_enabled: done.alreadyEnabled,
    };
    return withStatus(answer, dryRun ? 200 : 201);
  },
});

/** Contract 4, 27. */
export const disable = endpoint({
  contract: plugins,
  method: "DELETE",
  path: "/api/workspaces/{workspace_id}/plugins/{plugin_id}",
  summary: "Disable a plugin in a workspace",
  params: wire.workspacePluginParams,
  query: z.strictObject({ cascade: wire.flag, dry_run: wire.flag }),
  reply: json(wire.disabled),
  faults: ["workspace_forbidden", "not_found", "in_use"],
  verb: disablePlugin,
  gate: async (call) => disablePlugin.authorize(await entered(call), {}),
  handle: async (call) => {
    const { cascade = false, dry_run: dryRun = false } = call.query;
    const done = await disablePlugin(await entered(call), { pluginId: call.params.plugin_id, cascade, dryRun });
    const agents = done.agents?.map(({ number, name }) => ({ agent_id: number, name }));
    return {
      success: true as const,
      message: "Plugin disabled for workspace",
      plugin_id: done.pluginId,
      workspace_id: done.workspaceId,
      agents_unassigned: done.agentsUnassigned,
      also_disabled: done.alsoDisabled,
      ...(agents ? { agents } : {}),
    };
  },
});
