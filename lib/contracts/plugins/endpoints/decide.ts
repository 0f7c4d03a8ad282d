import { z } from "zod";
import { plugins } from "@/lib/contracts/plugins/contract";
import { toPendingItem, toScan } from "@/lib/contracts/plugins/present/market";
import * as wire from "@/lib/contracts/plugins/wire/market";
import {
  activatePlugin,
  approvePlugin,
  type DecidedPlugin,
  deactivatePlugin,
  rejectPlugin,
  rescanPlugin,
} from "@/lib/domain/plugins/decide-plugin";
import { getPluginScan, listPendingPlugins } from "@/lib/domain/plugins/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const BASE = "/api/admin/plugins";
const PAGE = 20;
const one = { contract: plugins, params: wire.pluginParams } as const;
const faults = ["not_found", "not_possible", "state_changed", "package_changed"] as const;

const said = ({ pluginId, name }: DecidedPlugin, what: string) => {
  return { success: true, message: `Plugin '${name}' ${what}`, plugin_id: pluginId } as const;
};

/** Contract 4, 28. */
export const pending = endpoint({
  contract: plugins,
  method: "GET",
  path: `${BASE}/pending`,
  summary: "Plugins that wait for a decision, oldest first",
  query: z.strictObject(wire.pages),
  reply: json(wire.pendingPage),
  verb: listPendingPlugins,
  handle: async ({ ctx, query: { page = 1, limit = PAGE } }) => {
    const { items, total } = await listPendingPlugins(ctx, { page, limit });
    return { items: items.map(toPendingItem), total, page, limit };
  },
});

/** Contract 4, 29. */
export const scan = endpoint({
  ...one,
  method: "GET",
  path: `${BASE}/{plugin_id}/scan`,
  summary: "What the newest scan of a plugin found",
  reply: json(wire.scan),
  faults: ["not_found"],
  verb: getPluginScan,
  handle: async ({ ctx, params }) => toScan(await getPluginScan(ctx, { pluginId: params.plugin_id })),
});

/** Contract 4, 30. */
export const approve = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/{plugin_id}/approve`,
  summary: "Let the pending version of a plugin serve",
  body: jsonBody(wire.approval, { optional: true }),
  reply: json(wire.decided),
  faults,
  verb: approvePlugin,
  gate: ({ ctx, params }) => approvePlugin.authorize(ctx, { pluginId: params.plugin_id }),
  handle: async ({ ctx, params, body }) =>
    said(await approvePlugin(ctx, { pluginId: params.plugin_id, ...body }), "approved"),
});

/** Contract 4, 31. */
export const reject = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/{plugin_id}/reject`,
  summary: "Refuse the pending version of a plugin",
  body: jsonBody(wire.rejection),
  reply: json(wire.decided),
  faults,
  verb: rejectPlugin,
  gate: ({ ctx, params }) => rejectPlugin.authorize(ctx, { pluginId: params.plugin_id }),
  handle: async ({ ctx, params, body }) => {
    const rejected = await rejectPlugin(ctx, { pluginId: params.plugin_id, ...body });
    return { ...said(rejected, "rejected"), reason: body.reason };
  },
});

/** Contract 4, 32. */
export const rescan = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/{plugin_id}/rescan`,
  summary: "Scan a plugin again",
  reply: json(wire.scan),
  faults,
  verb: rescanPlugin,
  handle: async ({ ctx, params }) => {
    await rescanPlugin(ctx, { pluginId: params.plugin_id });
    return toScan(await getPluginScan(ctx, { pluginId: params.plugin_id }));
  },
});

/** Contract 4, 33. */
export const deactivate = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/{plugin_id}/deactivate`,
  summary: "Hide a plugin and disable it everywhere",
  query: z.strictObject({ dry_run: wire.flag }),
  reply: json(wire.deactivated),
  faults,
  verb: deactivatePlugin,
  handle: async ({ ctx, params, query }) => {
    const done = await deactivatePlugin(ctx, { pluginId: params.plugin_id, dryRun: query.dry_run ?? false });
    const { workspacesAffected: workspaces_affected, agentsAffected: agents_affected } = done;
    return { ...said(done, "deactivated"), workspaces_affected, agents_affected };
  },
});

/** Contract 4, 34. */
export const activate = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/{plugin_id}/activate`,
  summary: "Show a hidden plugin again",
  reply: json(wire.decided),
  faults,
  verb: activatePlugin,
  handle: async ({ ctx, params }) => said(await activatePlugin(ctx, { pluginId: params.plugin_id }), "activated"),
});
