import { type Sql, sql } from "@/lib/db";

export type OfferedKind = "agent" | "skill" | "tool";

/** True where an integration that is installed in one of the workspaces brings the thing of this id, and nobody detached it there. */
export function brought(kind: OfferedKind, id: Sql, workspaces: readonly string[]): Sql {
  return sql`EXISTS (SELECT 1 FROM "IntegrationMember" m JOIN "IntegrationInstall" i ON i."id" = m."installId"
    WHERE m."targetId" = ${id} AND m."kind" = ${kind} AND m."detachedAt" IS NULL AND i."workspaceId" = ANY(${workspaces}::uuid[]))`;
}
