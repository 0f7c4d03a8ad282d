/** The statements that both baselines run: what the product's own endpoints answer with, without access clause and audit. */
export const listStatement = `
  SELECT a."id", a."number", a."name", a."description", a."hosting", a."type", a."reviewStatus", r."observedState", r."isolation",
    p."version", u."id" AS "ownerId", u."name" AS "ownerName", a."workspaceId", a."createdAt", a."updatedAt", r."startedAt", r."error",
    (SELECT coalesce(array_agg(t."name" ORDER BY t."name"), '{}') FROM "AgentTag" t WHERE t."agentId" = a."id") AS "tags",
    (SELECT count(*)::int FROM "Agent" c WHERE c."workspaceId" = $1 AND c."deletedAt" IS NULL) AS "total"
  FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "Package" p ON p."id" = a."newestPackageId"
    LEFT JOIN "User" u ON u."id" = a."ownerId"
  WHERE a."workspaceId" = $1 AND a."deletedAt" IS NULL ORDER BY a."createdAt" DESC, a."id" LIMIT 50`;

export const oneStatement = `
  SELECT a."number", a."name", a."description", a."reviewStatus", p."version", u."email", a."createdAt", a."updatedAt", p."installError",
    v."email" AS "reviewedBy", p."reviewedAt", p."reason", p."feedback", a."supportsBackground"
  FROM "Agent" a JOIN "Package" p ON p."id" = a."newestPackageId" JOIN "User" u ON u."id" = p."submittedById"
    LEFT JOIN "User" v ON v."id" = p."reviewedById"
  WHERE a."workspaceId" = $1 AND a."name" = $2 AND a."deletedAt" IS NULL`;

export type ListRow = { total: number; ownerId: string; ownerName: string };

/** The page as the product's JSON has it. */
export function toPage(rows: ListRow[]): unknown {
  const data = rows.map(({ total: _, ownerId, ownerName, ...rest }) => ({
    ...rest,
    owner: { id: ownerId, name: ownerName },
  }));
  return {
    data,
    pageInfo: { total: rows[0]?.total ?? 0, hasNextPage: true, hasPreviousPage: false, startCursor: "", endCursor: "" },
  };
}
