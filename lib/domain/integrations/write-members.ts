import { sql, type Tx } from "@/lib/db";
import { assertKnown, kinds, usable } from "@/lib/domain/assignments/access";
import { newId } from "@/lib/domain/ids";
import { unknownMembers } from "@/lib/domain/integrations/access";
import { type MemberKey, type OfferedKind, offeredKinds } from "@/lib/domain/integrations/rules";

export type OfferedIds = Partial<Record<`${OfferedKind}Ids`, string[]>>;

/** Adds members to an integration (`installId` null) or to one of its installs. */
export async function addMembers(
  tx: Tx,
  integrationId: string,
  installId: string | null,
  members: readonly MemberKey[],
): Promise<void> {
  const rows = members.map(({ kind, targetId }) => ({
    id: newId("integrationMember"),
    integrationId,
    installId,
    kind,
    targetId,
    agentId: kind === "agent" ? targetId : null,
  }));
  if (rows.length > 0) await tx.integrationMember.createMany({ data: rows });
}

/** Replaces what an integration offers, kind by kind, where a list is given. Throws `unknown_reference` with every place. */
export async function replaceOffered(
  tx: Tx,
  workspaceId: string,
  integrationId: string,
  ids: OfferedIds,
): Promise<void> {
  const issues = [];
  for (const kind of offeredKinds)
    issues.push(...(await unknownMembers(tx, kind, workspaceId, ids[`${kind}Ids`] ?? [])));
  assertKnown(issues);
  for (const kind of offeredKinds) {
    const wanted = ids[`${kind}Ids`];
    if (!wanted) continue;
    await tx.integrationMember.deleteMany({ where: { integrationId, installId: null, kind } });
    await addMembers(
      tx,
      integrationId,
      null,
      [...new Set(wanted)].map((targetId) => ({ kind, targetId })),
    );
  }
}

/** Takes skills and tools that a workspace no longer gets off its drafts; gives the ids of the agents that lost something. */
export async function takeOffDrafts(tx: Tx, workspaceId: string, targetIds: string[]): Promise<string[]> {
  const lost: string[] = [];
  for (const kind of ["skills", "tools"] as const) {
    const { join, column, table } = kinds[kind];
    const rows = await tx.$queryRaw<{ agentId: string }[]>`DELETE FROM ${join} j USING "Agent" a, ${table} t
      WHERE a."id" = j."agentId" AND a."workspaceId" = ${workspaceId}::uuid AND t."id" = j.${column}
        AND t."id" = ANY(${targetIds}::text[]) AND NOT ${usable(kind, workspaceId)} RETURNING j."agentId"`;
    lost.push(...rows.map(({ agentId }) => agentId));
  }
  const agents = [...new Set(lost)];
  if (agents.length > 0) {
    await tx.$executeRaw`UPDATE "Agent" SET "rev" = "rev" + 1, "updatedAt" = clock_timestamp() WHERE "id" = ANY(${agents})`;
  }
  return agents;
}

/** Removes installs with their members; gives the agents of each workspace that lost something. */
export async function removeInstalls(tx: Tx, integrationId: string, installId: string | null): Promise<string[]> {
  const which = installId === null ? sql`i."integrationId" = ${integrationId}` : sql`i."id" = ${installId}`;
  const installs = await tx.$queryRaw<{ workspaceId: string; targets: string[] }[]>`
    SELECT i."workspaceId"::text AS "workspaceId",
      ARRAY(SELECT m."targetId" FROM "IntegrationMember" m WHERE m."installId" = i."id") AS "targets"
    FROM "IntegrationInstall" i WHERE ${which} FOR UPDATE`;
  await tx.$executeRaw`DELETE FROM "IntegrationInstall" i WHERE ${which}`;
  const lost = [];
  for (const { workspaceId, targets } of installs) lost.push(...(await takeOffDrafts(tx, workspaceId, targets)));
  return lost;
}
