import { expect, test } from "vitest";
import * as trash from "@/lib/contracts/console/endpoints/trash";
import type { PageInfo } from "@/lib/contracts/console/wire/list";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { byId } from "@/lib/domain/agents/rules";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";

type Listed = { data: TrashRow[]; pageInfo: PageInfo };
const as = <T>(answer: Called): T => answer.body as T;
const list = async (person: Person, query = {}) =>
  as<Listed>(await call(trash.listDeletedAgents, { as: person, query }));

test("the trash says who deleted what and when it is gone for good", async () => {
  const { owner, ctx } = await given.workspace();
  const agent = await given.agent(ctx, { name: "scout" });
  await given.agent(ctx, { name: "alive" });
  await removeAgent(ctx, { agent: byId(agent.id), force: false });
  await given.agent(ctx, { name: "scout" });
  const { data, pageInfo } = await list(owner);
  const [row] = data;
  expect(data).toMatchObject([
    {
      id: agent.id,
      name: "scout",
      deletedBy: { id: owner.id, name: owner.name },
      retentionTier: "medium",
      nameTaken: true,
      may: ["restore", "purge"],
    },
  ]);
  expect(pageInfo.total).toBe(1);
  expect(Date.parse(row?.purgeAt ?? "") - Date.parse(row?.deletedAt ?? "")).toBe(30 * 86_400_000);
});

test("who could read an agent sees it in the trash; restoring and purging is for its owner and admins", async () => {
  const { workspace, ctx, owner } = await given.workspace();
  const developer = await given.member(workspace);
  const viewer = await given.member(workspace, { role: "viewer" });
  const deletedAt = new Date();
  await given.agent(developer.ctx, { name: "theirs", deletedAt });
  await given.agent(ctx, { name: "ours", deletedAt });
  const offers = async (person: Person) =>
    Object.fromEntries((await list(person)).data.map((row) => [row.name, row.may.length]));
  expect(await offers(owner)).toEqual({ theirs: 2, ours: 2 });
  expect(await offers(developer)).toEqual({ theirs: 2, ours: 0 });
  expect(await offers(viewer)).toEqual({ theirs: 0, ours: 0 });
  const stranger = await given.workspace();
  expect((await list(stranger.owner)).data).toEqual([]);
});

test("it is searched by name and ordered by name or by the time of the deletion", async () => {
  const { owner, ctx } = await given.workspace();
  await given.agent(ctx, { name: "b%c", deletedAt: new Date("2026-01-01") });
  await given.agent(ctx, { name: "a_c", deletedAt: new Date("2026-01-02") });
  const names = async (query = {}) => (await list(owner, query)).data.map((row) => row.name);
  expect(await names()).toEqual(["a_c", "b%c"]);
  expect(await names({ orderBy: '{"name":"desc"}' })).toEqual(["b%c", "a_c"]);
  expect(await names({ q: "B%" })).toEqual(["b%c"]);
  const first = await list(owner, { limit: "1" });
  expect((await list(owner, { limit: "1", after: first.pageInfo.endCursor ?? "" })).data[0]?.name).toBe("b%c");
});

test.each([
  [{ limit: "0" }, "limit"],
  [{ orderBy: '[{"number":"asc"}]' }, "orderBy[0].number"],
  [{ after: "forged" }, "after"],
  [{ filter: "{}" }, "filter"],
])("refuses %o, naming the parameter", async (query, field) => {
  const { owner } = await given.workspace();
  const answer = await call(trash.listDeletedAgents, { as: owner, query });
  expect([answer.status, Object.keys(as<{ error: { fields: object } }>(answer).error.fields)]).toEqual([400, [field]]);
});
