import { describe, expect, test } from "vitest";
import * as connections from "@/lib/contracts/console/endpoints/data-connections";
import * as mcpServers from "@/lib/contracts/console/endpoints/mcp-servers";
import * as schemas from "@/lib/contracts/console/endpoints/schemas";
import * as skills from "@/lib/contracts/console/endpoints/skills";
import * as tools from "@/lib/contracts/console/endpoints/tools";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

type Kind = { list: Endpoint; create: Endpoint; show: Endpoint; patch: Endpoint; remove: Endpoint };
type Case = [name: string, kind: Kind, noun: string, body: Record<string, unknown>, change: Record<string, unknown>];

const skill: Kind = {
  list: skills.listSkills,
  create: skills.createSkill,
  show: skills.showSkill,
  patch: skills.patchSkill,
  remove: skills.removeSkill,
};
const tool: Kind = {
  list: tools.listTools,
  create: tools.createTool,
  show: tools.showTool,
  patch: tools.patchTool,
  remove: tools.removeTool,
};
const schema: Kind = {
  list: schemas.listSchemas,
  create: schemas.createSchema,
  show: schemas.showSchema,
  patch: schemas.patchSchema,
  remove: schemas.removeSchema,
};
const server: Kind = {
  list: mcpServers.listMcpServers,
  create: mcpServers.createMcpServer,
  show: mcpServers.showMcpServer,
  patch: mcpServers.patchMcpServer,
  remove: mcpServers.removeMcpServer,
};
const connection: Kind = {
  list: connections.listDataConnections,
  create: connections.createDataConnection,
  show: connections.showDataConnection,
  patch: connections.patchDataConnection,
  remove: connections.removeDataConnection,
};
const database = { engine: "postgres", configuration: { host: "db.example", port: 5432 } };
const kinds: Case[] = [
  ["skills", skill, "skill", { text: "# How" }, { text: "# Why", tags: ["a", "b"] }],
  ["tools", tool, "tool", { category: "finance" }, { configuration: { limit: 5 } }],
  ["schemas", schema, "schema", { schema: { type: "object" } }, { schema: { type: "array" } }],
  ["data-connections", connection, "data_connection", database, { tags: ["test", "eu"] }],
  ["mcp-servers", server, "mcp_server", { url: "https://mcp.example.com/x" }, { forceSerialToolCalls: true }],
];

type Made = { id: string; name: string; rev: number; usedBy: number; [field: string]: unknown };
/** The endpoint's schema has checked the reply. */
const asMade = (body: unknown) => body as Made;

async function make(kind: Kind, as: Person, json: Record<string, unknown>): Promise<Made> {
  const { status, body } = await call(kind.create, { as, json });
  expect(status, JSON.stringify(body)).toBe(201);
  return asMade(body);
}
const actions = async (id: string) =>
  (await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } })).map(
    ({ action, outcome }) => `${action} ${outcome}`,
  );

describe.each(kinds)("%s", (path, kind, noun, own, change) => {
  test("are created, shown, listed, changed and deleted, each change with one audit row", async () => {
    const { workspace, owner } = await given.workspace();
    const as = await given.member(workspace);
    const created = await call(kind.create, { as, json: { name: "first", ...own } });
    const made = asMade(created.body);
    expect([created.status, created.headers.get("location")]).toEqual([201, `/api/${path}/${made.id}`]);
    expect(made).toMatchObject({ ...own, name: "first", description: "", usedBy: 0, createdBy: as.id, rev: 1 });
    const shown = await call(kind.show, { as, params: { id: made.id } });
    expect([shown.body, shown.headers.get("etag")]).toEqual([made, '"1"']);
    expect((await call(kind.list, { as: owner })).body).toMatchObject({ data: [made], pageInfo: { total: 1 } });
    const params = { id: made.id };
    const patched = await call(kind.patch, { as, params, json: { ...change, description: "new" } });
    expect(patched.body).toMatchObject({ ...own, ...change, description: "new", rev: 2 });
    const same = await call(kind.patch, { as, params, json: { ...change, description: "new" } });
    expect(asMade(same.body).rev).toBe(2);
    expect((await call(kind.remove, { as, params })).status).toBe(204);
    expect((await call(kind.show, { as, params })).status).toBe(404);
    expect(await actions(made.id)).toEqual([
      `${noun}.created success`,
      `${noun}.updated success`,
      `${noun}.deleted success`,
    ]);
  });

  test("are read by members, made by developers and changed by creator and admins; elsewhere they do not exist", async () => {
    const { workspace } = await given.workspace();
    const [creator, other, viewer, admin] = [
      await given.member(workspace),
      await given.member(workspace),
      await given.member(workspace, { role: "viewer" }),
      await given.member(workspace, { role: "admin" }),
    ];
    const foreign = (await given.workspace()).owner;
    const { id } = await make(kind, creator, { name: "x", ...own });
    const status = async (endpoint: Endpoint, as: Person, json?: unknown) =>
      (await call(endpoint, { as, params: { id }, json })).status;
    expect(await status(kind.create, viewer, { name: "y", ...own })).toBe(403);
    for (const [as, expected] of [
      [creator, 200],
      [admin, 200],
      [other, 403],
      [viewer, 403],
      [foreign, 404],
    ] as const) {
      expect(await status(kind.patch, as, { description: as.name })).toBe(expected);
      expect(await status(kind.show, as)).toBe(expected === 404 ? 404 : 200);
    }
    expect(await status(kind.remove, other)).toBe(403);
    expect(await status(kind.remove, foreign)).toBe(404);
    const absent = await call(kind.show, { as: foreign, params: { id: id.replace(/.{5}$/, "aaaaa") } });
    const hidden = await call(kind.show, { as: foreign, params: { id } });
    const plain = (body: unknown) => JSON.stringify(body).replace(/(req|skl|tol|sch|mcp|dcn)_\w+/g, "$1");
    expect(plain(hidden.body)).toBe(plain(absent.body));
  });

  test("have names of their own in the workspace, and one revision to build on", async () => {
    const { owner } = await given.workspace();
    const elsewhere = (await given.workspace()).owner;
    const first = await make(kind, owner, { name: "taken", ...own });
    await make(kind, elsewhere, { name: "taken", ...own });
    await make(kind, owner, { name: "Taken", ...own });
    const second = await call(kind.create, { as: owner, json: { name: "taken", ...own } });
    expect([second.status, second.body]).toMatchObject([
      409,
      { error: { code: "name_taken", fields: { name: "taken" } } },
    ]);
    const params = { id: first.id };
    const rename = (name: string, tag: string) =>
      call(kind.patch, { as: owner, params, json: { name }, headers: { "if-match": tag } });
    expect((await rename("Taken", '"1"')).status).toBe(409);
    expect((await rename("free", '"7"')).status).toBe(412);
    expect((await rename("free", "nonsense")).status).toBe(412);
    expect((await rename("free", '"1"')).status).toBe(200);
    const gone = await call(kind.remove, { as: owner, params, headers: { "if-match": '"1"' } });
    expect(gone.status).toBe(412);
  });

  test("are searched literally, ordered and paged", async () => {
    const { owner } = await given.workspace();
    for (const name of ["b 100%", "a_1", "C"]) await make(kind, owner, { name, description: `about ${name}`, ...own });
    const list = async (query: Record<string, string>) => {
      const { status, body } = await call(kind.list, { as: owner, query });
      if (status !== 200) return status;
      const { data, pageInfo } = body as { data: Made[]; pageInfo: { endCursor: string; total: number } };
      return { names: data.map(({ name }) => name), total: pageInfo.total, cursor: pageInfo.endCursor };
    };
    expect(await list({ q: "%" })).toMatchObject({ names: ["b 100%"] });
    expect(await list({ q: "ABOUT A_" })).toMatchObject({ names: ["a_1"] });
    const orderBy = '[{"name":"asc"}]';
    const first = await list({ orderBy, limit: "2" });
    expect(first).toMatchObject({ names: ["C", "a_1"], total: 3 });
    expect(await list({ orderBy, limit: "2", after: (first as { cursor: string }).cursor })).toMatchObject({
      names: ["b 100%"],
    });
    const wrong: [string, string][] = [
      ["orderBy", '[{"usedBy":"asc"}]'],
      ["limit", "101"],
      ["after", "x"],
      ["nonsense", "1"],
    ];
    for (const [parameter, value] of wrong) expect(await list({ [parameter]: value })).toBe(400);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["no name", { name: undefined }, "name"],
    ["an empty name", { name: "  " }, "name"],
    ["a long name", { name: "x".repeat(256) }, "name"],
    ["a name of two lines", { name: "a\nb" }, "name"],
    ["a long description", { description: "x".repeat(5_001) }, "description"],
    ["somebody else's workspace", { workspaceId: "5b0e8c9e-0000-4000-8000-000000000000" }, "workspaceId"],
    ["an id", { id: newId("skill") }, "id"],
    ["a creator", { createdBy: "usr_x" }, "createdBy"],
    ["secrets", { secrets: "x" }, "secrets"],
  ])("with %s are refused, and the field is named", async (_, wrong, field) => {
    const { owner } = await given.workspace();
    const refused = await call(kind.create, { as: owner, json: { name: "x", ...own, ...wrong } });
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { error: { code: "invalid_body", fields: { [field]: expect.any(String) } } },
    ]);
  });
});

const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, "v"]));

test.each<[string, Kind, Record<string, unknown>, string]>([
  ["skill without text", skill, { text: "" }, "text"],
  ["skill of 257 KiB", skill, { text: "é".repeat(131_073) }, "text"],
  ["skill with a wrong tag", skill, { text: "x", tags: ["Big"] }, "tags[0]"],
  ["skill with 21 tags", skill, { text: "x", tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, "tags"],
  ["tool with a list as configuration", tool, { configuration: [] }, "configuration"],
  ["tool with 65 KiB", tool, { configuration: { a: "x".repeat(65_536) } }, "configuration"],
  ["tool with a mask that stands for nothing", tool, { configuration: { token: "********" } }, "configuration.token"],
  ["tool with a schema that is not there", tool, { inputSchemaId: newId("jsonSchema") }, "inputSchemaId"],
  ["schema that is none", schema, { schema: { type: "strng" } }, "schema.type"],
  ["schema that needs another", schema, { schema: { $ref: "https://x.example/y" } }, "schema.$ref"],
  ["schema too deep", schema, { schema: nested(40) }, "body"],
  ["server at a file", server, { url: "file:///etc/passwd" }, "url"],
  ["server with a password in its address", server, { url: "https://a:b@x.example/" }, "url"],
  ["server on this machine", server, { url: "http://127.0.0.1:80/" }, "url"],
  ["server on this machine, as a number", server, { url: "http://2130706433/" }, "url"],
  ["server on this machine, as IPv6", server, { url: "http://[::ffff:7f00:1]/" }, "url"],
  ["server named localhost", server, { url: "https://localhost./" }, "url"],
  ["server at the metadata", server, { url: "http://169.254.169.254/latest" }, "url"],
  ["server with command and address", server, { url: "https://x.example/", command: "npx" }, "url"],
  ["remote server with a command", server, { transport: "sse", command: "npx" }, "command"],
  ["server with a broken header", server, { headers: { "X-A": "a\r\nb" } }, "headers.X-A"],
  ["server with a wrong header", server, { headers: { "a b": "x" } }, "headers.a b"],
  ["server with 51 headers", server, { headers: many(51) }, "headers"],
  ["server with 101 variables", server, { env: many(101) }, "env"],
  ["server with a wrong variable", server, { env: { "1A": "x" } }, "env.1A"],
  ["server with a number as header", server, { headers: { a: 1 } }, "headers.a"],
  ["server with an unknown transport", server, { transport: "websocket" }, "transport"],
])("a %s is refused, and the field is named", async (_, kind, own, field) => {
  const { owner } = await given.workspace();
  const { status, body } = await call(kind.create, { as: owner, json: { name: "x", ...own } });
  const { error } = body as { error: { fields: Record<string, string> } };
  expect([status, Object.keys(error.fields)], JSON.stringify(body).slice(0, 300)).toEqual([400, [field]]);
  const nouns = ["skill", "tool", "schema", "mcp_server"];
  expect(await db().auditEvent.count({ where: { actorId: owner.id, targetType: { in: nouns } } })).toBe(0);
});

test("lists are narrowed by tag and transport", async () => {
  const { owner } = await given.workspace();
  await make(skill, owner, { name: "a", text: "x", tags: ["vat", "tax"] });
  await make(skill, owner, { name: "b", text: "x" });
  await make(server, owner, { name: "a", command: "npx", env: { A: "1" } });
  await make(server, owner, { name: "b", url: "https://x.example/" });
  expect((await call(skill.list, { as: owner, query: { tag: "vat" } })).body).toMatchObject({ data: [{ name: "a" }] });
  const stdio = await call(server.list, { as: owner, query: { transport: "stdio" } });
  expect(stdio.body).toMatchObject({ data: [{ name: "a", transport: "stdio", env: { A: "********" } }] });
});

test("a schema that a tool refers to stays, whatever is forced", async () => {
  const { owner } = await given.workspace();
  const used = await make(schema, owner, { name: "s", schema: {} });
  const user = await make(tool, owner, { name: "t", inputSchemaId: used.id });
  const remove = () => call(schema.remove, { as: owner, params: { id: used.id }, query: { force: "true" } });
  const refused = await remove();
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining("tool 't'")]);
  await call(tool.patch, { as: owner, params: { id: user.id }, json: { inputSchemaId: null } });
  expect((await remove()).status).toBe(204);
});
