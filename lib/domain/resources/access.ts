import { type Sql, sql, type Tx } from "@/lib/db";
import { liveShown, sharedIds, workspacesAs } from "@/lib/domain/agents/access";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { brought } from "@/lib/domain/integrations/access";
import { isoTime } from "@/lib/domain/json-sql";
import type { Reader } from "@/lib/domain/query";
import { commonRow } from "@/lib/domain/resources/resource-columns";
import type { ReadKind, ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

export type AnyKind = Pick<ResourceKind<never, unknown>, "table" | "columns" | "uses" | "offered" | "word">;

/** True for resources `r` of the given workspaces, and of integrations that are installed there. */
export function resourcesOf(kind: Pick<AnyKind, "offered">, workspaces: readonly string[]): Sql {
  const [only, ...further] = workspaces;
  // Of one workspace the rows stand in the index in the order of a page; of several they must be sorted.
  const one = only !== undefined && further.length === 0;
  const own = one ? sql`r."workspaceId" = ${only}::uuid` : sql`r."workspaceId" = ANY(${workspaces}::uuid[])`;
  return kind.offered ? sql`(${own} OR ${brought(kind.offered, sql`r."id"`, workspaces)})` : own;
}

/** True for every resource `r` of the kind that the caller may read: of their workspaces, and of agents that are shared with them. */
function readableResources(kind: AnyKind, ctx: Ctx): Sql {
  if (ctx.actor.instanceAdmin) return sql`TRUE`;
  return sql`(${resourcesOf(kind, workspacesAs(ctx))} OR ${resourcesShared(kind, ctx)})`;
}

/** True for every resource `r` that an agent has which is shared with the caller, as the caller is shown that agent. */
export function resourcesShared({ uses }: Pick<AnyKind, "uses">, ctx: Ctx): Sql {
  return sql`EXISTS (SELECT 1 FROM "Agent" a LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
    WHERE a."id" IN (${sharedIds(ctx)}) AND a."deletedAt" IS NULL AND a."workspaceId" = r."workspaceId"
      AND (${uses.published} OR (NOT ${liveShown(ctx)} AND a."id" IN (${uses.drafts}))))`;
}

/** Ids of the living agents that have resource `r` in their draft or in their live version. */
export function usingAgents({ uses }: Pick<AnyKind, "uses">): Sql {
  return sql`SELECT a."id" FROM "Agent" a JOIN (${uses.drafts}) drafts ON drafts."agentId" = a."id"
      WHERE a."deletedAt" IS NULL
    UNION ${publishedUsers({ uses })}`;
}

/** Ids of the living agents whose live version has resource `r`. */
export function publishedUsers({ uses }: Pick<AnyKind, "uses">): Sql {
  // Behind LIMIT, because the planner takes a few versions for many and would read all agents once for each resource of a page.
  return sql`SELECT a."id" FROM "AgentVersion" v CROSS JOIN LATERAL (SELECT l."id" FROM "Agent" l
      WHERE l."liveVersionId" = v."id" AND l."deletedAt" IS NULL LIMIT 1) a
    WHERE ${uses.versions ? sql`v."id" IN (${uses.versions})` : uses.published}`;
}

/** What is shown of resource `r`: common columns and its kind's own. */
export function shownColumns(kind: AnyKind): Sql {
  return sql`r."workspaceId"::text AS "workspaceId", r."name", r."description", ${commonRow.own(kind.columns)},
    (SELECT count(*)::int FROM (${usingAgents(kind)}) users) AS "usedBy", r."createdById" AS "createdBy",
    ${isoTime(sql`r."createdAt"`)} AS "createdAt", ${isoTime(sql`r."updatedAt"`)} AS "updatedAt", r."rev"`;
}

/** A resource by its id, wherever it is or within one workspace alone. */
export type ResourceRef = string | { id: string; within: string };
export type ResourceTarget<Shown> = Target & { row: ResourceBase & Shown; secrets: Uint8Array | null };

/** A resource that the caller may read, with its sealed part, locked where asked; `not_found` otherwise. */
export async function getResourceTarget<Shown>(
  db: Reader | Tx,
  ctx: Ctx,
  kind: ReadKind<Shown>,
  ref: ResourceRef,
  lock = false,
): Promise<ResourceTarget<Shown>> {
  const { id, within = null } = typeof ref === "string" ? { id: ref } : ref;
  const here = within === null ? sql`TRUE` : sql`r."workspaceId" = ${within}::uuid`;
  const secrets = kind.seals ? sql`r."secrets"` : sql`NULL::bytea`;
  const [found] = await db.$queryRaw<{ row: unknown; secrets: Uint8Array | null }[]>`
    SELECT (SELECT to_json(item) FROM (SELECT r."id", ${shownColumns(kind)}) item) AS "row", ${secrets} AS "secrets"
    FROM ${kind.table} r WHERE r."id" = ${id} AND ${here} AND ${readableResources(kind, ctx)} ${lock ? sql`FOR UPDATE OF r` : sql``}`;
  if (!found) throw new DomainError("not_found", `No ${kind.word} '${id.slice(0, 60)}'`);
  const row = commonRow.parse(kind, found.row);
  const { workspaceId, name } = row;
  const audit = { type: kind.noun, id, name, workspaceId };
  const subject = { workspaceId, ownerId: row.createdBy, readable: true };
  return { row, rev: row.rev, secrets: found.secrets, subject, audit };
}
