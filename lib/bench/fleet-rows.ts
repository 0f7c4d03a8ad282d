import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { newId } from "@/lib/domain/ids";

type Rows = { workspaceId: string; ownerId: string; count: number };

/** A workspace where nobody is. */
export async function seedWorkspace(client: Client): Promise<string> {
  const id = randomUUID();
  await client.query(`INSERT INTO "Workspace" ("id", "slug", "name") VALUES ($1, 'elsewhere', 'Elsewhere')`, [id]);
  return id;
}

/**
 * So many container agents of a workspace that run as far as the database knows, held by a supervisor that is nobody: what is
 * measured from here on is the product's, from HTTP to the statements.
 */
export async function seedRunningAgents(client: Client, { workspaceId, ownerId, count }: Rows): Promise<void> {
  const supervisor = newId("supervisor");
  await client.query(
    `INSERT INTO "Supervisor" ("id", "url", "secret", "isolation", "machine", "lastSeenAt")
     VALUES ($1, 'http://127.0.0.1:9', 'nobody', 'process', 'bench', now() + interval '1 day')`,
    [supervisor],
  );
  await client.query(
    `INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "ownerId", "createdById", "createdAt")
     SELECT 'agt_' || substr(md5($1::text || i), 1, 26), $1::uuid, 'runner-' || i, 'container', $2, $2, now() - make_interval(mins => i)
     FROM generate_series(1, $3::int) i`,
    [workspaceId, ownerId, count],
  );
  await client.query(
    `INSERT INTO "Runtime" ("agentId", "driver", "desiredState", "observedState", "supervisorId", "startedAt", "contextUsed", "contextMax")
     SELECT "id", 'docker', 'running', 'running', $2, now() - interval '1 hour', 1200, 200000
     FROM "Agent" WHERE "workspaceId" = $1::uuid AND "name" LIKE 'runner-%'`,
    [workspaceId, supervisor],
  );
  await client.query('ANALYZE "Agent", "Runtime", "AgentCount"');
}

/** Every one of them was measured this moment. */
export async function measureAll(client: Client, workspaceId: string): Promise<void> {
  await client.query(
    `UPDATE "Runtime" SET "statsAt" = now(), "lastStats" = jsonb_build_object('cpuPercent', 1.5, 'memoryBytes', 104857600,
       'memoryLimitBytes', 4294967296, 'networkRxBytes', 1000, 'networkTxBytes', 1000, 'pids', 4)
     FROM "Agent" a WHERE a."id" = "agentId" AND "driver" = 'docker' AND a."name" LIKE 'runner-%' AND a."workspaceId" = $1`,
    [workspaceId],
  );
}
