import type { Client } from "pg";

const PORTION = 100_000;

/** Where the events lie and who did them; the first workspace has a fifth of them, the first person a tenth. */
export type Scene = { workspaces: string[]; people: string[]; agents: string[] };

/**
 * Audit events of a year by SQL, the newest first by number: 25 actions, a hundredth refused, a two-hundredth overridden.
 * Unsigned, as from before there were signatures.
 */
const events = `
  INSERT INTO "AuditEvent" ("id", "at", "actorType", "actorId", "actorName", "via", "action", "targetType", "targetId",
    "targetName", "workspaceId", "before", "after", "outcome", "override", "requestId", "address", "userAgent", "signature")
  SELECT 'aud_' || substr(md5('aud' || i), 1, 26), now() - make_interval(secs => ($5::int - i) * 31.5), 'user',
    ($2::text[])[CASE WHEN i % 10 = 0 THEN 1 ELSE 1 + (h >> 3) % array_length($2::text[], 1) END], 'Person ' || i % 977,
    'session', (ARRAY['agent.updated', 'agent.created', 'tool.called', 'tool.called', 'session.created', 'package.approved',
      'package.submitted', 'package.downloaded', 'agent.started', 'agent.stopped', 'share.created', 'agent.deleted'])[1 + (h >> 7) % 12],
    'agent', ($3::text[])[1 + (h >> 5) % array_length($3::text[], 1)], 'agent-' || h % 5000,
    CASE WHEN i % 33 = 0 THEN NULL WHEN i % 5 = 0 THEN ($1::uuid[])[1]
      ELSE ($1::uuid[])[1 + (h >> 9) % array_length($1::uuid[], 1)] END,
    '{"status": "idle", "rev": 4}', '{"status": "deleted", "rev": 5}', CASE WHEN h % 100 = 0 THEN 'denied' ELSE 'success' END,
    h % 200 = 0, 'req_' || i, '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'before'
  FROM (SELECT i, abs(hashint4(i)) AS h FROM generate_series($4::int, $6::int) i) numbered`;

/** So many audit events by SQL; the index that slows this down most is made anew afterwards. */
export async function seedManyEvents(client: Client, scene: Scene, count: number): Promise<void> {
  const { workspaces, people, agents } = scene;
  await client.query('DROP INDEX "AuditEvent_searched_idx"');
  for (let from = 1; from <= count; from += PORTION) {
    const to = Math.min(from + PORTION - 1, count);
    await client.query(events, [workspaces, people, agents, from, count, to]);
  }
  await client.query('CREATE INDEX "AuditEvent_searched_idx" ON "AuditEvent" USING gin ("searched" gin_trgm_ops)');
  await client.query("VACUUM ANALYZE");
}
