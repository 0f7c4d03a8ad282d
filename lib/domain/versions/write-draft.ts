import type { Prisma } from "@/generated/prisma/client";
import { sql, type Tx } from "@/lib/db";
import { draftAttachments, draftContent } from "@/lib/domain/versions/access";
import { type FrozenModel, frozenFiles, frozenModels } from "@/lib/domain/versions/freeze-parts";
import type { Mapping } from "@/lib/domain/versions/map-resources";
import type { VersionAttachments } from "@/lib/domain/versions/rules";

export type DraftVersion = {
  id: string;
  agentId: string;
  position: number;
  label: string;
  parentId: string | null;
  packageId: string | null;
  note: string;
  authorId: string;
  /** What differs from the working copy where production resources stand in the place of test ones. */
  mapped: { attachments: VersionAttachments; models: readonly FrozenModel[]; mapping: Mapping } | null;
};

const json = (value: Prisma.InputJsonValue | undefined) => (value === undefined ? null : JSON.stringify(value));

/**
 * Writes the working copy of a locked agent as the version that is live, in one statement that never takes the texts out of
 * the database. An agent that comes from a package keeps the content of the version before, its parent.
 */
export async function writeDraftAsLive(tx: Tx, version: DraftVersion): Promise<void> {
  const { id, agentId, position, label, parentId, packageId, note, authorId, mapped } = version;
  const content =
    packageId === null ? draftContent : sql`(SELECT p."content" FROM "AgentVersion" p WHERE p."id" = ${parentId})`;
  const attachments = mapped ? sql`${json(mapped.attachments)}::jsonb` : draftAttachments(agentId);
  await tx.$executeRaw`
    WITH written AS (
      INSERT INTO "AgentVersion" ("id", "agentId", "position", "label", "parentId", "packageId", "note", "authorId",
        "content", "attachments", "mapping", "publishedAt")
      SELECT ${id}, a."id", ${position}::int, ${label}, ${parentId}, ${packageId}, ${note}, ${authorId},
        ${content}, ${attachments}, ${json(mapped?.mapping)}::jsonb, ${new Date()}::timestamptz
      FROM "Agent" a WHERE a."id" = ${agentId}),
    files AS (${frozenFiles(agentId, id)}),
    models AS (${frozenModels(agentId, id, mapped?.models)})
    UPDATE "Agent" SET "liveVersionId" = ${id}, "lifecycleState" = 'live', "nameBeforeDraft" = NULL,
      "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${agentId}`;
}
