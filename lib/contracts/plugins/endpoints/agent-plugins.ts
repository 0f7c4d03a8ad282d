import { plugins } from "@/lib/contracts/plugins/contract";
import { agentPluginShape, toContext } from "@/lib/contracts/plugins/present/agent-plugins";
import * as wire from "@/lib/contracts/plugins/wire/agent-plugins";
import { listAgentPlugins } from "@/lib/domain/agent-plugins/queries";
import { replacePlugins } from "@/lib/domain/agent-plugins/replace-plugins";
import { agentNamedIn } from "@/lib/domain/agents/rules";
import { getContextSource } from "@/lib/domain/assembled-context/queries";
import type { Ctx } from "@/lib/domain/context";
import { textOf } from "@/lib/domain/json-text";
import { settings } from "@/lib/env";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { keptJson } from "@/lib/http/kept-json";
import { json } from "@/lib/http/reply";

const named = (ctx: Ctx, params: { agent_id: string }) => ({ agent: agentNamedIn(ctx.workspaceId, params.agent_id) });

/** Contract 4, 10. */
export const listOfAgent = endpoint({
  contract: plugins,
  method: "GET",
  path: "/api/agents/{agent_id}/plugins",
  summary: "The plugins that an agent uses, in its order",
  params: wire.agentParams,
  query: wire.contentQuery,
  reply: json(wire.agentPlugins),
  faults: ["workspace_forbidden", "not_found", "no_live_version"],
  verb: listAgentPlugins,
  handle: async ({ ctx, params, query }) => {
    const asked = { ...named(ctx, params), content: query.version };
    const { rows, total } = await listAgentPlugins(ctx, { ...asked, as: agentPluginShape });
    return textOf({ items: rows, total });
  },
});

/** Contract 4, 11. */
export const replaceOfAgent = endpoint({
  contract: plugins,
  method: "PUT",
  path: "/api/agents/{agent_id}/plugins",
  summary: "Replace the plugins of an agent, in the order of the list",
  params: wire.agentParams,
  body: jsonBody(wire.pluginList),
  reply: json(wire.pluginsReplaced),
  faults: ["workspace_forbidden", "not_found", "not_possible", "agent_live", "precondition_failed"],
  verb: replacePlugins,
  ifMatch: true,
  gate: ({ ctx, params }) => replacePlugins.authorize(ctx, named(ctx, params)),
  handle: async ({ ctx, params, body }) => {
    const { number, pluginIds } = await replacePlugins(ctx, { ...named(ctx, params), pluginIds: body.plugin_ids });
    return {
      success: true as const,
      message: `Agent plugins updated (${pluginIds.length} assigned)`,
      agent_id: number,
      plugin_ids: pluginIds,
    };
  },
});

/** Contract 4, 12. */
export const assembledContext = endpoint({
  contract: plugins,
  method: "GET",
  path: "/api/agents/{agent_id}/assembled-context",
  summary: "The text and settings that an agent runs with",
  description:
    "An agent may ask by its own runtime token, for itself alone: it gets what is live, or the working copy until something is.",
  params: wire.agentParams,
  query: wire.contextQuery,
  reply: json(wire.assembledContext),
  faults: ["workspace_forbidden", "not_found", "no_live_version", "not_possible", "agent_live", "unavailable"],
  verb: getContextSource,
  agentToken: true,
  handle: async ({ ctx, params, query: { version: content, plugin_ids: pluginIds, blocks = false } }) => {
    const source = await getContextSource(ctx, { ...named(ctx, params), content, pluginIds, newer: blocks });
    const lifetime = settings().PLUGIN_CACHE_TTL_SECONDS * 1_000;
    const made = async () => toContext(await source.assemble(), blocks);
    return keptJson(wire.assembledContext, `${source.digest} ${blocks}`, lifetime, made);
  },
});
