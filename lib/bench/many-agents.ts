import { randomUUID } from "node:crypto";
import type { Client } from "pg";

const WORKSPACES = 100;
/** So many agents each match the selective filters, whatever the number of all. */
export const MATCHES = 500;
const PORTION = 50_000;

const id = (kind: string) => `'${kind}_' || substr(md5('${kind}' || i), 1, 26)`;

/**
 * Agents of every state, spread evenly over the workspaces and over time; `$3` to `$4` of them, every `$2`th called billing.
 * A fifth is live, one in fifty lies in the trash.
 */
const agents = `
  INSERT INTO "Agent" ("id", "workspaceId", "name", "description", "hosting", "ownerId", "createdById", "reviewStatus",
    "lifecycleState", "createdAt", "updatedAt", "deletedAt", "retentionTier")
  SELECT ${id("agt")}, ($1::uuid[])[1 + i % array_length($1::uuid[], 1)],
    CASE WHEN i % $2 = 0 THEN 'Billing' ELSE 'agent' END || '-' || i || '-' || substr(md5(i::text), 1, 6),
    'Reads the reports of department ' || i % 97 || ' and answers questions about them',
    CASE WHEN i % 2 = 0 THEN 'integrated' ELSE 'container' END, $5, $5,
    (ARRAY['ACTIVE', 'ACTIVE', 'ACTIVE', 'PENDING', 'REJECTED', 'DISABLED'])[1 + i / 7 % 6],
    CASE WHEN i % 5 = 0 THEN 'live' ELSE 'draft' END,
    now() - make_interval(secs => i), now() - make_interval(secs => i % 86400, mins => i % 7),
    CASE WHEN i % 50 = 49 THEN now() - make_interval(hours => i % 400) END, CASE WHEN i % 50 = 49 THEN 'medium' END
  FROM generate_series($3::int, $4::int) i`;

const tags = `
  INSERT INTO "AgentTag" ("agentId", "name")
  SELECT ${id("agt")}, 'nightly' FROM generate_series($2::int, $3::int) i WHERE i % 4 = 0
  UNION ALL SELECT ${id("agt")}, 'pilot' FROM generate_series($2::int, $3::int) i WHERE i % $1 = 1`;

/** Every hundredth of the live ones has a version that people without edit rights are shown. */
const versions = `
  INSERT INTO "AgentVersion" ("id", "agentId", "position", "label", "content", "publishedAt")
  SELECT ${id("agv")}, ${id("agt")}, 1, 'v1', '{"description": "Reads the reports of a department"}', now()
  FROM generate_series($1::int, $2::int) i WHERE i % 100 = 0`;
const pointers = `
  UPDATE "Agent" a SET "liveVersionId" = v."id" FROM "AgentVersion" v WHERE v."agentId" = a."id" AND a."liveVersionId" IS NULL`;

/** A hundred workspaces; the first is the one that is there already. */
async function makeWorkspaces(client: Client, first: string): Promise<string[]> {
  const others = Array.from({ length: WORKSPACES - 1 }, () => randomUUID());
  await client.query(
    `INSERT INTO "Workspace" ("id", "slug", "name")
     SELECT w, 'many-' || substr(w::text, 1, 12), 'Workspace ' || substr(w::text, 1, 4) FROM unnest($1::uuid[]) w`,
    [others],
  );
  return [first, ...others];
}

/** So many agents in a hundred workspaces, by SQL. The indexes that slow this down most are made anew afterwards. */
export async function seedManyAgents(client: Client, first: string, ownerId: string, count: number): Promise<void> {
  const workspaces = await makeWorkspaces(client, first);
  const step = count / MATCHES;
  await client.query('DROP INDEX "Agent_name_trgm_idx"');
  for (let from = 0; from < count; from += PORTION) {
    const to = Math.min(from + PORTION, count) - 1;
    await client.query(agents, [workspaces, step, from, to, ownerId]);
    await client.query(tags, [step, from, to]);
    await client.query(versions, [from, to]);
  }
  await client.query(pointers);
  await client.query('CREATE INDEX "Agent_name_trgm_idx" ON "Agent" USING gin ("name" gin_trgm_ops)');
  await client.query("VACUUM ANALYZE");
}
