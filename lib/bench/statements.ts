/**
 * The statements that both baselines run: the columns that the product's endpoints answer with, in the same order, but
 * without cursors, access clause and filters. `$1` is the workspace, `$2` the name.
 */
const time = (column: string, form: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${form}')`;

const rows = (where: string) => `
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
    a."retentionTier", NULL AS "purgeAt"
  FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "User" o ON o."id" = a."ownerId"
    LEFT JOIN "Package" n ON n."id" = a."newestPackageId"
  WHERE a."workspaceId" = $1 AND a."deletedAt" IS NULL AND ${where} ORDER BY a."createdAt" DESC, a."id" LIMIT 51`;

const total = (where: string) =>
  `(SELECT count(*)::int FROM "Agent" a WHERE a."workspaceId" = $1 AND a."deletedAt" IS NULL AND ${where})`;

/** Part of a name; of 10,000 agents some hundred have it. */
export const SOUGHT = "agent-77";
const sought = `a."name" ILIKE '%${SOUGHT}%'`;

const listOf = (where: string) => `SELECT page.*, ${total(where)} AS "total" FROM (${rows(where)}) page`;
/** The same with the whole answer made by the database, as the column `text`. */
const listJsonOf = (where: string) => `WITH page AS (${rows(where)})
  SELECT json_build_object('data', coalesce((SELECT json_agg(d) FROM (SELECT * FROM page LIMIT 50) d), '[]'), 'pageInfo',
    json_build_object('total', ${total(where)}, 'hasNextPage', (SELECT count(*) FROM page) > 50,
      'hasPreviousPage', FALSE, 'startCursor', '', 'endCursor', ''))::text AS "text"`;

export const listStatement = listOf("TRUE");
export const listJsonStatement = listJsonOf("TRUE");
export const filterStatement = listOf(sought);
export const filterJsonStatement = listJsonOf(sought);

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

export const oneJsonStatement = `SELECT to_json(one)::text AS "text" FROM (${oneStatement}) one`;

/** The pieces of a prompt, and the prompt as an answer that the database writes. */
export const contextStatement = `SELECT "text" FROM "BenchContext" ORDER BY "place"`;
export const contextJsonStatement = `SELECT json_build_object('system_prompt', string_agg("text", E'\\n\\n' ORDER BY "place"))::text AS "text"
  FROM "BenchContext"`;

/** An agent without its audit row, event and checks. `$1` is the id, `$2` the workspace, `$3` the name. */
export const createStatement = `
  INSERT INTO "Agent" ("id", "workspaceId", "name", "description", "instructions", "models", "hosting", "type", "reviewStatus", "lifecycleState")
  VALUES ($1, $2, $3, 'Reads reports', 'Look twice.', '["openai/gpt-4o"]', 'container', 'business-assistant', 'ACTIVE', 'draft')
  RETURNING "id", "name", "rev"`;

const LIMIT = 50;

/** The page as the product's JSON has it; its cursors are left out, signing them is part of the product's work. */
export function toPage(rows: { total: number }[]): unknown {
  const data = rows.slice(0, LIMIT).map(({ total: _, ...row }) => row);
  const page = { hasNextPage: rows.length > LIMIT, hasPreviousPage: false, startCursor: "", endCursor: "" };
  return { data, pageInfo: { total: rows[0]?.total ?? 0, ...page } };
}
