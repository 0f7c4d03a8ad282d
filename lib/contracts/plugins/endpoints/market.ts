import { z } from "zod";
import { plugins } from "@/lib/contracts/plugins/contract";
import { toPluginDetail, toPluginItem } from "@/lib/contracts/plugins/present/market";
import * as wire from "@/lib/contracts/plugins/wire/market";
import { readPluginTexts } from "@/lib/domain/plugins/plugin-content";
import { browsePlugins, getPlugin } from "@/lib/domain/plugins/queries";
import { pluginLimit } from "@/lib/domain/plugins/receive-plugin";
import { pluginCategories } from "@/lib/domain/plugins/schema";
import { submitPlugin, uploadPlugin } from "@/lib/domain/plugins/upload-plugin";
import { upload } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withStatus } from "@/lib/http/reply";

const PAGE = 20;
const read = { contract: plugins, method: "GET" } as const;

/** Contract 4, 20. */
export const browse = endpoint({
  ...read,
  path: "/api/marketplace/plugins",
  summary: "Browse the approved plugins",
  query: wire.browseQuery,
  reply: json(wire.pluginPage),
  verb: browsePlugins,
  handle: async ({ ctx, query, incoming }) => {
    const { page = 1, limit = PAGE, ...filter } = query;
    const workspaceId = incoming.headers.has("x-workspace-id") ? ctx.workspaceId : null;
    const { items, total } = await browsePlugins(ctx, { ...filter, page, limit, workspaceId });
    return { items: items.map(toPluginItem), total, page, limit };
  },
});

/** Contract 4, 21. */
export const categories = endpoint({
  ...read,
  path: "/api/marketplace/plugins/categories",
  summary: "The categories of the marketplace",
  reply: json(z.array(wire.category)),
  verb: browsePlugins,
  handle: async () => pluginCategories.map((one, i) => ({ id: one.slug, ...one, sort_order: i })),
});

/** Contract 4, 22. */
export const show = endpoint({
  ...read,
  path: "/api/marketplace/plugins/{plugin_id}",
  summary: "One plugin of the marketplace",
  params: wire.pluginParams,
  query: wire.versionQuery,
  reply: json(wire.pluginDetail),
  faults: ["not_found"],
  verb: getPlugin,
  handle: async ({ ctx, params, query, incoming }) => {
    const workspaceId = incoming.headers.has("x-workspace-id") ? ctx.workspaceId : null;
    const asked = { pluginId: params.plugin_id, pending: query.version === "pending", workspaceId };
    return toPluginDetail(await getPlugin(ctx, asked));
  },
});

/** Contract 4, 23. */
export const content = endpoint({
  ...read,
  path: "/api/marketplace/plugins/{plugin_id}/content",
  summary: "The text files of a plugin",
  params: wire.pluginParams,
  query: wire.versionQuery,
  reply: json(wire.pluginContent),
  faults: ["not_found", "unavailable"],
  verb: getPlugin,
  handle: async ({ ctx, params, query }) => {
    const { id, slug, version, sha256 } = await getPlugin(ctx, {
      pluginId: params.plugin_id,
      pending: query.version === "pending",
    });
    return { plugin_id: id, slug, version, ...(await readPluginTexts(sha256)) };
  },
});

/** Contract 4, 24. */
export const submit = endpoint({
  contract: plugins,
  method: "POST",
  path: "/api/marketplace/plugins",
  aliases: ["/api/admin/plugins/upload"],
  summary: "Upload a plugin as a zip; it is scanned and waits for approval",
  body: upload("file", pluginLimit, () => "Request body too large"),
  reply: json(wire.uploaded, 202),
  faults: ["package_refused", "too_large", "unsupported_media_type", "version_taken", "not_possible"],
  verb: submitPlugin,
  gate: ({ ctx }) => submitPlugin.authorize(ctx, {}),
  handle: async ({ ctx, body }) => {
    const { pluginId, scanId, slug, name, version, existed, status, verdict } = await uploadPlugin(ctx, body.stream);
    const answer: z.input<typeof wire.uploaded> = {
      plugin_id: pluginId,
      scan_id: scanId,
      slug,
      name,
      version,
      security_status: verdict ?? "pending",
      approval_status: status,
      status: verdict === null ? "scanning" : "scanned",
    };
    return withStatus(answer, existed ? 200 : 202);
  },
});
