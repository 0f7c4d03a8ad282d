import { expect, test } from "vitest";
import { db, readRows, sql } from "@/lib/db";
import { type FleetCounts, scopeOf } from "@/lib/domain/load/fleet-counts";
import { getFleetNow } from "@/lib/domain/load/queries";
import { given, type Person, type Place } from "@/lib/testing/given";

const AGENTS = 240;

/** Agents of both workspaces and of the system in every state that is counted, as it comes. */
async function fillWith(places: Place[], submitter: Person): Promise<void> {
  const workspaces = places.map(({ id }) => id);
  await db().$executeRaw`
    INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "reviewStatus", "deletedAt", "retentionTier")
    SELECT 'agt_' || lpad(i::text, 26, '0'), CASE WHEN i % 8 > 0 THEN (${workspaces}::uuid[])[1 + i % 2] END, 'counted-' || i, 'integrated',
      (ARRAY['ACTIVE', 'PENDING', 'REJECTED', 'DISABLED'])[1 + i % 4], CASE WHEN i % 7 = 0 AND i % 8 > 0 THEN now() END,
      CASE WHEN i % 7 = 0 AND i % 8 > 0 THEN 'short' END FROM generate_series(1, ${AGENTS}) i`;
  await db().$executeRaw`
    INSERT INTO "Package" ("id", "agentId", "workspaceId", "name", "version", "versionKey", "sha256", "size", "unpackedBytes",
      "manifest", "files", "findings", "findingCounts", "root", "status", "submittedById", "installState")
    SELECT 'pkg_' || lpad(i::text, 26, '0'), a."id", ${workspaces[0]}::uuid, 'p', '1.' || i || '.0', '1', encode(sha256(i::text::bytea), 'hex'), 1, 1, '{}', '[]', '[]', '{}', '',
      'approved', ${submitter.id}, CASE WHEN i % 3 = 0 THEN 'failed' ELSE 'loaded' END
    FROM generate_series(1, ${AGENTS}) i JOIN "Agent" a ON a."id" = 'agt_' || lpad((i / 2 * 2)::text, 26, '0') WHERE i % 5 > 1`;
  await db().$executeRaw`
    UPDATE "Agent" a SET "newestPackageId" = (SELECT max(p."id") FROM "Package" p WHERE p."agentId" = a."id")`;
  await db().$executeRaw`
    INSERT INTO "Runtime" ("agentId", "observedState", "error")
    SELECT a."id", (ARRAY['running', 'exited', 'stopped'])[1 + a."number" % 3], CASE WHEN a."number" % 2 = 0 THEN 'It ended' END
    FROM "Agent" a WHERE a."number" % 5 > 0`;
}

/** One by one, without kept counts and indexes. */
async function countedIn({ ctx }: Person, workspaceId: string | null): Promise<FleetCounts | undefined> {
  const [row] = await readRows<FleetCounts>(sql`
    SELECT count(*) FILTER (WHERE x."alive")::int AS "total",
      count(*) FILTER (WHERE x."alive" AND x."state" = 'running')::int AS "running",
      count(*) FILTER (WHERE x."alive" AND x."state" = 'stopped')::int AS "stopped",
      count(*) FILTER (WHERE x."alive" AND x."state" = 'exited')::int AS "exited",
      count(*) FILTER (WHERE x."alive" AND x."failed")::int AS "failed",
      count(*) FILTER (WHERE x."alive" AND x."review" = 'PENDING')::int AS "pendingReview",
      count(*) FILTER (WHERE NOT x."alive")::int AS "deleted"
    FROM (SELECT a."deletedAt" IS NULL AS "alive", coalesce(r."observedState", 'stopped') AS "state", a."reviewStatus" AS "review",
        ((r."observedState" = 'exited' AND r."error" IS NOT NULL) OR n."installState" = 'failed') IS TRUE AS "failed"
      FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "Package" n ON n."id" = a."newestPackageId"
      WHERE ${scopeOf(ctx, workspaceId)}) x`);
  return row;
}

test("the fleet's counts are those of the agents that one can read, counted one by one", async () => {
  const [one, two] = [await given.workspace(), await given.workspace()];
  await fillWith([one.workspace, two.workspace], one.owner);
  const both = await given.member(one.workspace, { role: "viewer" });
  const guest = await given.outsider();
  const shared = await db().agent.findMany({ where: { workspaceId: two.workspace.id }, take: 20 });
  for (const { id } of shared) for (const person of [guest, one.owner]) await given.share(id, person, "viewer");
  const root = await given.outsider({ instanceAdmin: true });
  const people = { owner: one.owner, viewer: both, other: two.owner, guest, root };
  const totals: number[] = [];
  for (const [name, person] of Object.entries(people)) {
    for (const workspaceId of [null, one.workspace.id, two.workspace.id]) {
      const { counts } = await getFleetNow(person.ctx, { workspaceId });
      expect(counts, name).toEqual(await countedIn(person, workspaceId));
      totals.push(counts.total);
    }
  }
  expect(new Set(totals).size).toBeGreaterThan(5);
});
