import { type Sql, sql } from "@/lib/db";
import { type AgentTarget, editableAgents } from "@/lib/domain/agents/access";
import { type Ctx, callingAgent } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isoTime } from "@/lib/domain/json-sql";
import { may, scopeRefusalOf } from "@/lib/domain/policy";
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

/** The join that gives agent `a` its live version `v` where `live` holds; without `v` the working copy is meant. */
export function versionShown(live: Sql): Sql {
  return sql`LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId" AND ${live}`;
}

/** `versionShown` for what `contentShown` says, so that one statement can do; `assertShown` holds the two together. */
export function contentJoined(ctx: Ctx, asked?: Content): Sql {
  if (asked === "live" || callingAgent(ctx.actor) !== null) return versionShown(sql`TRUE`);
  if (asked === "draft") return versionShown(sql`FALSE`);
  const edits = scopeRefusalOf(ctx.actor, "agents.edit") ? sql`FALSE` : editableAgents(ctx);
  return versionShown(sql`NOT (a."lifecycleState" = 'draft' AND ${edits})`);
}

/** Refuses as `contentShown` does. Throws an Error where the joined version is not what the caller is shown. */
export function assertShown(ctx: Ctx, agent: AgentTarget & { versionId: string | null }, asked?: Content): Content {
  const shown = contentShown(ctx, agent, asked);
  if ((shown === "live") !== (agent.versionId !== null)) throw new Error("the policy and its condition in SQL differ");
  return shown;
}

/** The plugins `j` that agent `a`, or its version `v`, refers to, in their order, usable or not: `("id", "place", "at")`. */
export const referredPlugins = sql`(SELECT x."pluginId" AS "id", x."priority" AS "place", x."attachedAt" AS "at"
    FROM "AgentPlugin" x WHERE x."agentId" = a."id" AND v."id" IS NULL
  UNION ALL SELECT (e."value"->>'id')::uuid, e."place", v."createdAt"
    FROM jsonb_array_elements(coalesce(v."attachments"->'plugins', '[]')) WITH ORDINALITY AS e("value", "place")) j`;

/** Joins that leave of `"id"`s those plugins `p`, with the version `s` that serves, which agents of a workspace may use now. */
export function usablePlugins(id: Sql, workspaceId: Sql): Sql {
  return sql`JOIN "MarketplacePlugin" p ON p."id" = ${id} AND p."active"
    JOIN "PluginVersion" s ON s."id" = p."approvedVersionId"
    JOIN "WorkspaceEnabledPlugin" en ON en."pluginId" = p."id" AND en."workspaceId" = ${workspaceId}`;
}

/** A plugin whose serving version was approved after an agent came to refer to it. */
export type NewerVersion = { slug: string; name: string; version: string; previousVersion: string; approvedAt: string };

/**
 * JSON: which plugins of agent `a` serve another version today than when they were added, or when its version `v` that is
 * live was made.
 */
export const newerVersions = sql`(SELECT coalesce(json_agg(json_build_object('slug', p."slug", 'name', s."name",
    'version', s."version", 'previousVersion', was."version", 'approvedAt', ${isoTime(sql`s."reviewedAt"`)})
    ORDER BY j."place", p."slug"), '[]')
  FROM ${referredPlugins} ${usablePlugins(sql`j."id"`, sql`a."workspaceId"`)}
  JOIN LATERAL (SELECT o."version" FROM "PluginVersion" o WHERE o."pluginId" = p."id" AND o."status" = 'replaced'
    AND o."reviewedAt" <= j."at" ORDER BY o."reviewedAt" DESC LIMIT 1) was ON true
  WHERE s."reviewedAt" > j."at")`;

/** Throws `not_possible`, naming all in their order, unless agents of the workspace may use every one of these plugins. */
export async function assertUsable(
  db: Reader,
  workspaceId: string | null,
  pluginIds: readonly string[],
): Promise<void> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT p."id"::text AS "id"
    FROM unnest(${pluginIds}::uuid[]) AS given("id") ${usablePlugins(sql`given."id"`, sql`${workspaceId}::uuid`)}`;
  const usable = new Set(rows.map(({ id }) => id));
  const refused = pluginIds.filter((id) => !usable.has(id));
  if (refused.length > 0)
    throw new DomainError("not_possible", `Plugins not enabled for workspace: ${refused.join(", ")}`);
}
