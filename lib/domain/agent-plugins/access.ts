import { type Sql, sql } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import { type Ctx, callingAgent } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

/** Which content of an agent is meant: the working copy, or the version that is live. */
export type Content = "draft" | "live";

/**
 * The content that a caller is shown: an open draft to its editors, to everybody else the live version where there is one, and
 * that to an agent itself even where it asks for the live one. `forbidden` for those who ask for the draft and may not edit, `no_live_version` where none is.
 */
export function contentShown(ctx: Ctx, agent: AgentTarget, asked?: Content): Content {
  const edits = may(ctx.actor, "agents.edit", agent.subject);
  if (asked === "draft" && !edits)
    throw new DomainError("forbidden", "Only those who may change the agent see its draft");
  if (callingAgent(ctx.actor) !== null) return agent.liveVersionId === null ? "draft" : "live";
  if (asked === "live" && agent.liveVersionId === null)
    throw new DomainError("no_live_version", "Agent has no live version");
  if (asked) return asked;
  return agent.liveVersionId === null || (edits && agent.lifecycleState === "draft") ? "draft" : "live";
}

/** The plugins `j` that an agent refers to, in their order, whether they can be used or not: `("id", "place", "at")`. */
export function referredPlugins(agentId: string, content: Content): Sql {
  if (content === "draft")
    return sql`(SELECT x."pluginId" AS "id", x."priority" AS "place", x."attachedAt" AS "at"
      FROM "AgentPlugin" x WHERE x."agentId" = ${agentId}) j`;
  return sql`(SELECT (e."value"->>'id')::uuid AS "id", e."place", v."createdAt" AS "at"
    FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
    CROSS JOIN LATERAL jsonb_array_elements(coalesce(v."attachments"->'plugins', '[]')) WITH ORDINALITY AS e("value", "place")
    WHERE a."id" = ${agentId}) j`;
}

/** Joins that leave of `"id"`s those plugins `p`, with the version `v` that serves, which agents of a workspace may use now. */
export function usablePlugins(id: Sql, workspaceId: string | null): Sql {
  return sql`JOIN "MarketplacePlugin" p ON p."id" = ${id} AND p."active"
    JOIN "PluginVersion" v ON v."id" = p."approvedVersionId"
    JOIN "WorkspaceEnabledPlugin" en ON en."pluginId" = p."id" AND en."workspaceId" = ${workspaceId}::uuid`;
}

/** A plugin whose serving version was approved after an agent came to refer to it. */
export type NewerVersion = { slug: string; name: string; version: string; previousVersion: string; approvedAt: Date };

/** Which plugins of an agent serve another version today than when they were added, or when the version that is live was made. */
export async function listNewerVersions(
  db: Reader,
  agent: { id: string; workspaceId: string | null },
  content: Content,
): Promise<NewerVersion[]> {
  return db.$queryRaw<NewerVersion[]>`
    SELECT p."slug", v."name", v."version", was."version" AS "previousVersion", v."reviewedAt" AS "approvedAt"
    FROM ${referredPlugins(agent.id, content)} ${usablePlugins(sql`j."id"`, agent.workspaceId)}
    JOIN LATERAL (SELECT o."version" FROM "PluginVersion" o WHERE o."pluginId" = p."id" AND o."status" = 'replaced'
      AND o."reviewedAt" <= j."at" ORDER BY o."reviewedAt" DESC LIMIT 1) was ON true
    WHERE v."reviewedAt" > j."at" ORDER BY j."place", p."slug"`;
}

/** Throws `not_possible`, naming all in their order, unless agents of the workspace may use every one of these plugins. */
export async function assertUsable(
  db: Reader,
  workspaceId: string | null,
  pluginIds: readonly string[],
): Promise<void> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT p."id"::text AS "id"
    FROM unnest(${pluginIds}::uuid[]) AS given("id") ${usablePlugins(sql`given."id"`, workspaceId)}`;
  const usable = new Set(rows.map(({ id }) => id));
  const refused = pluginIds.filter((id) => !usable.has(id));
  if (refused.length > 0)
    throw new DomainError("not_possible", `Plugins not enabled for workspace: ${refused.join(", ")}`);
}
