import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { withClient } from "@/lib/launch/databases";
import { given, type Place } from "@/lib/testing/given";

const anAct = fc.record({
  place: fc.nat(2),
  month: fc.integer({ min: 1, max: 3 }),
  action: fc.constantFrom("agent.created", "agent.deleted"),
  outcome: fc.constantFrom("success", "success", "denied", "failed"),
  override: fc.boolean(),
  rows: fc.integer({ min: 1, max: 4 }),
  undone: fc.boolean(),
});
type Act = typeof anAct extends fc.Arbitrary<infer Value> ? Value : never;

const insert = `
  INSERT INTO "AuditEvent" ("id", "at", "actorType", "via", "action", "workspaceId", "outcome", "override")
  SELECT $1 || '_' || n, $2::timestamptz + n * interval '9 days', 'user', 'x', $3, $4, $5, $6 FROM generate_series(1, $7::int) n`;

/** One after the other in a connection of its own. */
function perform(places: Place[], acts: Act[]): Promise<void> {
  return withClient(process.env.DATABASE_URL ?? "", async (client) => {
    for (const { place, month, action, outcome, override, rows, undone } of acts) {
      const at = `2026-0${month}-10T00:00:00Z`;
      await client.query("BEGIN");
      await client.query(insert, [newId("audit"), at, action, places[place]?.id ?? null, outcome, override, rows]);
      await client.query(undone ? "ROLLBACK" : "COMMIT");
    }
  });
}

const group = '"workspaceId"::text, "action", "outcome", "override"';
const monthColumn = `date_trunc('month', "at" AT TIME ZONE 'UTC')::date`;

test("kept counts of events equal counted ones, whoever writes at the same time and whatever is undone", async () => {
  const places = [await given.place(), await given.place()];
  const writers = fc.array(fc.array(anAct, { minLength: 10, maxLength: 40 }), { minLength: 3, maxLength: 4 });
  const property = fc.asyncProperty(writers, async (all) => {
    await Promise.all(all.map((acts) => perform(places, acts)));
    const kept = await db().$queryRawUnsafe(
      `SELECT ${group}, "month"::text, sum("events")::int AS n FROM "AuditCount" GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    );
    const counted = await db().$queryRawUnsafe(
      `SELECT ${group}, ${monthColumn}::text AS "month", count(*)::int AS n FROM "AuditEvent" GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    );
    expect(kept).toEqual(counted);
  });
  await fc.assert(property, { numRuns: 8 });
}, 60_000);
