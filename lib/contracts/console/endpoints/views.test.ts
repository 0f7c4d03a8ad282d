import { describe, expect, test } from "vitest";
import {
  createSavedView,
  listSavedViews,
  patchSavedView,
  removeSavedView,
} from "@/lib/contracts/console/endpoints/views";
import type { SavedView } from "@/lib/contracts/console/wire/view";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

async function saved(as: Person, json: Record<string, unknown> = {}): Promise<SavedView> {
  const answer = await call(createSavedView, { as, json: { page: "agents", name: "Failed", query: "", ...json } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as SavedView;
}
async function listed(as: Person, query: Record<string, string> = {}): Promise<SavedView[]> {
  return ((await call(listSavedViews, { as, query })).body as { data: SavedView[] }).data;
}
const namesOf = async (as: Person) => (await listed(as)).map((view) => view.name);
const patch = (as: Person, view: string, json: unknown) => call(patchSavedView, { as, params: { view }, json });
const remove = (as: Person, view: string) => call(removeSavedView, { as, params: { view } });
const auditOf = (targetId: string) =>
  db().auditEvent.findMany({ where: { targetId, targetType: "view" }, orderBy: { seq: "asc" } });

describe("a saved view", () => {
  test("is created, listed, changed and deleted by its owner, each with one audit row", async () => {
    const { owner } = await given.workspace();
    const view = await saved(owner, { name: " Failed in prod ", query: "status=failed&tags=prod", columns: ["name"] });
    expect(view).toEqual({
      id: expect.stringMatching(/^viw_/),
      page: "agents",
      name: "Failed in prod",
      query: "status=failed&tags=prod",
      columns: ["name"],
      shared: false,
      default: false,
      owner: { id: owner.id, name: owner.name },
      rev: 1,
    });
    expect(await listed(owner)).toEqual([view]);
    const changed = await patch(owner, view.id, { name: "Broken", columns: ["name", "status"] });
    expect(changed.body).toEqual({ ...view, name: "Broken", columns: ["name", "status"], rev: 2 });
    expect((await patch(owner, view.id, { name: "Broken" })).body).toEqual(changed.body);
    expect((await remove(owner, view.id)).status).toBe(204);
    expect((await remove(owner, view.id)).status).toBe(404);
    const rows = await auditOf(view.id);
    expect(rows.map((row) => row.action)).toEqual(["view.created", "view.updated", "view.deleted"]);
    expect(rows[1]).toMatchObject({ before: { name: "Failed in prod", columns: ["name"] }, after: { name: "Broken" } });
  });

  test("is private until it is shared; then the workspace reads it, and owner and admins change it", async () => {
    const { workspace, owner } = await given.workspace();
    const maker = await given.member(workspace, { role: "viewer" });
    const peer = await given.member(workspace);
    const stranger = (await given.workspace()).owner;
    const { id } = await saved(maker, { name: "Mine" });
    expect([await namesOf(maker), await namesOf(peer), await namesOf(owner)]).toEqual([["Mine"], [], []]);
    for (const as of [peer, owner, stranger]) expect((await patch(as, id, { name: "x" })).status).toBe(404);
    await patch(maker, id, { shared: true });
    expect([await namesOf(peer), await namesOf(owner), await namesOf(stranger)]).toEqual([["Mine"], ["Mine"], []]);
    expect([(await patch(peer, id, { name: "x" })).status, (await remove(peer, id)).status]).toEqual([403, 403]);
    expect((await patch(stranger, id, { name: "x" })).status).toBe(404);
    expect((await patch(owner, id, { name: "Ours" })).body).toMatchObject({ name: "Ours", owner: { id: maker.id } });
    expect((await patch(owner, id, { default: true })).status).toBe(403);
    expect((await remove(owner, id)).status).toBe(204);
  });

  test("dies for somebody who left the workspace", async () => {
    const { workspace } = await given.workspace();
    const leaver = await given.member(workspace);
    const { id } = await saved(leaver);
    await db().membership.deleteMany({ where: { userId: leaver.id } });
    const outside = await given.signedIn(leaver.id);
    expect((await patch(outside, id, { name: "x" })).status).toBe(404);
  });

  test("is one person's default for one page; the newer choice takes it from the older", async () => {
    const { workspace, owner } = await given.workspace();
    const peer = await given.member(workspace);
    const [first, second] = [await saved(owner, { default: true, shared: true }), await saved(owner)];
    const other = await saved(owner, { page: "audit", default: true });
    await patch(owner, second.id, { default: true });
    const mine = new Map((await listed(owner)).map((view) => [view.id, view.default]));
    expect([mine.get(first.id), mine.get(second.id), mine.get(other.id)]).toEqual([false, true, true]);
    await patch(owner, first.id, { default: true });
    expect((await listed(peer)).map((view) => view.default)).toEqual([false]);
  });

  test("many choices of a default at once leave one", async () => {
    const { owner } = await given.workspace();
    const views = await Promise.all(Array.from({ length: 6 }, () => saved(owner)));
    const answers = await Promise.all([
      ...views.map((view) => patch(owner, view.id, { default: true })),
      ...views.map(() =>
        call(createSavedView, { as: owner, json: { page: "agents", name: "n", query: "", default: true } }),
      ),
    ]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 201]));
    expect((await listed(owner)).filter((view) => view.default)).toHaveLength(1);
  });
});

describe("refused", () => {
  test.each([
    ["name", { name: " " }],
    ["name", { name: "n".repeat(81) }],
    ["name", { name: "two\nlines" }],
    ["page", { page: "secrets" }],
    ["query", { query: "ü".repeat(2_049) }],
    ["query", { query: "a\u0007b" }],
    ["columns[0]", { columns: ["<b>"] }],
    ["columns", { columns: ["name", "name"] }],
    ["shared", { shared: "yes" }],
    ["id", { id: newId("view") }],
    ["ownerId", { ownerId: "usr_1" }],
    ["rev", { rev: 7 }],
  ])("%s", async (field, wrong) => {
    const { owner } = await given.workspace();
    const json = { page: "agents", name: "Failed", query: "", ...wrong };
    const answer = await call(createSavedView, { as: owner, json });
    expect([answer.status, answer.body]).toMatchObject([400, { error: { code: "invalid_body" } }]);
    expect(Object.keys((answer.body as { error: { fields: object } }).error.fields)).toEqual([field]);
  });

  test("more than 100 of one person, also when many come at once", async () => {
    const { owner, workspace } = await given.workspace();
    const rest = { workspaceId: workspace.id, ownerId: owner.id, page: "agents", name: "n", query: "" };
    await db().savedView.createMany({ data: Array.from({ length: 97 }, () => ({ id: newId("view"), ...rest })) });
    const json = { page: "agents", name: "n", query: "" };
    const answers = await Promise.all(Array.from({ length: 6 }, () => call(createSavedView, { as: owner, json })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 403, 403, 403]);
  });

  test("who belongs to no workspace", async () => {
    const outsider = await given.outsider();
    const json = { page: "agents", name: "n", query: "" };
    expect((await call(createSavedView, { as: outsider, json })).status).toBe(403);
    expect((await call(listSavedViews, { as: outsider })).status).toBe(403);
  });
});

test("the list is filtered, ordered and paged", async () => {
  const { owner } = await given.workspace();
  for (const name of ["b", "a", "c 100%"]) await saved(owner, { name });
  await saved(owner, { name: "elsewhere", page: "audit" });
  const names = async (query: Record<string, string>) => (await listed(owner, query)).map((view) => view.name);
  expect(await names({ page: "agents", orderBy: '[{"name":"asc"}]' })).toEqual(["a", "b", "c 100%"]);
  expect(await names({ page: "agents" })).toEqual(["c 100%", "a", "b"]);
  expect(await names({ q: "0%" })).toEqual(["c 100%"]);
  const first = (await call(listSavedViews, { as: owner, query: { limit: "2" } })).body as {
    pageInfo: { endCursor: string; total: number };
  };
  expect(first.pageInfo.total).toBe(4);
  expect(await names({ limit: "2", after: first.pageInfo.endCursor })).toEqual(["a", "b"]);
});
