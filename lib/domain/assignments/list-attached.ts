import { type Sql, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { attachable, MOST_ATTACHED } from "@/lib/domain/assignments/attach-resource";
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

/** What the live version has, in its order; connections also because a frozen model names them. */
function ofVersion(kind: AttachableKind, agentId: string): Sql {
  const own = sql`SELECT coalesce(e."value"->>'id', e."value"#>>'{}') AS "id", to_timestamp(e."place") AS "at"
    FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(v."attachments"->${kind}::text) = 'array'
      THEN v."attachments"->${kind}::text ELSE '[]' END) WITH ORDINALITY AS e("value", "place") WHERE a."id" = ${agentId}`;
  if (kind !== "dataConnections") return own;
  return sql`SELECT u."id", min(u."at") AS "at" FROM (${own} UNION ALL
    SELECT n."value", to_timestamp(${MOST_ATTACHED} + 1) FROM "Agent" a JOIN "VersionModel" f ON f."versionId" = a."liveVersionId"
      CROSS JOIN LATERAL jsonb_each_text(f."connections") n WHERE a."id" = ${agentId}) u GROUP BY u."id"`;
}

/** Models as the live version froze them; one that was never frozen is shown as it is. */
function frozenModels(agentId: string): Sql {
  return sql`(SELECT m."id", m."workspaceId", coalesce(f."name", m."name") AS "name",
      coalesce(f."description", m."description") AS "description",
      coalesce(f."semanticModel", m."semanticModel") AS "semanticModel", m."connectionNames",
      coalesce(octet_length(f."semanticModel"::text), m."size") AS "size",
      m."createdById", m."createdAt", m."updatedAt", m."rev"
    FROM "SemanticDataModel" m LEFT JOIN "VersionModel" f ON f."modelId" = m."id"
      AND f."versionId" = (SELECT a."liveVersionId" FROM "Agent" a WHERE a."id" = ${agentId}))`;
}

/** One page of an agent's resources of a kind as the caller is shown the agent: the draft's to its editors, else the live version's. */
export function listAttached<Shown>(kind: AttachableKind, resource: ResourceKind<never, Shown>) {
  return query({
    permission: "agents.read",
    target: (db, ctx, { agent }: PageRequest & { agent: AgentRef }) => getAgent(db, ctx, agent),
    run: async ({ db, ctx, target }, { agent: _, ...request }): Promise<Page<ResourceBase & Shown>> => {
      const edits = may(ctx.actor, "agents.edit", target.subject) && target.lifecycleState === "draft";
      const live = target.liveVersionId !== null && !edits;
      const source = live ? ofVersion(kind, target.id) : ofDraft(kind, target.id);
      const table = live && kind === "semanticDataModels" ? frozenModels(target.id) : resource.table;
      const spec: ListSpec = {
        list: `attached:${kind}:${target.id}:${live}`,
        from: sql`FROM (${source}) j JOIN ${table} r ON r."id" = j."id"`,
        where: sql`TRUE`,
        total: sql`0`,
        id: sql`r."id"`,
        order: [{ name: "attachedAt", column: sql`j."at"`, cast: "timestamptz", direction: "asc", nulls: "none" }],
        select: shownColumns(resource),
      };
      const limit = resource.weight ? await fitting(db, spec, resource.weight, request) : request.limit;
      const page = typedPage<unknown>(await keysetPage(db, spec, { ...request, limit }));
      return { ...page, data: page.data.map((row) => commonRow.parse(resource, row)) };
    },
  });
}
