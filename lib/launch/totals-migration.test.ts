import { expect, test } from "vitest";
import { acrossMigration } from "@/lib/testing/across-migration";

/** Agents of two workspaces, some of them in the trash, and of the system. */
const before = `
  INSERT INTO "Workspace" ("id", "slug", "name") SELECT gen_random_uuid(), 'w' || i, 'W' FROM generate_series(1, 2) i;
  INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "reviewStatus", "deletedAt", "retentionTier")
  SELECT 'agt_' || i, CASE WHEN i % 4 > 0 THEN (SELECT "id" FROM "Workspace" WHERE "slug" = 'w' || 1 + i % 2) END, 'a' || i, 'container',
    (ARRAY['ACTIVE', 'PENDING'])[1 + i % 2], CASE WHEN i % 5 = 1 AND i % 4 > 0 THEN now() END, CASE WHEN i % 5 = 1 AND i % 4 > 0 THEN 'short' END
  FROM generate_series(1, 40) i;`;

const of = (table: string, agents: string) =>
  `SELECT "reviewStatus", "retentionTier", sum(${agents})::int AS n FROM "${table}" GROUP BY 1, 2 ORDER BY 1, 2`;

test("agents that were there before are in the counts over all workspaces, and what changes afterwards is too", async () => {
  await acrossMigration("_agent_totals", before, async (rows) => {
    const counted = await rows(of("Agent", "1"));
    expect(counted).toHaveLength(4);
    expect(await rows(of("AgentTotal", '"agents"'))).toEqual(counted);
    await rows(`DELETE FROM "Agent" WHERE "reviewStatus" = 'PENDING'`);
    await rows(`UPDATE "Agent" SET "deletedAt" = NULL, "retentionTier" = NULL`);
    const totals = await rows(`SELECT * FROM (${of("AgentTotal", '"agents"')}) t WHERE t.n <> 0`);
    expect(totals).toEqual(await rows(of("Agent", "1")));
  });
});
