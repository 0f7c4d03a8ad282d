import { beforeEach, describe, expect, test } from "vitest";
import { restore } from "@/lib/contracts/registry/endpoints/agent-changes";
import { db, sql } from "@/lib/db";
import { purgeTime } from "@/lib/domain/agents/rules";
import { purgeAt } from "@/lib/domain/retention/filter";
import { purgeExpired } from "@/lib/domain/retention/purge-expired";
import type { Doubt } from "@/lib/domain/retention/rules";
import { watchClock } from "@/lib/domain/retention/watch-clock";
import { platformTasks, schedule } from "@/lib/jobs/tasks";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(Date.now() - ms);
const run = () => platformTasks.keep_retention?.({});

/** What the last look saw: it was a moment ago, and nothing has to prove itself. */
async function givenClock(seenAt = ago(0), doubts: Doubt[] = []): Promise<void> {
  await db().retentionClock.upsert({ where: { id: 1 }, create: { seenAt, doubts }, update: { seenAt, doubts } });
}

/** An agent in the trash for so many days; `warned`: so many days ago. */
async function givenTrash(days: number, { tier = "short", warned = null as number | null } = {}) {
  const scene = await given.workspace();
  const { id } = await given.agent(scene.ctx, { deletedAt: ago(days * DAY) });
  const trashWarnedAt = warned === null ? null : ago(warned * DAY);
  await db().agent.update({ where: { id }, data: { retentionTier: tier, trashWarnedAt } });
  return { ...scene, id };
}

const exists = async (id: string) => (await db().agent.count({ where: { id } })) === 1;
const warnings = (userId: string) => db().notification.findMany({ where: { userId, kind: "trash_expiring" } });

beforeEach(() => givenClock());

describe("the trash", () => {
  test("purges what has run out, with the system as actor, one audit row, an event and a job for what is on disk", async () => {
    const { id, workspace } = await givenTrash(7.01, { warned: 3.01 });
    await run();
    expect(await exists(id)).toBe(false);
    const rows = await db().auditEvent.findMany({ where: { targetId: id } });
    expect(rows).toMatchObject([
      { action: "agent.purged", actorType: "system", actorId: null, workspaceId: workspace.id, outcome: "success" },
    ]);
    expect(rows[0]?.before).toMatchObject({ retentionTier: "short", packages: 0 });
    expect(await db().event.count({ where: { targetId: id, type: "agent_purged" } })).toBe(1);
    const jobs = await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE "key" = ${`remains:${id}`}`;
    expect(jobs).toHaveLength(1);
  });

  test.each([
    ["short", 6.99],
    ["medium", 29.99],
    ["long", 89.99],
    ["none", 5_000],
  ])("keeps an agent of tier %s that was deleted %d days ago", async (tier, days) => {
    const { id } = await givenTrash(days, { tier, warned: 4_000 });
    await run();
    expect(await exists(id)).toBe(true);
  });

  test("keeps to the tier of the deletion, whatever the workspace has now", async () => {
    const { id, workspace } = await givenTrash(8, { tier: "long", warned: 4 });
    await db().workspace.update({ where: { id: workspace.id }, data: { retentionTier: "short" } });
    await run();
    expect(await exists(id)).toBe(true);
  });

  test("leaves a living agent alone, and what a person restored between look and purge", async () => {
    const { id, owner, ctx } = await givenTrash(8, { warned: 4 });
    const living = await given.agent(ctx);
    const [restored] = await Promise.all([
      call(restore, { as: owner, params: { agent: id } }),
      purgeExpired(new Date()),
    ]);
    expect([await exists(living.id), await exists(id)]).toEqual([true, restored.status === 200]);
  });

  test("two runs at once purge and warn once", async () => {
    const { id } = await givenTrash(8, { warned: 4 });
    const { owner } = await givenTrash(5);
    await Promise.all([run(), run(), run()]);
    expect(await db().auditEvent.count({ where: { targetId: id, action: "agent.purged" } })).toBe(1);
    expect(await warnings(owner.id)).toHaveLength(1);
  });
});

describe("the warning", () => {
  test("goes once to the owner, three days before; without it nothing is purged, however long ago it was due", async () => {
    const [near, far, overdue] = [await givenTrash(4.01), await givenTrash(3.99), await givenTrash(400)];
    await run();
    await run();
    const [note, ...more] = await warnings(near.owner.id);
    expect([note?.targetId, note?.link, more]).toEqual([near.id, "/trash", []]);
    expect(await warnings(far.owner.id)).toEqual([]);
    expect([(await warnings(overdue.owner.id)).length, await exists(overdue.id)]).toEqual([1, true]);
    await db().agent.update({ where: { id: overdue.id }, data: { trashWarnedAt: ago(3 * DAY + HOUR) } });
    await run();
    expect(await exists(overdue.id)).toBe(false);
  });

  test("goes to those who administer the workspace where the owner has left, and anew after a restore", async () => {
    const { id, owner, workspace, ctx } = await givenTrash(5);
    const gone = await given.outsider();
    await db().agent.update({ where: { id }, data: { ownerId: gone.id } });
    await run();
    expect([(await warnings(owner.id)).length, (await warnings(gone.id)).length]).toEqual([1, 0]);
    await call(restore, { as: owner, params: { agent: id } });
    const row = await db().agent.findUniqueOrThrow({ where: { id } });
    expect([row.trashWarnedAt, row.workspaceId, ctx.workspaceId]).toEqual([null, workspace.id, workspace.id]);
  });
});

describe("a clock that jumps", () => {
  test("by a year forward purges and warns of nothing, until six hours of running are behind it", async () => {
    const { id, owner } = await givenTrash(8, { warned: 4 });
    // To the job it is one and the same whether the clock went ahead or was seen long ago.
    await givenClock(ago(365 * DAY));
    await run();
    await run();
    expect([await exists(id), await warnings(owner.id)]).toEqual([true, []]);
    await givenClock(ago(0), [{ gap: 365 * DAY, proof: 6 * HOUR - 60_000 }]);
    await run();
    expect(await exists(id)).toBe(true);
    await givenClock(ago(0), [{ gap: 365 * DAY, proof: 6 * HOUR }]);
    await run();
    expect(await exists(id)).toBe(false);
  });

  test("holds only what it may be wrong by: what was due before the machine was off goes", async () => {
    const [due, fresh] = [await givenTrash(8, { warned: 4 }), await givenTrash(7.01, { warned: 4 })];
    await givenClock(ago(16 * HOUR));
    await run();
    expect([await exists(due.id), await exists(fresh.id)]).toEqual([false, true]);
    await givenClock(ago(0), [{ gap: 16 * HOUR, proof: 6 * HOUR }]);
    await run();
    expect(await exists(fresh.id)).toBe(false);
  });

  test("back, or seen for the first time, holds as well", async () => {
    const { id } = await givenTrash(8, { warned: 4 });
    await givenClock(ago(-DAY));
    await run();
    await db().retentionClock.deleteMany();
    await run();
    expect(await exists(id)).toBe(true);
    const clock = await db().retentionClock.findUniqueOrThrow({ where: { id: 1 } });
    expect(clock.doubts).toEqual([{ gap: null, proof: 0 }]);
  });

  test("is read from the database, by one look after the other", async () => {
    await db().retentionClock.deleteMany();
    const seen = await Promise.all(Array.from({ length: 8 }, () => watchClock(null).catch(() => null)));
    expect(seen.filter((one) => one !== null)).toEqual([]);
    expect(await db().retentionClock.count()).toBe(1);
  });
});

test("the rule in SQL is the rule of the pages, and the job runs at start and far oftener than daily", async () => {
  for (const tier of ["short", "medium", "long", "none"]) {
    const { id } = await givenTrash(1, { tier });
    const [row] = await db().$queryRaw<{ at: Date | null; deletedAt: Date }[]>(
      sql`SELECT ${purgeAt} AS "at", a."deletedAt" FROM "Agent" a WHERE a."id" = ${id}`,
    );
    expect(row?.at ?? null).toEqual(purgeTime(row?.deletedAt ?? new Date(0), tier));
  }
  expect(schedule).toContainEqual({ task: "keep_retention", cron: "11,26,41,56 * * * *", atStart: true });
});
