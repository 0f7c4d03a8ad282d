import { type Sql, sql } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";

type Named = { id: string; name: string };
export type AttachedModel = Named & { description: string; workspaceId: string };
/** A connection that is attached, or that models of the agent name, or both. */
export type UsedConnection = AttachedModel & { attached: boolean; through: Named[] };

const shown = (thing: Sql) => sql`${thing}."id", ${thing}."workspaceId"::text AS "workspaceId"`;

/** What the live version attached of a kind, with its place. */
const published = (
  kind: string,
  agentId: string,
) => sql`SELECT coalesce(e."value"->>'id', e."value"#>>'{}') AS "id", e."place"
  FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
  CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(v."attachments"->${kind}::text) = 'array'
    THEN v."attachments"->${kind}::text ELSE '[]' END) WITH ORDINALITY AS e("value", "place") WHERE a."id" = ${agentId}`;

const frozen = (agentId: string) =>
  sql`"VersionModel" f JOIN "Agent" o ON o."liveVersionId" = f."versionId" AND o."id" = ${agentId}`;

/** Semantic data models of an agent in the order of attaching: of the draft as they are, of what is live as they were frozen. */
export function readModels(db: Reader, agentId: string, live: boolean): Promise<AttachedModel[]> {
  if (!live) {
    return db.$queryRaw<AttachedModel[]>`SELECT ${shown(sql`m`)}, m."name", m."description"
      FROM "AgentSemanticDataModel" j JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
      WHERE j."agentId" = ${agentId} ORDER BY j."attachedAt", m."id"`;
  }
  return db.$queryRaw<AttachedModel[]>`SELECT ${shown(sql`m`)}, coalesce(f."name", m."name") AS "name",
      coalesce(f."description", m."description") AS "description"
    FROM (${published("semanticDataModels", agentId)}) p JOIN "SemanticDataModel" m ON m."id" = p."id"
    LEFT JOIN (${frozen(agentId)}) ON f."modelId" = m."id" ORDER BY p."place"`;
}

/** Ids of connections with their place, and with the model that names them where it is not the agent itself that has them. */
function uses(agentId: string, live: boolean): Sql {
  const none = sql`NULL::text AS "modelId", NULL::text AS "model"`;
  if (!live) {
    return sql`SELECT j."dataConnectionId" AS "id", extract(epoch FROM j."attachedAt") AS "place", ${none}
        FROM "AgentDataConnection" j WHERE j."agentId" = ${agentId}
      UNION ALL SELECT c."id", extract(epoch FROM j."attachedAt"), m."id", m."name" FROM "AgentSemanticDataModel" j
        JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
        JOIN "DataConnection" c ON c."workspaceId" = m."workspaceId" AND c."name" = ANY(m."connectionNames")
        WHERE j."agentId" = ${agentId}`;
  }
  return sql`SELECT p."id", p."place", ${none} FROM (${published("dataConnections", agentId)}) p
    UNION ALL SELECT n."value", NULL, f."modelId", f."name" FROM ${frozen(agentId)}
      CROSS JOIN LATERAL jsonb_each_text(f."connections") n`;
}

/** Data connections of an agent: those attached to it in their order, then those that its models name. */
export function readConnections(db: Reader, agentId: string, live: boolean): Promise<UsedConnection[]> {
  return db.$queryRaw<UsedConnection[]>`SELECT ${shown(sql`c`)}, c."name", c."description",
      bool_or(u."modelId" IS NULL) AS "attached", coalesce(json_agg(DISTINCT jsonb_build_object('id', u."modelId", 'name', u."model"))
        FILTER (WHERE u."modelId" IS NOT NULL), '[]') AS "through"
    FROM (${uses(agentId, live)}) u JOIN "DataConnection" c ON c."id" = u."id"
    GROUP BY c."id" ORDER BY bool_or(u."modelId" IS NULL) DESC, min(u."place"), c."name"`;
}
