import { describe, expect, test } from "vitest";
import { listAgents } from "@/lib/contracts/registry/endpoints/read";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { withClient } from "@/lib/launch/databases";
import { call } from "@/lib/testing/call";
import { given, type Person, type Place } from "@/lib/testing/given";
import { givenInstall, givenPublished, givenRow } from "@/lib/testing/registry-scene";

process.env.MUSTER_RATE_LIMIT = "0";

type PageInfo = {
  total: number;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};
type Listed = {
  data: { id: string; name: string; description: string; workspaceId: string | null }[];
  pageInfo: PageInfo;
};

async function list(as: Person, query: Record<string, string> = {}): Promise<Listed> {
  const { status, body } = await call(listAgents, { as, query });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Listed;
}
const names = async (as: Person, query: Record<string, string> = {}) =>
  (await list(as, query)).data.map((one) => one.name).sort();

async function several(place: Place, ...all: string[]) {
  const rows: { id: string; name: string }[] = [];
  for (const name of all) rows.push(await givenRow(place, { name }));
  return rows;
}

describe("which agents GET /api/agents lists", () => {
  test("workspaces, shares, integrations and the system, each by its source and each once", async () => {
    const [home, other, far] = [await given.place(), await given.place(), await given.place()];
    const person = await given.member(home, { role: "viewer" });
    await several(home, "own-a", "own-b");
    const [shared, brought, hidden] = await several(other, "shared", "brought", "hidden");
    await several(far, "foreign");
    await given.share(shared?.id ?? "", person, "viewer");
    await givenPublished(brought?.id ?? "", { description: "as published" });
    await givenInstall(other, home, [brought?.id ?? "", hidden?.id ?? ""]);
    const system = await givenRow(null, { name: `system-${newId("agent")}` });
    const at = async (query: Record<string, string>) =>
      (await names(person, query)).filter((name) => !name.startsWith("system-") || name === system.name);
    expect(await at({})).toEqual(["brought", "own-a", "own-b", "shared", system.name]);
    expect(await at({ source: "workspace" })).toEqual(["brought", "own-a", "own-b"]);
    expect(await at({ source: "integration" })).toEqual(["brought"]);
    expect(await at({ source: "system" })).toEqual([system.name]);
    expect(await at({ workspace_id: home.slug })).toEqual(["brought", "own-a", "own-b", system.name]);
    expect(await at({ workspace_id: other.id })).toEqual(["shared", system.name]);
    expect(await at({ include_deleted: "only", source: "integration" })).toEqual([]);
    await db().agent.update({ where: { id: brought?.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
    expect(await at({ source: "integration", include_deleted: "true" })).toEqual([]);
    const root = await given.outsider({ instanceAdmin: true });
    expect(await names(root)).toEqual(expect.arrayContaining(["foreign", "own-a", "shared", "hidden"]));
  });

  test("active ones, with deleted ones, or deleted ones alone", async () => {
    const { workspace, owner } = await given.workspace();
    await several(workspace, "living");
    await givenRow(workspace, { name: "dead", deletedAt: new Date(), retentionTier: "long" });
    const source = "workspace";
    expect(await names(owner, { source })).toEqual(["living"]);
    expect(await names(owner, { source, include_deleted: "false" })).toEqual(["living"]);
    expect(await names(owner, { source, include_deleted: "true" })).toEqual(["dead", "living"]);
    expect(await names(owner, { source, include_deleted: "only" })).toEqual(["dead"]);
    expect(await names(owner, { source, include_deleted: "only", retention_tier: "long" })).toEqual(["dead"]);
    expect((await list(owner, { source, include_deleted: "only", retention_tier: "short" })).pageInfo).toEqual({
      total: 0,
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test("shorthands narrow; ids never widen; empty values count as absent, but not of ids", async () => {
    const { workspace, owner } = await given.workspace();
    const stranger = await given.workspace();
    const [foreign] = await several(stranger.workspace, "foreign");
    const [one, two] = await several(workspace, "100%_one", "two");
    await db().agent.update({ where: { id: two?.id }, data: { runtimeUserId: owner.id, createdById: owner.id } });
    const live = await givenPublished(one?.id ?? "");
    const source = "workspace";
    expect(await names(owner, { source, name: "%_O" })).toEqual(["100%_one"]);
    expect(await names(owner, { source, name: "" })).toHaveLength(2);
    expect(await names(owner, { source, default_version_id: live })).toEqual(["100%_one"]);
    expect(await names(owner, { source, created_by: owner.id, runtime_user_id: owner.id })).toEqual(["two"]);
    expect(await names(owner, { source, created_by: "nobody" })).toEqual([]);
    expect(await names(owner, { source, system: "true" })).toEqual([]);
    const ids = `${one?.id}, ${foreign?.id},,nonsense,${one?.id}`;
    expect(await names(owner, { ids })).toEqual(["100%_one"]);
    expect(await names(owner, { ids: "" })).toEqual([]);
    const most = Array.from({ length: 101 }, () => newId("agent"));
    expect(await names(owner, { ids: [...most.slice(1), ...most.slice(1), " "].join(",") })).toEqual([]);
    const { status, body } = await call(listAgents, { as: owner, query: { ids: most.join(",") } });
    expect([status, body]).toMatchObject([
      400,
      { error: { code: "invalid_parameter", fields: { ids: "101 ids; at most 100" } } },
    ]);
  });

  test("people who may not edit an agent see, find and sort the live version; editors the draft", async () => {
    const { workspace, owner } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const [agent] = await several(workspace, "agent");
    await db().agent.update({ where: { id: agent?.id }, data: { description: "draft" } });
    const tool = { id: newId("tool"), workspaceId: workspace.id, name: "shown" };
    await db().tool.create({ data: tool });
    await givenPublished(agent?.id ?? "", {
      description: "published",
      attachments: { tools: [{ id: tool.id, name: "shown" }] },
    });
    const finds = async (as: Person, filter: unknown) =>
      names(as, { source: "workspace", filter: JSON.stringify(filter) });
    expect((await list(viewer, { source: "workspace" })).data[0]?.description).toBe("published");
    expect((await list(owner, { source: "workspace" })).data[0]?.description).toBe("draft");
    expect(await finds(viewer, { description: "published", tools: { some: { name: "shown" } } })).toEqual(["agent"]);
    expect(await finds(viewer, { description: "draft" })).toEqual([]);
    expect(await finds(owner, { description: "draft", tools: { none: {} } })).toEqual(["agent"]);
  });
});

describe("pages of GET /api/agents", () => {
  test("cursors keep microseconds, survive their row, and hold for one order", async () => {
    const { workspace, owner } = await given.workspace();
    const rows = await several(workspace, "a", "b", "c", "d");
    for (const [i, row] of rows.entries()) {
      await db()
        .$executeRaw`UPDATE "Agent" SET "createdAt" = ${`2026-07-03T12:12:54.08210${i}Z`}::timestamptz WHERE "id" = ${row.id}`;
    }
    const all = { source: "workspace", limit: "2" };
    const first = await list(owner, all);
    expect([first.data.map((one) => one.name), first.pageInfo]).toMatchObject([
      ["d", "c"],
      { total: 4, hasNextPage: true, hasPreviousPage: false },
    ]);
    const after = first.pageInfo.endCursor ?? "";
    await db().agent.delete({ where: { id: rows[2]?.id } });
    const second = await list(owner, { ...all, after });
    expect([second.data.map((one) => one.name), second.pageInfo.hasPreviousPage]).toEqual([["b", "a"], true]);
    const before = second.pageInfo.startCursor ?? "";
    expect((await list(owner, { ...all, before })).data.map((one) => one.name)).toEqual(["d"]);
    expect((await list(owner, { ...all, after, orderBy: '{"createdAt":"DESC"}', name: "a" })).data).toHaveLength(1);
    expect((await call(listAgents, { as: owner, query: { before: "" } })).status).toBe(200);
    const message = "not a cursor of this list and order";
    const refusal = {
      code: "invalid_cursor",
      message: `after: ${message}; start again without it`,
      fields: { after: message },
    };
    const wrong: Record<string, string>[] = [
      { after, orderBy: '[{"name":"asc"}]' },
      { after: `x${after}` },
      { after: "forged" },
    ];
    for (const query of wrong) {
      const { status, body } = await call(listAgents, { as: owner, query });
      expect([status, body]).toEqual([400, { error: refusal }]);
    }
  });
});

describe("what is refused (contract §2.6)", () => {
  test.each<[Record<string, string | string[]>, string, string]>([
    ...["0", "101", "-1", "1.5", "ten", "1e2", " 5"].map((limit): [Record<string, string>, string, string] => [
      { limit },
      "limit",
      "must be an integer from 1 to 100",
    ]),
    [{ limit: ["1", "2"] }, "limit", "must be given once"],
    [{ name: ["a", "b"] }, "name", "must be given once"],
    [{ name: "a".repeat(256) }, "name", "must have at most 255 characters"],
    [{ name: "a\0" }, "name", "must not contain U+0000"],
    [{ system: "yes" }, "system", "must be true or false"],
    [{ source: "all" }, "source", "must be workspace, system or integration"],
    [{ include_deleted: "maybe" }, "include_deleted", "must be false, true or only"],
    [{ retention_tier: "forever" }, "retention_tier", "must be one of short, medium, long, none"],
    [{ after: "a", before: "b" }, "before", "cannot be combined with after"],
    [{ nonsense: "1" }, "nonsense", "unknown parameter"],
    [{ tags: "a" }, "tags", "not a parameter of this contract; send X-API-Contract: fleet or plugins for theirs"],
    [{ status: "a" }, "status", "not a parameter of this contract; send X-API-Contract: fleet or plugins for theirs"],
    [{ "__proto__[x]": "1" }, "__proto__[x]", "unknown parameter"],
  ])("%o", async (query, field, message) => {
    const { owner } = await given.workspace();
    const { status, body } = await call(listAgents, { as: owner, query });
    expect([status, body]).toEqual([
      400,
      { error: { code: "invalid_parameter", message: `${field}: ${message}`, fields: { [field]: message } } },
    ]);
  });

  test("who is not signed in, and a workspace that is foreign or unknown", async () => {
    const { status, body } = await call(listAgents);
    expect([status, body]).toEqual([
      401,
      { error: { code: "unauthenticated", message: "Sign in, or send an API key." } },
    ]);
    const { owner } = await given.workspace();
    const foreign = await given.place();
    for (const workspace_id of [foreign.id, foreign.slug, "no-such-place", "5b0e8c9e-0000-4000-8000-00000000dead"]) {
      const refused = await call(listAgents, { as: owner, query: { workspace_id } });
      const message = `No workspace '${workspace_id}' that you may use.`;
      expect([refused.status, refused.body]).toEqual([403, { error: { code: "workspace_forbidden", message } }]);
    }
    const header = await call(listAgents, { as: owner, headers: { "x-workspace-id": foreign.id } });
    expect([header.status, header.body]).toMatchObject([403, { error: { code: "workspace_forbidden" } }]);
  });

  test("a query that the database does not answer within 5 s", async () => {
    const { owner } = await given.workspace();
    await withClient(process.env.DATABASE_URL ?? "", async (client) => {
      await client.query('BEGIN; LOCK TABLE "AgentCount" IN ACCESS EXCLUSIVE MODE');
      const { status, body } = await call(listAgents, { as: owner });
      await client.query("ROLLBACK");
      expect([status, body]).toEqual([
        503,
        { error: { code: "query_timeout", message: "Narrow the filter and try again." } },
      ]);
    });
  });
});
