import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { AuditFilter } from "@/lib/domain/audit/filter";
import { listAudit } from "@/lib/domain/audit/queries";
import type { Ctx } from "@/lib/domain/context";
import { given, type Person, type Place } from "@/lib/testing/given";

type Stored = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = () => db().auditEvent.findMany({ where: { action: { startsWith: "scope." } } });

const here = given.workspace();
const there = given.workspace();
let callers: Record<string, { ctx: Ctx; reads: (row: Stored) => boolean }>;
let place: { home: Place; other: Place; developer: Person };
let rows: Stored[];

/** Two of each combination of place, person, thing and outcome, spread over fourteen months. */
async function makeEvents(workspaces: (string | null)[], people: (string | null)[], targets: (string | null)[]) {
  await db().$executeRaw`INSERT INTO "AuditEvent" ("id", "at", "actorType", "actorId", "via", "action", "targetType",
      "targetId", "targetName", "workspaceId", "outcome", "override")
    SELECT 'aud_scope' || row_number() OVER (), '2025-01-01T00:00:00Z'::timestamptz + interval '3 hours' * row_number() OVER (ORDER BY md5(w || a || t || o)),
      'user', nullif(a, ''), 'x', 'scope.' || CASE WHEN length(t) % 2 = 0 THEN 'even' ELSE 'odd' END, 'agent', nullif(t, ''), 'Thing ' || t,
      nullif(w, '')::uuid, o, o = 'failed'
    FROM unnest(${workspaces.map((w) => w ?? "")}::text[]) w, unnest(${people.map((a) => a ?? "")}::text[]) a,
      unnest(${targets.map((t) => t ?? "")}::text[]) t, unnest(ARRAY['success', 'denied', 'failed']) o, generate_series(1, 2)`;
}

beforeAll(async () => {
  const [{ workspace: home, owner }, { workspace: other, owner: foreign }] = [await here, await there];
  const developer = await given.member(home);
  const viewer = await given.member(home, { role: "viewer" });
  const both = await given.member(home, { role: "admin" });
  await db().membership.create({ data: { workspaceId: other.id, userId: both.id, role: "developer" } });
  const admin = await given.outsider({ instanceAdmin: true });
  const mine = await given.agent(developer.ctx);
  const shared = await given.agent(foreign.ctx);
  const watched = await given.agent(foreign.ctx);
  const lost = await given.agent(owner.ctx, { ownerId: viewer.id });
  await given.share(shared.id, developer, "editor");
  await given.share(watched.id, developer, "viewer");
  const people = [owner, developer, viewer, both, foreign].map(({ id }) => id);
  await makeEvents([null, home.id, other.id], [null, ...people], [null, mine.id, shared.id, watched.id, lost.id]);
  rows = await rowsOf();
  const again = await given.signedIn(both.id);
  const edits = (ids: string[]) => (row: Stored) => ids.includes(row.targetId ?? "");
  place = { home, other, developer };
  callers = {
    "an instance admin reads everything": { ctx: admin.ctx, reads: () => true },
    "an owner reads their workspace and their own acts": {
      ctx: owner.ctx,
      reads: (row) => row.workspaceId === home.id || row.actorId === owner.id,
    },
    "an admin here and developer there reads this workspace and their own acts": {
      ctx: again.ctx,
      reads: (row) => row.workspaceId === home.id || row.actorId === both.id,
    },
    "a developer reads their own acts and what happened to what they edit": {
      ctx: developer.ctx,
      reads: (row) => row.actorId === developer.id || edits([mine.id, shared.id])(row),
    },
    "a viewer reads their own acts, also where they own": {
      ctx: viewer.ctx,
      reads: (row) => row.actorId === viewer.id,
    },
  };
});

const filters: Record<string, (row: Stored) => boolean> = {
  "{}": () => true,
  '{"outcome":"denied"}': (row) => row.outcome === "denied",
  '{"override":true}': (row) => row.override,
  '{"action":"scope.odd"}': (row) => row.action === "scope.odd",
  '{"q":"thing agt"}': (row) => row.targetId !== null,
  '{"from":"2025-01-17T00:00:00.000001Z"}': (row) => row.at > new Date("2025-01-17"),
  '{"to":"2025-02-01T00:00:00Z"}': (row) => row.at < new Date("2025-02-01"),
  '{"from":"2025-01-31T21:00:00Z","to":"2025-03-01T03:00:00Z","outcome":"success"}': (row) =>
    row.at >= new Date("2025-01-31T21:00Z") && row.at < new Date("2025-03-01T03:00Z") && row.outcome === "success",
  '{"from":"2025-02-03T00:00:00Z","to":"2025-02-09T00:00:00Z"}': (row) =>
    row.at >= new Date("2025-02-03") && row.at < new Date("2025-02-09"),
  '{"from":"2025-03-01T01:00:00+01:00"}': (row) => row.at >= new Date("2025-03-01"),
  '{"from":"2026-01-01T00:00:00Z","to":"2025-01-01T00:00:00Z"}': () => false,
};

/** Every event of a list, by its pages, and the totals that they said. */
async function readAll(ctx: Ctx, filter: AuditFilter) {
  const found: string[] = [];
  const totals = new Set<number>();
  let after: string | undefined;
  do {
    const page = await listAudit(ctx, { action: "scope.*", ...filter, limit: 100, after });
    found.push(...page.data.map((row) => row.id));
    totals.add(page.pageInfo.total);
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined;
  } while (after);
  return { found, totals: [...totals] };
}

const newestFirst = (a: Stored, b: Stored) => b.at.getTime() - a.at.getTime() || Number(b.seq - a.seq);

describe("who reads what, with an exact total, under every filter", () => {
  test("as the rules say it of each event by itself", async () => {
    expect(rows).toHaveLength(3 * 6 * 5 * 3 * 2);
    for (const [sentence, { ctx, reads }] of Object.entries(callers))
      for (const [filter, fits] of Object.entries(filters)) {
        const expected = rows.filter((row) => reads(row) && fits(row)).sort(newestFirst);
        const said = await readAll(ctx, JSON.parse(filter));
        expect(said, `${sentence} ${filter}`).toEqual({
          found: expected.map((row) => row.id),
          totals: [expected.length],
        });
      }
  });

  test("also within one workspace, about one person and about one thing", async () => {
    const { home, other, developer } = place;
    const target = rows.find((row) => row.targetId !== null)?.targetId ?? "";
    for (const { ctx, reads } of Object.values(callers)) {
      const told = async (filter: AuditFilter) => (await readAll(ctx, filter)).found.length;
      const known = (fits: (row: Stored) => boolean) => rows.filter((row) => reads(row) && fits(row)).length;
      expect(await told({ workspaceId: home.id })).toBe(known((row) => row.workspaceId === home.id));
      expect(await told({ workspaceId: other.id })).toBe(known((row) => row.workspaceId === other.id));
      expect(await told({ actorId: developer.id })).toBe(known((row) => row.actorId === developer.id));
      expect(await told({ targetId: target })).toBe(known((row) => row.targetId === target));
    }
  });
});

test("the kept counts are what there is, also after many small changes at once", async () => {
  const { workspace } = await given.workspace();
  const insert = (i: number) => db()
    .$executeRaw`INSERT INTO "AuditEvent" ("id", "at", "actorType", "via", "action", "workspaceId")
    SELECT 'aud_kept' || ${i}::int || '_' || n, now(), 'user', 'x', 'kept.row', ${workspace.id}::uuid FROM generate_series(1, 3) n`;
  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 8 }, (_, k) => insert(i * 8 + k)));
  const kept = await db().auditCount.findMany({ where: { workspaceId: workspace.id, action: "kept.row" } });
  expect(kept.reduce((sum, row) => sum + row.events, 0)).toBe(480);
  expect(kept.length).toBeLessThan(100);
});
