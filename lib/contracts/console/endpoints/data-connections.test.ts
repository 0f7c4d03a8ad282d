import { expect, test } from "vitest";
import { unseal } from "@/lib/auth/seal";
import * as connections from "@/lib/contracts/console/endpoints/data-connections";
import { createSemanticModel, showSemanticModel } from "@/lib/contracts/console/endpoints/semantic-models";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const { createDataConnection, listDataConnections, patchDataConnection, removeDataConnection, showDataConnection } =
  connections;
const MASK = "********";
const CANARY = "canary-5d2b";
type Made = { id: string; rev: number; configuration: Record<string, unknown>; [field: string]: unknown };
const asMade = (body: unknown) => body as Made;

async function make(as: Person, more: object = {}): Promise<Made> {
  const json = { name: "ledger", engine: "postgres", configuration: { host: "db.example" }, ...more };
  const { status, body } = await call(createDataConnection, { as, json });
  expect(status, JSON.stringify(body)).toBe(201);
  return asMade(body);
}
const model = (name: string, connection: string) => ({
  semanticModel: { name, tables: [{ name: "t", base_table: { data_connection_name: connection } }] },
});
const stored = (id: string) => db().dataConnection.findUniqueOrThrow({ where: { id } });

test("hidden values are sealed, shown nowhere, kept by their mask and refused as a mask of nothing", async () => {
  const { owner } = await given.workspace();
  const configuration = {
    host: "db.example",
    user: "reader",
    password: `${CANARY}-1`,
    ssl: { clientKey: `${CANARY}-2`, list: [{ api_TOKEN: `${CANARY}-3` }] },
    url: `postgres://me:${CANARY}-4@db.example/ledger`,
    credentials: { json: { deep: `${CANARY}-5` } },
    dsn: "",
    token: `\${TOKEN}`,
  };
  const { id, ...made } = await make(owner, { configuration });
  const shown = {
    ...configuration,
    password: MASK,
    ssl: { clientKey: MASK, list: [{ api_TOKEN: MASK }] },
    url: `postgres://${MASK}@db.example/ledger`,
    credentials: MASK,
  };
  expect(made.configuration).toEqual(shown);
  const send = (json: object) => call(patchDataConnection, { as: owner, params: { id }, json });
  const patched = await send({ configuration: { user: "writer", password: MASK, ssl: shown.ssl, token: null } });
  expect(asMade(patched.body).configuration).toEqual({ ...shown, user: "writer", token: undefined });
  const row = await stored(id);
  const { token: _, ...kept } = configuration;
  expect(unseal(row.secrets ?? new Uint8Array(), id)).toEqual({ ...kept, user: "writer" });
  const refused = await send({ configuration: { otherPassword: MASK } });
  expect([refused.status, refused.body]).toMatchObject([
    400,
    { error: { code: "invalid_body", fields: { "configuration.otherPassword": expect.any(String) } } },
  ]);
  const list = await call(listDataConnections, { as: owner });
  const audits = await db().auditEvent.findMany({ where: { targetId: id } });
  const events = await db().$queryRaw<object[]>`SELECT to_jsonb(e) FROM "Event" e`;
  const everything = JSON.stringify(
    [made, patched.body, refused.body, list.body, audits, events, row.configuration],
    (_key, value) => (typeof value === "bigint" ? String(value) : value),
  );
  expect(everything).not.toContain(CANARY);
  expect(Buffer.from(row.secrets ?? []).includes(CANARY)).toBe(false);
});

test("a patch lays settings over the stored ones by their first keys, and null takes one away", async () => {
  const { owner } = await given.workspace();
  const { id } = await make(owner, { configuration: { host: "a.example", password: "p", options: { a: 1, b: 2 } } });
  const params = { id };
  const patched = await call(patchDataConnection, {
    as: owner,
    params,
    json: { configuration: { port: 6432, options: { b: 3 }, password: null } },
  });
  expect(patched.body).toMatchObject({ rev: 2 });
  expect(asMade(patched.body).configuration).toEqual({ host: "a.example", port: 6432, options: { b: 3 } });
  expect((await stored(id)).secrets).toBeNull();
  const audit = await db().auditEvent.findFirst({ where: { targetId: id, action: "data_connection.updated" } });
  expect(JSON.stringify([audit?.before, audit?.after])).not.toContain('"p"');
});

test.each<[string, object, string]>([
  ["no engine", { engine: undefined }, "engine"],
  ["an engine that is none", { engine: "oracle" }, "engine"],
  ["no settings", { configuration: undefined }, "configuration"],
  ["a port that is none", { configuration: { port: 70_000 } }, "configuration.port"],
  ["a host with a scheme", { configuration: { host: "https://x" } }, "configuration.host"],
  ["too many settings", { configuration: { note: "x".repeat(33_000) } }, "configuration"],
  ["a tag of nothing", { tags: [""] }, "tags[0]"],
  ["too many tags", { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, "tags"],
  ["a mask", { configuration: { password: MASK } }, "configuration.password"],
  ["a field of the server", { usedBy: 1 }, "usedBy"],
])("%s is refused and named", async (_, more, field) => {
  const { owner } = await given.workspace();
  const json = { name: "x", engine: "postgres", configuration: {}, ...more };
  const { status, body } = await call(createDataConnection, { as: owner, json });
  expect([status, body]).toMatchObject([400, { error: { code: "invalid_body" } }]);
  expect(Object.keys((body as { error: { fields: object } }).error.fields)).toEqual([field]);
});

test("settings that a patch would make too large together are refused", async () => {
  const { owner } = await given.workspace();
  const { id } = await make(owner, { configuration: { a: "x".repeat(20_000) } });
  const json = { configuration: { b: "x".repeat(20_000) } };
  expect((await call(patchDataConnection, { as: owner, params: { id }, json })).status).toBe(400);
});

test("are listed by engine and tag", async () => {
  const { owner } = await given.workspace();
  await make(owner, { name: "a", tags: ["test"] });
  await make(owner, { name: "b", engine: "mysql", tags: ["test", "eu"] });
  const names = async (query: Record<string, string>) => {
    const { body } = await call(listDataConnections, { as: owner, query: { orderBy: '[{"name":"asc"}]', ...query } });
    return (body as { data: { name: string }[] }).data.map(({ name }) => name);
  };
  expect(await names({ engine: "mysql" })).toEqual(["b"]);
  expect(await names({ tag: "test" })).toEqual(["a", "b"]);
  expect(await names({ tag: "test", engine: "redshift" })).toEqual([]);
  expect((await call(listDataConnections, { as: owner, query: { engine: "x" } })).status).toBe(400);
});

test("the engine of one that a draft or a model uses cannot change; everything else can", async () => {
  const { ctx, owner } = await given.workspace();
  const agent = await given.agent(ctx, { name: "scout" });
  const attached = await make(owner);
  await db().agentDataConnection.create({ data: { agentId: agent.id, dataConnectionId: attached.id } });
  const named = await make(owner, { name: "receipts" });
  await call(createSemanticModel, { as: owner, json: model("Receipts", "receipts") });
  const send = (id: string, json: object) => call(patchDataConnection, { as: owner, params: { id }, json });
  for (const [id, words] of [
    [attached.id, "agent 'scout'"],
    [named.id, "semantic data model 'Receipts'"],
  ] as const) {
    const refused = await send(id, { engine: "mysql" });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { error: { code: "in_use", message: expect.stringContaining(words) } },
    ]);
    expect((await send(id, { engine: "postgres", configuration: { port: 1 } })).status).toBe(200);
  }
  const free = await make(owner, { name: "free" });
  expect((await send(free.id, { engine: "mysql" })).body).toMatchObject({ engine: "mysql" });
});

test("a new name is followed by the models of the workspace that name it, and by no others", async () => {
  const { owner } = await given.workspace();
  const { owner: stranger } = await given.workspace();
  const { id } = await make(owner);
  const made = async (as: Person, name: string, connection: string) =>
    asMade((await call(createSemanticModel, { as, json: model(name, connection) })).body).id;
  const [ours, other, foreign] = [
    await made(owner, "Ours", "ledger"),
    await made(owner, "Other", "other"),
    await made(stranger, "Ours", "ledger"),
  ];
  await call(patchDataConnection, { as: owner, params: { id }, json: { name: "ledger-prod" } });
  const named = async (as: Person, model: string) => {
    const { body } = await call(showSemanticModel, { as, params: { id: model } });
    const { rev, semanticModel } = body as { rev: number; semanticModel: { tables: { base_table: object }[] } };
    return [rev, semanticModel.tables[0]?.base_table];
  };
  expect(await named(owner, ours)).toEqual([2, { data_connection_name: "ledger-prod" }]);
  expect(await named(owner, other)).toEqual([1, { data_connection_name: "other" }]);
  expect(await named(stranger, foreign)).toEqual([1, { data_connection_name: "ledger" }]);
  const audits = await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
  expect(audits.map(({ action, after }) => [action, after])).toMatchObject([
    ["data_connection.created", {}],
    ["data_connection.updated", { name: "ledger-prod", modelsInStep: [ours] }],
  ]);
});

test("one that a model names stays, and counts for the agents that have the model", async () => {
  const { ctx, owner } = await given.workspace();
  const { id } = await make(owner);
  const agent = await given.agent(ctx, { name: "scout" });
  const made = asMade((await call(createSemanticModel, { as: owner, json: model("Receipts", "ledger") })).body);
  await db().agentSemanticDataModel.create({ data: { agentId: agent.id, semanticDataModelId: made.id } });
  await db().agentDataConnection.create({ data: { agentId: agent.id, dataConnectionId: id } });
  expect((await call(showDataConnection, { as: owner, params: { id } })).body).toMatchObject({ usedBy: 1 });
  const refused = await call(removeDataConnection, { as: owner, params: { id }, query: { force: "true" } });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { error: { code: "in_use", message: expect.stringContaining("semantic data model 'Receipts'") } },
  ]);
});

test("a test says what it looked at, sends no secrets, and is audited; strangers find nothing", async () => {
  const { owner, workspace } = await given.workspace();
  const { owner: stranger } = await given.workspace();
  const viewer = await given.member(workspace, { role: "viewer" });
  Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: undefined });
  const { id } = await make(owner, { configuration: { host: "127.0.0.1", password: CANARY } });
  const tested = await call(connections.testDataConnection, { as: viewer, params: { id } });
  expect([tested.status, tested.body]).toMatchObject([
    200,
    { ok: false, message: expect.stringContaining("private network"), checks: [{ name: "address", ok: false }] },
  ]);
  expect(JSON.stringify(tested.body)).not.toContain(CANARY);
  const nowhere = await make(owner, { name: "nowhere", engine: "snowflake", configuration: {} });
  const refused = await call(connections.testDataConnection, { as: owner, params: { id: nowhere.id } });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining("'account'")]);
  expect((await call(connections.testDataConnection, { as: stranger, params: { id } })).status).toBe(404);
  const audits = await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } });
  expect(audits.map(({ action }) => action)).toEqual(["data_connection.created", "data_connection.tested"]);
});
