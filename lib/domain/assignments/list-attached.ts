import { type Sql, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { attachable, inLiveVersion } from "@/lib/domain/assignments/attach-resource";
import type { AttachableKind } from "@/lib/domain/assignments/rules";
import { typedPage } from "@/lib/domain/json-sql";
import { keysetPage, type ListSpec, type Page, type PageRequest } from "@/lib/domain/page";
import { may } from "@/lib/domain/policy";
import { query } from "@/lib/domain/query";
import { shownColumns } from "@/lib/domain/resources/access";
import { fitting } from "@/lib/domain/resources/queries";
import { commonRow } from "@/lib/domain/resources/resource-columns";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

/** What the working copy has, in the order of attaching; connections also because an attached model names them. */
function ofDraft(kind: AttachableKind, agentId: string): Sql {
  const { join, column } = attachable[kind];
  const own = sql`SELECT j.${column} AS "id", j."attachedAt" AS "at" FROM ${join} j WHERE j."agentId" = ${agentId}`;
  if (kind !== "dataConnections") return own;
  return sql`SELECT u."id", min(u."at") AS "at" FROM (${own} UNION ALL
    SELECT c."id", j."attachedAt" FROM "AgentSemanticDataModel" j
      JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
      JOIN "DataConnection" c ON c."workspaceId" = m."workspaceId" AND c."name" = ANY(m."connectionNames")
      WHERE j."agentId" = ${agentId}) u GROUP BY u."id"`;
}

/** The rows `r` of resources; of models that went live as the version froze them. */
function rowsOf(kind: AttachableKind, table: Sql, liveVersionId: string | null): Sql {
  if (kind !== "semanticDataModels" || liveVersionId === null) return table;
  return sql`(SELECT m."id", m."workspaceId", coalesce(f."name", m."name") AS "name", m."connectionNames",
    coalesce(f."description", m."description") AS "description", coalesce(f."semanticModel", m."semanticModel") AS "semanticModel",
    coalesce(octet_length(f."semanticModel"::text), m."size") AS "size", m."createdById", m."createdAt", m."updatedAt", m."rev"
    FROM ${table} m LEFT JOIN "VersionModel" f ON f."versionId" = ${liveVersionId} AND f."modelId" = m."id")`;
}

/** One page of an agent's resources of a kind as the caller is shown the agent: the draft's to its editors, else the live version's. */
export function listAttached<Shown>(kind: AttachableKind, resource: ResourceKind<never, Shown>) {
  return query({
    permission: "agents.read",
    target: (db, ctx, { agent }: PageRequest & { agent: AgentRef }) => getAgent(db, ctx, agent),
    run: async ({ ctx, target }, { agent: _, ...request }): Promise<Page<ResourceBase & Shown>> => {
      const edits = may(ctx.actor, "agents.edit", target.subject) && target.lifecycleState === "draft";
      const live = target.liveVersionId !== null && !edits;
      const source = live ? inLiveVersion(kind, target.id) : ofDraft(kind, target.id);
      const rows = rowsOf(kind, resource.table, live ? target.liveVersionId : null);
      const spec: ListSpec = {
        list: `attached:${kind}:${target.id}:${live}`,
        from: sql`FROM (${source}) j JOIN ${rows} r ON r."id" = j."id"`,
        where: sql`TRUE`,
        total: sql`0`,
        id: sql`r."id"`,
        order: [{ name: "attachedAt", column: sql`j."at"`, cast: "timestamptz", direction: "asc", nulls: "none" }],
        select: shownColumns(resource),
      };
      const limit = resource.weight ? await fitting(spec, resource.weight, request) : request.limit;
      const page = typedPage<unknown>(await keysetPage(spec, { ...request, limit }));
      return { ...page, data: page.data.map((row) => commonRow.parse(resource, row)) };
    },
  });
}
