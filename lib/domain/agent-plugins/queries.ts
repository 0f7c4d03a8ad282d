import { type Sql, sql } from "@/lib/db";
import {
  assertShown,
  type Content,
  contentJoined,
  referredPlugins,
  usablePlugins,
} from "@/lib/domain/agent-plugins/access";
import { getAgentWith } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isoTime } from "@/lib/domain/json-sql";
import { type AnyShape, JsonText, keysOf, shapedList } from "@/lib/domain/json-text";
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

/** The usable plugins of agent `a`, or of its version `v`, in their order. */
const rows: Sql = sql`SELECT p."id"::text AS "pluginId", p."slug", s."name", s."version", s."description",
    jsonb_array_length(s."contents"->'skills') AS "skills", jsonb_array_length(s."contents"->'commands') AS "commands",
    s."tokenEstimate", (row_number() OVER (ORDER BY j."place", p."slug"))::int - 1 AS "priority",
    ${isoTime(sql`j."at"`)} AS "assignedAt"
  FROM ${referredPlugins} ${usablePlugins(sql`j."id"`, sql`a."workspaceId"`)}`;

type Asked = { agent: AgentRef; content?: Content };
type Listed = { versionId: string | null; rows: string; total: number };

/**
 * The plugins that an agent uses, in its order: of those that it refers to, what is enabled, approved and active now; one
 * statement. Throws `not_found`, `forbidden`, `no_live_version`.
 */
export const listAgentPlugins = shapedList<AgentPluginRow, Asked>(
  query({
    permission: "agents.read",
    target: (db, ctx, { agent, content, as }: Asked & { as: AnyShape<AgentPluginRow> }) =>
      getAgentWith<Listed>(db, ctx, agent, {
        columns: sql`v."id" AS "versionId", l."rows", l."total"`,
        joins: sql`${contentJoined(ctx, content)} CROSS JOIN LATERAL (
          SELECT coalesce(json_agg(d), '[]')::text AS "rows", count(*)::int AS "total"
          FROM (SELECT ${keysOf(as)} FROM (${rows}) x ORDER BY x."priority") d) l`,
      }),
    run: async ({ ctx, target }, { content }) => {
      assertShown(ctx, target, content);
      return { rows: new JsonText<unknown[]>(target.rows), total: target.total };
    },
  }),
);
