import { sql, type Tx } from "@/lib/db";
import { withConnectionNames } from "@/lib/domain/semantic-models/rules";
import type { Pairs } from "@/lib/domain/versions/map-resources";

/** Freezes the files and semantic data models of an agent's working copy with a version that is being written. */
export async function freezeDraft(tx: Tx, agentId: string, versionId: string): Promise<void> {
  await tx.$executeRaw`INSERT INTO "VersionFile" ("versionId", "path", "size", "sha256")
    SELECT ${versionId}, f."path", f."size", f."sha256" FROM "AgentFile" f WHERE f."agentId" = ${agentId}`;
  await tx.$executeRaw`
    INSERT INTO "VersionModel" ("versionId", "modelId", "name", "description", "semanticModel", "connections")
    SELECT ${versionId}, m."id", m."name", m."description", m."semanticModel",
      coalesce((SELECT jsonb_object_agg(c."name", c."id") FROM "DataConnection" c
        WHERE c."workspaceId" = m."workspaceId" AND c."name" = ANY(m."connectionNames")), '{}')
    FROM "AgentSemanticDataModel" j JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
    WHERE j."agentId" = ${agentId}`;
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

/** Lets the frozen models of a version name production connections in the place of test ones. */
export async function renameFrozen(
  tx: Tx,
  versionId: string,
  map: Pairs,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  if (Object.keys(map).length === 0) return;
  for (const model of await tx.versionModel.findMany({ where: { versionId } })) {
    const known = Object.entries(Object(model.connections) as Pairs);
    const ids = new Map(known.map(([name, id]) => [name, map[id] ?? id]));
    const renamed = new Map(known.flatMap(([name, id]) => (map[id] ? [[name, names.get(map[id]) ?? name]] : [])));
    if (renamed.size === 0) continue;
    const connections = Object.fromEntries([...ids].map(([name, id]) => [renamed.get(name) ?? name, id]));
    const semanticModel = withConnectionNames(Object(model.semanticModel) as object, renamed);
    const where = { versionId_modelId: { versionId, modelId: model.modelId } };
    await tx.versionModel.update({ where, data: { semanticModel, connections } });
  }
}

/** Ids of the data connections that frozen models of a version name. */
export async function frozenConnections(tx: Tx, versionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT DISTINCT e."value" AS "id"
    FROM "VersionModel" m CROSS JOIN LATERAL jsonb_each_text(m."connections") e WHERE m."versionId" = ${versionId}`;
  return rows.map(({ id }) => id);
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
