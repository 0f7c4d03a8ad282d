import { expect, test } from "vitest";
import { withDatabase } from "@/lib/testing/database";
import { withClient } from "./databases";
import { readMigrations } from "./migrate";

const migrations = readMigrations("prisma/migrations");
const at = migrations.findIndex(({ name }) => name.endsWith("_agent_totals"));
const sqlOf = (some: typeof migrations) => some.map(({ sql }) => sql).join("\n");

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
  await withDatabase(
    (url) =>
      withClient(url, async (client) => {
        await client.query(sqlOf(migrations.slice(0, at)));
        await client.query(before);
        await client.query(sqlOf(migrations.slice(at)));
        const rows = async (text: string) => (await client.query(text)).rows;
        const counted = await rows(of("Agent", "1"));
        expect(counted).toHaveLength(4);
        expect(await rows(of("AgentTotal", '"agents"'))).toEqual(counted);
        await client.query(`DELETE FROM "Agent" WHERE "reviewStatus" = 'PENDING'`);
        await client.query(`UPDATE "Agent" SET "deletedAt" = NULL, "retentionTier" = NULL`);
        const totals = (await rows(of("AgentTotal", '"agents"'))).filter(({ n }) => n !== 0);
        expect(totals).toEqual(await rows(of("Agent", "1")));
      }),
    { migrated: false },
  );
});
