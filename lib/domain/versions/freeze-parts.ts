import { type Sql, sql, type Tx } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";
import { withConnectionNames } from "@/lib/domain/semantic-models/rules";
import type { Pairs } from "@/lib/domain/versions/map-resources";

/** A model as it is frozen: with the ids of the data connections that it names. */
export type FrozenModel = { id: string; name: string; semanticModel: unknown; connections: unknown };

/** Ids of connections by the names that a frozen model gives them. */
export function connectionsNamed({ connections }: FrozenModel): Pairs {
  return Object(connections);
}

const connectionsOfModel = sql`coalesce((SELECT jsonb_object_agg(c."name", c."id") FROM "DataConnection" c
  WHERE c."workspaceId" = m."workspaceId" AND c."name" = ANY(m."connectionNames")), '{}')`;
const attachedModels = (agentId: string) => sql`FROM (SELECT m.* FROM "AgentSemanticDataModel" j
  JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId" WHERE j."agentId" = ${agentId}) m`;

/** The models of an agent's working copy as a version would freeze them. */
export function draftModels(db: Reader | Tx, agentId: string): Promise<FrozenModel[]> {
  return db.$queryRaw<FrozenModel[]>`SELECT m."id", m."name", m."semanticModel", ${connectionsOfModel} AS "connections"
    ${attachedModels(agentId)}`;
}

/** The statement that freezes the files of an agent's working copy with a version. */
export function frozenFiles(agentId: string, versionId: string): Sql {
  return sql`INSERT INTO "VersionFile" ("versionId", "path", "size", "sha256")
    SELECT ${versionId}, f."path", f."size", f."sha256" FROM "AgentFile" f WHERE f."agentId" = ${agentId}`;
}

/** The statement that freezes the models of an agent's working copy with a version; those that are given as they are given. */
export function frozenModels(agentId: string, versionId: string, given: readonly FrozenModel[] = []): Sql {
  return sql`INSERT INTO "VersionModel" ("versionId", "modelId", "name", "description", "semanticModel", "connections")
    SELECT ${versionId}, m."id", m."name", m."description", coalesce(g."semanticModel", m."semanticModel"),
      coalesce(g."connections", ${connectionsOfModel})
    ${attachedModels(agentId)} LEFT JOIN jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      AS g("id" text, "semanticModel" jsonb, "connections" jsonb) ON g."id" = m."id"`;
}

/** Freezes the files and semantic data models of an agent's working copy with a version that is being written. */
export async function freezeDraft(tx: Tx, agentId: string, versionId: string): Promise<void> {
  await tx.$executeRaw(frozenFiles(agentId, versionId));
  await tx.$executeRaw(frozenModels(agentId, versionId));
}

/** Gives a version the frozen files and models of another, for one that repeats or continues it. */
export async function freezeLike(tx: Tx, original: string, versionId: string): Promise<void> {
  await tx.$executeRaw`INSERT INTO "VersionFile" ("versionId", "path", "size", "sha256")
    SELECT ${versionId}, f."path", f."size", f."sha256" FROM "VersionFile" f WHERE f."versionId" = ${original}`;
  await tx.$executeRaw`
    INSERT INTO "VersionModel" ("versionId", "modelId", "name", "description", "semanticModel", "connections")
    SELECT ${versionId}, m."modelId", m."name", m."description", m."semanticModel", m."connections"
    FROM "VersionModel" m WHERE m."versionId" = ${original}`;
}

/** Those of the models that name mapped connections, naming production ones in the place of test ones. */
export function renamedModels(
  models: readonly FrozenModel[],
  map: Pairs,
  names: ReadonlyMap<string, string>,
): FrozenModel[] {
  return models.flatMap((model) => {
    const known = Object.entries(connectionsNamed(model));
    const renamed = new Map(known.flatMap(([name, id]) => (map[id] ? [[name, names.get(map[id]) ?? name]] : [])));
    if (renamed.size === 0) return [];
    const connections = Object.fromEntries(known.map(([name, id]) => [renamed.get(name) ?? name, map[id] ?? id]));
    return [{ ...model, semanticModel: withConnectionNames(model.semanticModel, renamed), connections }];
  });
}

/** The working copy takes the files of a version. Versions of a package say nothing of files. */
export async function thawFiles(tx: Tx, agentId: string, versionId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "AgentFile" WHERE "agentId" = ${agentId}`;
  await tx.$executeRaw`INSERT INTO "AgentFile" ("agentId", "path", "size", "sha256")
    SELECT ${agentId}, f."path", f."size", f."sha256" FROM "VersionFile" f WHERE f."versionId" = ${versionId}`;
}

/** Whether the files of the working copy are others than those of a version. */
export async function filesDiffer(tx: Tx, agentId: string, versionId: string): Promise<boolean> {
  const rows = sql`SELECT "path", "sha256" FROM`;
  const [row] = await tx.$queryRaw<{ differ: boolean }[]>`SELECT EXISTS (
    (${rows} "AgentFile" WHERE "agentId" = ${agentId} EXCEPT ${rows} "VersionFile" WHERE "versionId" = ${versionId})
    UNION ALL
    (${rows} "VersionFile" WHERE "versionId" = ${versionId} EXCEPT ${rows} "AgentFile" WHERE "agentId" = ${agentId})
  ) AS "differ"`;
  return row?.differ ?? false;
}
