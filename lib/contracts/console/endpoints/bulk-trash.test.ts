import { expect, test } from "vitest";
import { runInBulk } from "@/lib/contracts/console/endpoints/bulk";
import type { BulkResult } from "@/lib/contracts/console/wire/bulk";
import { db } from "@/lib/db";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";

const as = <T>(answer: Called): T => answer.body as T;
const bulk = (person: Person, body: unknown) => call(runInBulk, { as: person, json: body });
const deletedAt = new Date("2026-01-01");

test("agents are restored together, and one whose name is taken stays in the trash", async () => {
  const { owner, ctx } = await given.workspace();
  const free = await given.agent(ctx, { name: "free", deletedAt });
  const taken = await given.agent(ctx, { name: "taken", deletedAt });
  const living = await given.agent(ctx, { name: "taken" });
  const answer = await bulk(owner, { action: "restore", ids: [free.id, taken.id, living.id] });
  expect(as<BulkResult>(answer)).toMatchObject({
    data: [
      { id: free.id, ok: true, status: "ACTIVE" },
      { id: taken.id, ok: false, status: "deleted", error: { code: "name_taken" } },
      { id: living.id, ok: false, error: { code: "not_deleted" } },
    ],
    summary: { total: 3, succeeded: 1, failed: 2 },
  });
});

test("agents are purged together when their number is confirmed, and only from the trash", async () => {
  const { owner, ctx } = await given.workspace();
  const gone = await given.agent(ctx, { deletedAt });
  const living = await given.agent(ctx);
  const ids = [gone.id, living.id, gone.id];
  const refused = await bulk(owner, { action: "purge", ids, params: { confirm: 3 } });
  expect([refused.status, as<{ error: { fields: object } }>(refused).error.fields]).toEqual([
    400,
    { "params.confirm": "must be the number of ids" },
  ]);
  expect(await db().agent.count({ where: { id: gone.id } })).toBe(1);
  const answer = as<BulkResult>(await bulk(owner, { action: "purge", ids, params: { confirm: 2 } }));
  expect(answer.data.map(({ ok }) => ok)).toEqual([true, false]);
  expect(await db().agent.findMany({ where: { id: { in: ids } }, select: { id: true } })).toEqual([{ id: living.id }]);
});

test("who may not change an agent can neither restore nor purge it", async () => {
  const { workspace, ctx } = await given.workspace();
  const viewer = await given.member(workspace, { role: "viewer" });
  const gone = await given.agent(ctx, { deletedAt });
  for (const body of [
    { action: "restore", ids: [gone.id] },
    { action: "purge", ids: [gone.id], params: { confirm: 1 } },
  ]) {
    const { data } = as<BulkResult>(await bulk(viewer, body));
    expect(data).toMatchObject([{ ok: false, error: { code: "forbidden" } }]);
  }
});
