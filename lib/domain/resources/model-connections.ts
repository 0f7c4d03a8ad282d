import type { Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";
import type { Reader } from "@/lib/domain/query";
import { jsonSize } from "@/lib/domain/resources/rules";
import { connectionNamesIn, withConnectionNames } from "@/lib/domain/semantic-models/rules";

const MOST_NAMED = 20;

/** The first models of the workspace that name a data connection. */
export function listModelsNaming(db: Reader | Tx, connectionId: string): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw<{ id: string; name: string }[]>`
    SELECT m."id", m."name" FROM "DataConnection" c JOIN "SemanticDataModel" m
      ON m."workspaceId" = c."workspaceId" AND m."connectionNames" @> ARRAY[c."name"]
    WHERE c."id" = ${connectionId} ORDER BY m."name" COLLATE "C", m."id" LIMIT ${MOST_NAMED}`;
}

/** Lets connections of these names keep them until the model that names them is stored: who renames one then finds the model. */
export async function lockConnections(tx: Tx, workspaceId: string, names: string[]): Promise<void> {
  if (names.length === 0) return;
  await tx.$executeRaw`SELECT 1 FROM "DataConnection"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "name" = ANY(${names}::text[]) ORDER BY "id" FOR SHARE`;
}

async function rename(tx: Tx, change: Change, workspaceId: string, id: string, names: ReadonlyMap<string, string>) {
  // One at a time, because a model can be large.
  const found = await tx.semanticDataModel.findUniqueOrThrow({
    where: { id },
    select: { name: true, semanticModel: true },
  });
  const model = withConnectionNames(found.semanticModel, names);
  await tx.$executeRaw`UPDATE "SemanticDataModel" SET "semanticModel" = ${JSON.stringify(model)}::jsonb,
    "connectionNames" = ${connectionNamesIn(model)}::text[], "size" = ${jsonSize(model)},
    "rev" = "rev" + 1, "updatedAt" = clock_timestamp() WHERE "id" = ${id}`;
  const data = { kind: "semantic-data-models", change: "updated" };
  const { name } = found;
  await change.emit({ topic: "resources", type: "resource_changed", targetId: id, name, workspaceId, data });
}

/** After a connection got another name, lets the models of the workspace that name it follow; their ids. */
export async function keepModelsInStep(
  tx: Tx,
  change: Change,
  workspaceId: string,
  [before, after]: [before: string, after: string],
): Promise<string[]> {
  const models = await tx.$queryRaw<{ id: string }[]>`SELECT m."id" FROM "SemanticDataModel" m
    WHERE m."workspaceId" = ${workspaceId}::uuid AND m."connectionNames" @> ARRAY[${before}]::text[]
    ORDER BY m."id" FOR UPDATE`;
  for (const { id } of models) await rename(tx, change, workspaceId, id, new Map([[before, after]]));
  return models.map(({ id }) => id);
}
