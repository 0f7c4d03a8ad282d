/**
 * The statements that both baselines run: the columns that the product's endpoints answer with, in the same order, but
 * without cursors, access clause and filters. `$1` is the workspace, `$2` the name.
 */
const time = (column: string, form: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${form}')`;

export const listStatement = `
  SELECT a."id", a."number", a."name", a."description", a."hosting", a."type", a."reviewStatus",
    coalesce(r."observedState", 'stopped') AS "runState", r."isolation", n."version",
    CASE WHEN o."id" IS NULL THEN NULL ELSE json_build_object('id', o."id", 'name', o."name") END AS "owner",
    a."workspaceId"::text AS "workspaceId",
    ARRAY(SELECT t."name" FROM "AgentTag" t WHERE t."agentId" = a."id" ORDER BY t."name") AS "tags",
    (SELECT p."id" FROM "Package" p WHERE p."agentId" = a."id" AND p."status" = 'pending') AS "pendingPackageId",
    coalesce(r."error", CASE WHEN n."status" = 'approved' AND r."desiredPackageId" = n."id"
      AND r."loadedPackageId" IS DISTINCT FROM n."id" THEN n."installError" END) AS "error",
    ${time(`a."createdAt"`, 'MS"Z"')} AS "createdAt", ${time(`a."updatedAt"`, 'MS"Z"')} AS "updatedAt",
    ${time(`r."startedAt"`, 'MS"Z"')} AS "startedAt", a."lifecycleState", ${time(`a."deletedAt"`, 'MS"Z"')} AS "deletedAt",
    a."retentionTier", NULL AS "purgeAt",
    (SELECT count(*)::int FROM "Agent" c WHERE c."workspaceId" = $1 AND c."deletedAt" IS NULL) AS "total"
  FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "User" o ON o."id" = a."ownerId"
    LEFT JOIN "Package" n ON n."id" = a."newestPackageId"
  WHERE a."workspaceId" = $1 AND a."deletedAt" IS NULL ORDER BY a."createdAt" DESC, a."id" LIMIT 51`;

export const oneStatement = `
  SELECT a."number" AS "agent_id", a."name", coalesce(p."manifest"->>'description', '') AS "description",
    a."reviewStatus" AS "status", p."version", coalesce(c."email", '') AS "submitted_by",
    ${time(`a."createdAt"`, "US")} AS "created_at", ${time(`a."updatedAt"`, "US")} AS "updated_at",
    CASE WHEN r."desiredState" = 'running' AND NOT (r."observedState" = 'running'
        AND r."loadedPackageId" IS NOT DISTINCT FROM d."id") THEN coalesce(d."installError",
      CASE WHEN d."installState" = 'loaded' AND r."observedState" = 'exited' THEN r."error" END) END AS "error_message",
    v."email" AS "reviewed_by", ${time(`p."reviewedAt"`, "US")} AS "reviewed_at", p."reason" AS "rejection_reason",
    p."feedback" AS "feedback_message", a."supportsBackground" AS "supports_background"
  FROM "Agent" a JOIN "Package" p ON p."id" = a."newestPackageId" LEFT JOIN "User" c ON c."id" = a."createdById"
    LEFT JOIN "User" v ON v."id" = p."reviewedById" LEFT JOIN "Runtime" r ON r."agentId" = a."id"
    LEFT JOIN "Package" d ON d."id" = r."desiredPackageId"
  WHERE a."workspaceId" = $1 AND a."name" = $2 AND a."deletedAt" IS NULL`;

const LIMIT = 50;

/** The page as the product's JSON has it; its cursors are left out, signing them is part of the product's work. */
export function toPage(rows: { total: number }[]): unknown {
  const data = rows.slice(0, LIMIT).map(({ total: _, ...row }) => row);
  const page = { hasNextPage: rows.length > LIMIT, hasPreviousPage: false, startCursor: "", endCursor: "" };
  return { data, pageInfo: { total: rows[0]?.total ?? 0, ...page } };
}
