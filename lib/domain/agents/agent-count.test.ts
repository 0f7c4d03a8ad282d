import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { withClient } from "@/lib/launch/databases";
import { given, type Place } from "@/lib/testing/given";

type Act = {
  kind: "insert" | "trash" | "status" | "move" | "delete" | "several" | "undone";
  place: number;
  pick: number;
};

const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom("insert", "insert", "trash", "status", "move", "delete", "several", "undone"),
  place: fc.nat(2),
  pick: fc.nat(1_000),
});

const insert = `INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "reviewStatus")
  VALUES ($1, $2, 'x' || $1, 'container', 'ACTIVE')`;
/** One of the workspaces' agents, chosen by a number; nobody waits for one that somebody else is changing. */
const chosen = `(SELECT "id" FROM "Agent" WHERE "workspaceId" = $1 ORDER BY md5("id" || $2) LIMIT 1 FOR UPDATE SKIP LOCKED)`;

const statements: Record<Exclude<Act["kind"], "insert" | "undone">, string> = {
  trash: `UPDATE "Agent" SET "deletedAt" = now(), "retentionTier" = 'short' WHERE "id" = ${chosen}`,
  status: `UPDATE "Agent" SET "reviewStatus" = 'DISABLED', "lifecycleState" = 'live' WHERE "id" = ${chosen}`,
  move: `UPDATE "Agent" SET "rev" = "rev" + 1 WHERE "id" = ${chosen}`,
  delete: `DELETE FROM "Agent" WHERE "id" = ${chosen}`,
  several: `UPDATE "Agent" SET "reviewStatus" = CASE "reviewStatus" WHEN 'ACTIVE' THEN 'PENDING' ELSE 'ACTIVE' END
    WHERE "id" IN (SELECT "id" FROM "Agent" WHERE "workspaceId" = $1 AND $2::text <> '' ORDER BY "id" LIMIT 5 FOR UPDATE SKIP LOCKED)`,
};

/** One after the other in a connection of its own. */
function perform(places: Place[], acts: Act[]): Promise<void> {
  return withClient(process.env.DATABASE_URL ?? "", async (client) => {
    for (const { kind, place, pick } of acts) {
      const workspaceId = places[place]?.id;
      if (kind === "undone") await client.query("BEGIN");
      if (kind === "insert" || kind === "undone") await client.query(insert, [newId("agent"), workspaceId]);
      else await client.query(statements[kind], [workspaceId, String(pick)]);
      if (kind === "undone") await client.query("ROLLBACK");
    }
  });
}

const group = '"workspaceId"::text, "reviewStatus", "hosting", "lifecycleState", coalesce("retentionTier", \'-\')';

/** What rows add up to over all workspaces, combination by combination. */
const sumsOf = (rows: string) =>
  db().$queryRawUnsafe(
    `SELECT r."reviewStatus", r."hosting", r."lifecycleState", r."retentionTier", sum(r."agents")::int AS n FROM (${rows}) r
     GROUP BY 1, 2, 3, 4 HAVING sum(r."agents") <> 0 ORDER BY 1, 2, 3, 4`,
  );

test("kept counts equal counted ones, whoever writes at the same time and whatever is undone", async () => {
  const places = [await given.place(), await given.place(), await given.place()];
  const writers = fc.array(fc.array(anAct, { minLength: 20, maxLength: 60 }), { minLength: 3, maxLength: 4 });
  const property = fc.asyncProperty(writers, async (all) => {
    await Promise.all(all.map((acts) => perform(places, acts)));
    const kept = await db().$queryRawUnsafe(
      `SELECT ${group}, sum("agents")::int AS n FROM "AgentCount" GROUP BY 1, 2, 3, 4, 5 HAVING sum("agents") <> 0 ORDER BY 1, 2, 3, 4, 5`,
    );
    const counted = await db().$queryRawUnsafe(
      `SELECT ${group}, count(*)::int AS n FROM "Agent" GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    );
    expect(kept).toEqual(counted);
    expect(await sumsOf('SELECT * FROM "AgentTotal"')).toEqual(await sumsOf('SELECT 1 AS "agents", * FROM "Agent"'));
  });
  await fc.assert(property, { numRuns: 12 });
  // Differences are folded again and again: there are far fewer of them than there were changes.
  const [rows] = await db().$queryRaw<{ counts: number; totals: number }[]>`
    SELECT (SELECT count(*)::int FROM "AgentCount") AS counts, (SELECT count(*)::int FROM "AgentTotal") AS totals`;
  expect(rows?.counts).toBeLessThan(600);
  expect(rows?.totals).toBeLessThan(200);
}, 60_000);

test("emptying the table empties the counts", async () => {
  const { ctx } = await given.workspace();
  await given.agent(ctx);
  await db().$executeRaw`TRUNCATE "Agent" CASCADE`;
  expect(await db().agentCount.count()).toBe(0);
  expect(await db().agentTotal.count()).toBe(0);
});
