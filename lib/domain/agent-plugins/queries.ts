import { sql } from "@/lib/db";
import { type Content, contentShown, referredPlugins, usablePlugins } from "@/lib/domain/agent-plugins/access";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isoTime } from "@/lib/domain/json-sql";
import { query } from "@/lib/domain/query";

export type AgentPluginRow = {
  pluginId: string;
  slug: string;
  name: string;
  version: string;
  description: string;
  skills: number;
  commands: number;
  tokenEstimate: number;
  priority: number;
  assignedAt: string;
};

/**
 * The plugins that an agent uses, in its order: of those that it refers to, what is enabled, approved and active now.
 * Throws `not_found`, `forbidden`, `no_live_version`.
 */
export const listAgentPlugins = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef; content?: Content }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, { content }): Promise<AgentPluginRow[]> => {
    const shown = contentShown(ctx, target, content);
    return db.$queryRaw<AgentPluginRow[]>`
      SELECT p."id"::text AS "pluginId", p."slug", v."name", v."version", v."description",
        jsonb_array_length(v."contents"->'skills') AS "skills", jsonb_array_length(v."contents"->'commands') AS "commands",
        v."tokenEstimate", (row_number() OVER (ORDER BY j."place", p."slug"))::int - 1 AS "priority",
        ${isoTime(sql`j."at"`)} AS "assignedAt"
      FROM ${referredPlugins(target.id, shown)} ${usablePlugins(sql`j."id"`, target.workspaceId)}
      ORDER BY j."place", p."slug"`;
  },
});
