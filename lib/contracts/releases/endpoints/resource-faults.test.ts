import { describe, expect, test } from "vitest";
import * as connections from "@/lib/contracts/releases/endpoints/data-connections";
import * as servers from "@/lib/contracts/releases/endpoints/mcp-servers";
import * as models from "@/lib/contracts/releases/endpoints/semantic-models";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { given } from "@/lib/testing/given";
import { asMade, faultOf, inTenant, modelBody } from "@/lib/testing/tenant-calls";

const MASK = "********";
const cases = [
  {
    kind: "mcp-servers",
    endpoints: servers,
    id: () => newId("mcpServer"),
    body: (name: string) => ({ name, url: "https://mcp.example.com/x", headers: { Authorization: "canary-1" } }),
    change: (name: string) => ({ name }),
    masked: { headers: { "X-New": MASK } },
    wrong: [
      ["no name", { url: "https://mcp.example.com" }, "name"],
      ["a url that is none", { name: "x", url: "ftp://x" }, "url"],
      ["a url with a password", { name: "x", url: "https://a:b@mcp.example.com" }, "url"],
      ["a private address", { name: "x", url: "http://169.254.169.254/" }, "url"],
      ["a url for stdio", { name: "x", transport: "stdio", url: "https://mcp.example.com" }, "url"],
      ["a command for http", { name: "x", transport: "sse", command: "npx" }, "command"],
      ["a header over two lines", { name: "x", headers: { A: "b\r\nc" } }, "headers.A"],
      ["a variable that is none", { name: "x", env: { "1A": "b" } }, "env"],
      ["a field of the server", { name: "x", created_at: "2026-01-01" }, "created_at"],
    ],
  },
  {
    kind: "semantic-data-models",
    endpoints: models,
    id: () => newId("semanticDataModel"),
    body: (name: string) => modelBody(name),
    change: (name: string) => modelBody(name),
    masked: null,
    wrong: [
      ["no model", {}, "semantic_model"],
      ["no name", { semantic_model: { tables: [{}] } }, "semantic_model.name"],
      ["no table", { semantic_model: { name: "x", tables: [] } }, "semantic_model.tables"],
      ["two tables of a name", { semantic_model: { name: "x", tables: [{ name: "a" }, { name: "a" }] } }, "tables[1]"],
      ["a name beside the model", { ...modelBody("x"), name: "x" }, "name"],
    ],
  },
  {
    kind: "data-connections",
    endpoints: connections,
    id: () => newId("dataConnection"),
    body: (name: string) => ({ name, engine: "postgres", configuration: { password: "canary-2" } }),
    change: (name: string) => ({ name }),
    masked: { configuration: { otherToken: MASK } },
    wrong: [
      ["no engine", { name: "x", configuration: {} }, "engine"],
      ["an unknown engine", { name: "x", engine: "oracle", configuration: {} }, "engine"],
      ["no settings", { name: "x", engine: "mysql" }, "configuration"],
      ["a port that is none", { name: "x", engine: "mysql", configuration: { port: 0 } }, "configuration.port"],
      ["an empty tag", { name: "x", engine: "mysql", configuration: {}, tags: [""] }, "tags"],
    ],
  },
] as const;

describe.each(cases)("$kind", ({ kind, endpoints, id: freshId, body, change, masked, wrong }) => {
  const { list, create, show, replace, patch, remove } = endpoints;
  const scene = async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const there = inTenant(workspace.slug);
    const made = asMade(await there(owner, create, {}, { json: body("a") }));
    return { workspace, owner, ctx, there, id: made.id };
  };
  const changing = [
    [replace, { json: body("b") }],
    [patch, { json: change("b") }],
    [remove, {}],
  ] as const;

  test("without credential 401, of a tenant that is not there or foreign the same 403", async () => {
    const { owner, there, id } = await scene();
    const { owner: stranger } = await given.workspace();
    const asked = [[list, {}], [show, {}], [create, { json: body("c") }], ...changing] as const;
    for (const [endpoint, sent] of asked) {
      expect(faultOf(await there(null, endpoint, { id }, sent))).toEqual([401, "unauthenticated"]);
      const foreign = await there(stranger, endpoint, { id }, sent);
      const absent = await inTenant("nowhere-at-all")(owner, endpoint, { id }, sent);
      expect([faultOf(foreign), faultOf(absent)]).toEqual(Array(2).fill([403, "tenant_forbidden"]));
    }
  });

  test("an id that is not there is 404 before a role 403, and that before an old revision 412", async () => {
    const { workspace, owner, there, id } = await scene();
    const other = await given.member(workspace);
    const headers = { "If-Match": '"9"' };
    for (const [endpoint, sent] of changing) {
      expect(faultOf(await there(other, endpoint, { id: freshId() }, { ...sent, headers }))).toEqual([
        404,
        "not_found",
      ]);
      expect(faultOf(await there(other, endpoint, { id }, { ...sent, headers }))).toEqual([403, "forbidden"]);
      expect(faultOf(await there(owner, endpoint, { id }, { ...sent, headers }))).toEqual([412, "precondition_failed"]);
    }
    expect((await there(owner, show, { id })).body).toMatchObject({ name: "a" });
    const kept = await there(owner, patch, { id }, { json: change("b"), headers: { "If-Match": 'W/"1"' } });
    expect([kept.status, kept.headers.get("etag")]).toEqual([200, '"2"']);
    expect((await there(owner, remove, { id }, { headers: { "If-Match": "*" } })).status).toBe(204);
    const viewer = await given.member(workspace, { role: "viewer" });
    expect(faultOf(await there(viewer, create, {}, { json: body("c") }))).toEqual([403, "forbidden"]);
  });

  const faulty: readonly (readonly [string, object, string])[] = wrong;
  test.each(faulty)("%s is 422 and named, and an unknown parameter 400", async (_, json, field) => {
    const { owner, there, id } = await scene();
    for (const asked of [there(owner, create, {}, { json }), there(owner, replace, { id }, { json })]) {
      const { status, body: told } = await asked;
      expect([status, told]).toMatchObject([422, { error: { code: "validation_failed" } }]);
      expect(JSON.stringify(told)).toContain(field);
    }
    expect(faultOf(await there(owner, list, {}, { query: { q: "x" } }))).toEqual([400, "invalid_parameter"]);
    expect(faultOf(await there(owner, list, {}, { query: { next: "x" } }))).toEqual([400, "invalid_cursor"]);
    const headers = { "Content-Type": "text/plain" };
    expect((await there(owner, create, {}, { json, headers })).status).toBe(415);
  });

  test("a name is taken once in the tenant, whoever asks", async () => {
    const { workspace, owner, there, id } = await scene();
    const other = asMade(await there(owner, create, {}, { json: body("b") })).id;
    const dev = await given.member(workspace);
    expect(faultOf(await there(dev, create, {}, { json: body("a") }))).toEqual([409, "name_taken"]);
    expect(faultOf(await there(owner, replace, { id: other }, { json: body("a") }))).toEqual([409, "name_taken"]);
    expect(faultOf(await there(owner, patch, { id: other }, { json: change("a") }))).toEqual([409, "name_taken"]);
    expect((await there(owner, create, {}, { json: body("A") })).status).toBe(201);
    const { workspace: foreign, owner: stranger } = await given.workspace();
    expect((await inTenant(foreign.slug)(stranger, create, {}, { json: body("a") })).status).toBe(201);
    expect((await there(owner, replace, { id }, { json: body("a") })).status).toBe(200);
  });

  test("a repeat under the same Idempotency-Key makes one thing; another body under it is refused", async () => {
    const { owner, there } = await scene();
    const headers = { "Idempotency-Key": `k-${kind}` };
    const first = await there(owner, create, {}, { json: body("once"), headers });
    const again = await there(owner, create, {}, { json: body("once"), headers });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect([first, again].map((one) => one.headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    const other = await there(owner, create, {}, { json: body("other"), headers });
    expect(faultOf(other)).toEqual([409, "idempotency_conflict"]);
    expect((await there(owner, list, {}, { query: { name: "o" } })).body).toMatchObject({ data: [{ name: "once" }] });
  });

  test("what is hidden is never said, its mask keeps it, and a mask of nothing is refused", async () => {
    if (!masked) return;
    const { owner, there, id } = await scene();
    const shown = await there(owner, show, { id });
    const { id: _, created_at, updated_at, ...whole } = asMade(shown);
    const kept = await there(owner, replace, { id }, { json: whole });
    expect([kept.status, kept.headers.get("etag")]).toEqual([200, '"1"']);
    const refused = await there(owner, patch, { id }, { json: masked });
    expect(faultOf(refused)).toEqual([422, "validation_failed"]);
    const where = { where: { id } };
    const row = await (kind === "mcp-servers"
      ? db().mcpServer.findUniqueOrThrow(where)
      : db().dataConnection.findUniqueOrThrow(where));
    const audits = await db().auditEvent.findMany({ where: { targetId: id } });
    const plain = [shown.body, kept.body, refused.body, audits.map(({ after }) => after), { ...row, secrets: null }];
    expect(JSON.stringify(plain)).not.toContain("canary");
    expect(Buffer.from(row.secrets ?? []).includes("canary")).toBe(false);
  });
});
