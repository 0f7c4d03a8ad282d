import type { Pool } from "pg";

export type PackageState = {
  id: string;
  sha256: string;
  size: number;
  version: string;
  status: string;
  installState: string | null;
  /** How often each step is on its timeline. */
  steps: Record<string, number>;
  /** How often each kind of entry is in its thread. */
  thread: Record<string, number>;
};

export type AgentState = {
  id: string;
  name: string;
  owner: string;
  reviewStatus: string;
  newestPackageId: string | null;
  runningPackageId: string | null;
  liveVersionId: string | null;
  deleted: boolean;
  desiredState: string | null;
  desiredPackageId: string | null;
  observedState: string | null;
  loadedPackageId: string | null;
  error: string | null;
  packages: PackageState[];
  versions: { id: string; position: number; label: string; packageId: string | null }[];
};

export type AuditRow = {
  requestId: string;
  action: string;
  outcome: string;
  targetId: string;
  after: Record<string, unknown>;
};

const AGENTS = `
  SELECT a."id", a."name", a."ownerId" AS "owner", a."reviewStatus", a."newestPackageId", a."runningPackageId", a."liveVersionId",
    a."deletedAt" IS NOT NULL AS "deleted", r."desiredState", r."desiredPackageId", r."observedState", r."loadedPackageId", r."error",
    (SELECT coalesce(json_agg(json_build_object('id', p."id", 'sha256', p."sha256", 'size', p."size", 'version', p."version",
        'status', p."status", 'installState', p."installState",
        'steps', (SELECT coalesce(json_object_agg("step", "n"), '{}') FROM (SELECT "step", count(*) AS "n"
          FROM "PackageStep" s WHERE s."packageId" = p."id" GROUP BY 1) x),
        'thread', (SELECT coalesce(json_object_agg("kind", "n"), '{}') FROM (SELECT "kind", count(*) AS "n"
          FROM "ThreadEntry" t WHERE t."packageId" = p."id" GROUP BY 1) x)) ORDER BY p."submittedAt"), '[]')
      FROM "Package" p WHERE p."agentId" = a."id") AS "packages",
    (SELECT coalesce(json_agg(json_build_object('id', v."id", 'position', v."position", 'label', v."label",
        'packageId', v."packageId") ORDER BY v."position"), '[]')
      FROM "AgentVersion" v WHERE v."agentId" = a."id") AS "versions"
  FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" WHERE a."workspaceId" = $1::uuid ORDER BY a."number"`;

/** All agents of a workspace, deleted ones too, with everything that belongs to them. */
export async function readAgents(pool: Pool, workspaceId: string): Promise<AgentState[]> {
  return (await pool.query<AgentState>(AGENTS, [workspaceId])).rows;
}

/** The audit trail of a workspace in the order of its effects. */
export async function readAudit(pool: Pool, workspaceId: string): Promise<AuditRow[]> {
  const query = `SELECT "requestId", "action", "outcome", "targetId", coalesce("after", '{}') AS "after" FROM "AuditEvent"
    WHERE "workspaceId" = $1::uuid AND "action" ~ '^(package|agent)\\.' ORDER BY "seq"`;
  return (await pool.query<AuditRow>(query, [workspaceId])).rows;
}

/** Load jobs that wait or run, in words. */
export async function openLoadJobs(pool: Pool): Promise<string[]> {
  const query = `SELECT format('load job %s is not done: attempt %s, locked by %s at %s, runs at %s: %s', "key", "attempts",
      "locked_by", "locked_at", "run_at", "last_error") AS "words"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t."id" = j."task_id"
    WHERE t."identifier" = 'load_agent'`;
  return (await pool.query<{ words: string }>(query)).rows.map(({ words }) => words);
}
