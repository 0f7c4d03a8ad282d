import { consoleContract } from "@/lib/contracts/console/contract";
import { claimQuery, pluginReviewBody } from "@/lib/contracts/console/wire/package";
import { viewedBody } from "@/lib/contracts/console/wire/package-file";
import { pluginHistory, versionParams } from "@/lib/contracts/console/wire/plugin";
import { commentBody, threadList, threadMessage } from "@/lib/contracts/console/wire/thread";
import { claimPlugin, releasePlugin } from "@/lib/domain/claims/claim-review";
import { getHistory } from "@/lib/domain/plugin-versions/queries";
import { approvePlugin, rejectPlugin } from "@/lib/domain/plugins/decide-plugin";
import { commentPlugin } from "@/lib/domain/threads/post-comment";
import { listPluginThread } from "@/lib/domain/threads/queries";
import { markPluginViewed } from "@/lib/domain/viewed-files/mark-viewed";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const VERSION = "/api/plugins/{plugin}/versions/{version}";
const common = { contract: consoleContract, params: versionParams } as const;
const refOf = ({ plugin, version }: { plugin: string; version: string }) => ({ pluginId: plugin, version });

/** The conversation about a version of a plugin. */
export const showPluginThread = endpoint({
  ...common,
  method: "GET",
  path: `${VERSION}/thread`,
  summary: "The conversation about a version of a plugin",
  reply: json(threadList),
  faults: ["not_found"],
  verb: listPluginThread,
  handle: async ({ ctx, params }) => ({ data: await listPluginThread(ctx, refOf(params)) }),
});

/** A comment of uploader or reviewer. */
export const commentOnPlugin = endpoint({
  ...common,
  method: "POST",
  path: `${VERSION}/thread`,
  summary: "Comment on a version of a plugin",
  body: jsonBody(commentBody),
  reply: json(threadMessage, 201),
  faults: ["not_found"],
  verb: commentPlugin,
  gate: ({ ctx, params }) => commentPlugin.authorize(ctx, refOf(params)),
  handle: async ({ ctx, params, body }) => {
    const message = await commentPlugin(ctx, { ...refOf(params), ...body });
    const { plugin, version } = params;
    return withHeaders(message, {
      Location: `/api/plugins/${plugin}/versions/${encodeURIComponent(version)}/thread`,
    });
  },
});

/** The reviewer's mark on a file. */
export const setPluginViewed = endpoint({
  ...common,
  method: "PUT",
  path: `${VERSION}/viewed`,
  summary: "Mark a file of a version of a plugin as read",
  body: jsonBody(viewedBody),
  reply: nothing,
  faults: ["not_found"],
  verb: markPluginViewed,
  gate: ({ ctx, params }) => markPluginViewed.authorize(ctx, refOf(params)),
  handle: async ({ ctx, params, body }) => {
    await markPluginViewed(ctx, { ...refOf(params), ...body });
    return undefined;
  },
});

/** "I am reviewing this." */
export const claimPluginVersion = endpoint({
  ...common,
  method: "PUT",
  path: `${VERSION}/claim`,
  summary: "Say that you are reviewing a version of a plugin",
  query: claimQuery,
  reply: json(pluginHistory),
  faults: ["not_found", "conflict"],
  verb: claimPlugin,
  handle: async ({ ctx, params, query }) => {
    await claimPlugin(ctx, { ...refOf(params), force: query.force ?? false });
    return getHistory(ctx, params.plugin);
  },
});

/** "Somebody else may review this." */
export const releasePluginVersion = endpoint({
  ...common,
  method: "DELETE",
  path: `${VERSION}/claim`,
  summary: "Give the claim of a version of a plugin back",
  query: claimQuery,
  reply: json(pluginHistory),
  faults: ["not_found", "conflict"],
  verb: releasePlugin,
  handle: async ({ ctx, params, query }) => {
    await releasePlugin(ctx, { ...refOf(params), force: query.force ?? false });
    return getHistory(ctx, params.plugin);
  },
});

/** Approve, decline or comment, bound to the bytes that were read. */
export const reviewPlugin = endpoint({
  ...common,
  method: "POST",
  path: `${VERSION}/review`,
  summary: "Approve, decline or comment on a version of a plugin",
  body: jsonBody(pluginReviewBody),
  reply: json(pluginHistory),
  faults: ["not_found", "not_possible", "package_changed", "state_changed"],
  verb: approvePlugin,
  gate: async ({ ctx, params }) => {
    await commentPlugin.authorize(ctx, refOf(params));
    await approvePlugin.authorize(ctx, { pluginId: params.plugin });
  },
  handle: async ({ ctx, params, body }) => {
    const { decision, sha256, body: text = "", comments: remarks } = body;
    const read = { ...refOf(params), sha256, remarks };
    if (decision === "approve") await approvePlugin(ctx, { ...read, body: text });
    else if (decision === "decline") await rejectPlugin(ctx, { ...read, reason: text });
    else await commentPlugin(ctx, { ...refOf(params), remarks, body: text });
    return getHistory(ctx, params.plugin);
  },
});
