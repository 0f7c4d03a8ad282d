import { expect, test } from "vitest";
import * as models from "@/lib/contracts/console/endpoints/semantic-models";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const { createSemanticModel, listSemanticModels, patchSemanticModel, removeSemanticModel, showSemanticModel } = models;
type Made = { id: string; name: string; rev: number; [field: string]: unknown };
const asMade = (body: unknown) => body as Made;
const model = (more: object = {}) => ({ name: "Receipts", tables: [{ name: "receipt" }], ...more });

async function make(as: Person, more: object = {}): Promise<Made> {
  const { status, body } = await call(createSemanticModel, { as, json: { semanticModel: model(more) } });
  expect(status, JSON.stringify(body)).toBe(201);
  return asMade(body);
}

test("are created, shown, listed, changed and deleted under the name that they hold, each change with one audit row", async () => {
  const { workspace, owner } = await given.workspace();
  const creator = await given.member(workspace);
  const semanticModel = model({ description: "Scans", own: { kept: [1, null, "é"] } });
  const created = await call(createSemanticModel, { as: creator, json: { semanticModel } });
  const made = asMade(created.body);
  expect([created.status, created.headers.get("location")]).toEqual([201, `/api/semantic-data-models/${made.id}`]);
  expect(made).toMatchObject({
    name: "Receipts",
    description: "Scans",
    source: "muster",
    isMutable: true,
    semanticModel,
    usedBy: 0,
    rev: 1,
  });
  expect(made).not.toHaveProperty("connectionNames");
  const shown = await call(showSemanticModel, { as: creator, params: { id: made.id } });
  expect([shown.body, shown.headers.get("etag")]).toEqual([made, '"1"']);
  expect((await call(listSemanticModels, { as: owner, query: { q: "scan" } })).body).toMatchObject({
    data: [{ ...made, isMutable: true }],
  });
  const params = { id: made.id };
  const json = { semanticModel: model({ name: "Bills", source: "dbt" }) };
  const patched = await call(patchSemanticModel, { as: creator, params, json });
  expect(patched.body).toMatchObject({ name: "Bills", description: "", source: "dbt", rev: 2 });
  expect((await call(patchSemanticModel, { as: creator, params, json })).body).toMatchObject({ rev: 2 });
  expect((await call(patchSemanticModel, { as: creator, params, json: {} })).body).toMatchObject({ rev: 2 });
  expect((await call(removeSemanticModel, { as: creator, params })).status).toBe(204);
  const audits = await db().auditEvent.findMany({ where: { targetId: made.id }, orderBy: { seq: "asc" } });
  expect(audits.map(({ action }) => action)).toEqual([
    "semantic_data_model.created",
    "semantic_data_model.updated",
    "semantic_data_model.deleted",
  ]);
});

test("are read by members and changed by creator and admins, who are told so; elsewhere they do not exist", async () => {
  const { workspace, owner } = await given.workspace();
  const [creator, other] = [await given.member(workspace), await given.member(workspace)];
  const viewer = await given.member(workspace, { role: "viewer" });
  const { owner: stranger } = await given.workspace();
  const params = { id: (await make(creator)).id };
  const json = { semanticModel: model({ description: "x" }) };
  for (const [as, expected, isMutable] of [
    [creator, 200, true],
    [owner, 200, true],
    [other, 403, false],
    [viewer, 403, false],
  ] as const) {
    expect((await call(showSemanticModel, { as, params })).body).toMatchObject({ isMutable });
    expect((await call(patchSemanticModel, { as, params, json })).status).toBe(expected);
  }
  expect((await call(createSemanticModel, { as: viewer, json })).status).toBe(403);
  for (const endpoint of [showSemanticModel, patchSemanticModel, removeSemanticModel]) {
    const sent = endpoint === patchSemanticModel ? { json } : {};
    expect((await call(endpoint, { as: stranger, params, ...sent })).status).toBe(404);
  }
});

test("every problem of a model is told at its place", async () => {
  const { owner } = await given.workspace();
  const semanticModel = { name: "", tables: [{ name: "a" }, { name: "a" }, 5] };
  const { status, body } = await call(createSemanticModel, { as: owner, json: { semanticModel } });
  expect([status, body]).toMatchObject([400, { error: { code: "invalid_body" } }]);
  expect((body as { error: { fields: object } }).error.fields).toEqual({
    "semanticModel.name": "must be a text that is not empty",
    "semanticModel.tables[1].name": "tables[0] has this name already",
    "semanticModel.tables[2]": "must be an object",
  });
  for (const json of [{}, { semanticModel: [] }, { semanticModel: model(), name: "own" }]) {
    expect((await call(createSemanticModel, { as: owner, json })).status).toBe(400);
  }
});

test("have one name each in the workspace", async () => {
  const { owner } = await given.workspace();
  await make(owner);
  const again = await call(createSemanticModel, { as: owner, json: { semanticModel: model() } });
  expect([again.status, again.body]).toMatchObject([409, { error: { code: "name_taken" } }]);
  const other = await make(owner, { name: "receipts" });
  const json = { semanticModel: model() };
  expect((await call(patchSemanticModel, { as: owner, params: { id: other.id }, json })).status).toBe(409);
});

test("up to 5 MiB are kept, more is too large, and a page of large ones is cut before it grows too long", async () => {
  const { owner } = await given.workspace();
  const large = "x".repeat(4 * 1024 * 1024 - 1_000);
  for (const name of ["a", "b", "c"]) await make(owner, { name, note: large });
  const list = (query: Record<string, string>) =>
    call(listSemanticModels, { as: owner, query: { orderBy: '[{"name":"asc"}]', ...query } });
  type Page = { data: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string; total: number } };
  const first = (await list({})).body as Page;
  expect([first.data.map(({ name }) => name), first.pageInfo]).toMatchObject([
    ["a", "b"],
    { hasNextPage: true, total: 3 },
  ]);
  const second = (await list({ after: first.pageInfo.endCursor })).body as Page;
  expect([second.data.map(({ name }) => name), second.pageInfo.hasNextPage]).toEqual([["c"], false]);
  const huge = await call(createSemanticModel, {
    as: owner,
    json: { semanticModel: model({ name: "d", note: large + large }) },
  });
  expect(huge.status).toBe(413);
});

test("one that a live version has stays; one that drafts have goes by force", async () => {
  const { ctx, owner } = await given.workspace();
  const { id } = await make(owner);
  const agent = await given.agent(ctx, { name: "scout" });
  await db().agentSemanticDataModel.create({ data: { agentId: agent.id, semanticDataModelId: id } });
  const refused = await call(removeSemanticModel, { as: owner, params: { id } });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { error: { code: "in_use", agents: [{ name: "scout" }] } },
  ]);
  expect((await call(removeSemanticModel, { as: owner, params: { id }, query: { force: "true" } })).status).toBe(204);
});
