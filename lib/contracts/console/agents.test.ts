import { describe, expect, test } from "vitest";
import * as agents from "@/lib/contracts/console/endpoints/agents";
import { rowShape } from "@/lib/contracts/console/present/agent";
import type { AgentDetail, AgentRow } from "@/lib/contracts/console/wire/agent";
import type { PageInfo } from "@/lib/contracts/console/wire/list";
import { db } from "@/lib/db";
import { getInventoryItem, listInventory } from "@/lib/domain/inventory/queries";
import { type Called, call } from "@/lib/testing/call";
import { countStatements } from "@/lib/testing/count-statements";
import { given, type Person } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

type Listed = { data: AgentRow[]; pageInfo: PageInfo };
const as = <T>(answer: Called): T => answer.body as T;
const list = async (person: Person, query = {}) => as<Listed>(await call(agents.listAgents, { as: person, query }));
const names = async (person: Person, query = {}) => (await list(person, query)).data.map((row) => row.name);

describe("the list of agents", () => {
  test("holds the living ones of one workspace, newest first", async () => {
    const { owner, ctx } = await given.workspace();
    const elsewhere = await given.workspace();
    await given.agent(elsewhere.ctx);
    await given.agent(ctx, { name: "gone", deletedAt: new Date() });
    await given.agent(ctx, { name: "first", createdAt: new Date("2026-01-01") });
    await given.agent(ctx, { name: "second", createdAt: new Date("2026-01-02") });
    expect(await names(owner)).toEqual(["second", "first"]);
    expect(await names(elsewhere.owner)).not.toContain("first");
  });

  test("is narrowed by name, status, run state and hosting", async () => {
    const { owner, ctx } = await given.workspace();
    await given.agent(ctx, { name: "a_b", reviewStatus: "DISABLED" });
    const running = await given.agent(ctx, { name: "a%c", hosting: "integrated" });
    await given.agent(ctx, { name: "Scout" });
    await db().runtime.create({ data: { agentId: running.id, observedState: "running" } });
    expect(await names(owner, { q: "sCOU" })).toEqual(["Scout"]);
    expect(await names(owner, { q: "%" })).toEqual(["a%c"]);
    expect(await names(owner, { q: "_" })).toEqual(["a_b"]);
    expect(await names(owner, { run: "running" })).toEqual(["a%c"]);
    expect(await names(owner, { hosting: "integrated" })).toEqual(["a%c"]);
    expect((await names(owner, { status: ["DISABLED", "PENDING"] })).sort()).toEqual(["a_b"]);
    expect(await names(owner, { run: ["stopped", "exited"], orderBy: '[{"name":"asc"}]' })).toEqual(["Scout", "a_b"]);
  });

  test("walks forward and back over the same pages, in every order, with an exact total", async () => {
    const { owner, ctx } = await given.workspace();
    const at = new Date("2026-01-01");
    for (let i = 0; i < 7; i += 1)
      await given.agent(ctx, { name: `n${i % 4}-${i}`, createdAt: i < 4 ? at : new Date() });
    for (const orderBy of [
      '[{"createdAt":"desc"}]',
      '{"name":"ASC"}',
      '[{"updatedAt":"asc"},{"name":"desc_nulls_last"}]',
    ]) {
      const whole = await names(owner, { orderBy });
      const first = await list(owner, { orderBy, limit: "3" });
      const second = await list(owner, { orderBy, limit: "3", after: first.pageInfo.endCursor ?? "" });
      const third = await list(owner, { orderBy, limit: "3", after: second.pageInfo.endCursor ?? "" });
      const back = await list(owner, { orderBy, limit: "3", before: third.pageInfo.startCursor ?? "" });
      const walked = [first, second, third].flatMap((page) => page.data.map((row) => row.name));
      expect([walked, back.data.map((row) => row.name)]).toEqual([whole, second.data.map((row) => row.name)]);
      expect([first, second, third].map(({ pageInfo: p }) => [p.total, p.hasPreviousPage, p.hasNextPage])).toEqual([
        [7, false, true],
        [7, true, true],
        [7, true, false],
      ]);
    }
  });

  test.each([
    [{ limit: "0" }, "limit"],
    [{ limit: "101" }, "limit"],
    [{ limit: ["1", "2"] }, "limit"],
    [{ status: "active" }, "status[0]"],
    [{ orderBy: '[{"nonsense":"asc"}]' }, "orderBy[0].nonsense"],
    [{ orderBy: '[{"name":"up"}]' }, "orderBy[0].name"],
    [{ orderBy: '[{"name":"asc"},{"name":"desc"}]' }, "orderBy[1].name"],
    [{ filter: '{"nmae":1}' }, "filter.nmae"],
    [{ after: "forged" }, "after"],
    [{ after: "a", before: "b" }, "before"],
    [{ q: "a".repeat(201) }, "q"],
  ])("refuses %o, naming the parameter", async (query, field) => {
    const { owner } = await given.workspace();
    const answer = await call(agents.listAgents, { as: owner, query });
    expect([answer.status, Object.keys(as<{ error: { fields: object } }>(answer).error.fields)]).toEqual([
      400,
      [field],
    ]);
  });
});

describe("one agent", () => {
  async function scene() {
    const { workspace, owner } = await given.workspace();
    const author = await given.member(workspace, { role: "developer" });
    const { agentId, packageId } = await givenPackage(author, await buildPackage(), "approved");
    return { workspace, owner, author, agentId, packageId };
  }
  const show = (person: Person, agent: string | number) => call(agents.showAgent, { as: person, params: { agent } });

  test("answers to its id, its number and its name", async () => {
    const { owner, agentId } = await scene();
    const { body } = await show(owner, agentId);
    const { number, name, rev } = body as AgentDetail;
    expect((await show(owner, number)).body).toEqual(body);
    const byName = await show(owner, name);
    expect([byName.body, byName.headers.get("etag")]).toEqual([body, `"${rev}"`]);
  });

  test("offers each person what they may do in its present state", async () => {
    const { workspace, owner, author, agentId } = await scene();
    const viewer = await given.member(workspace, { role: "viewer" });
    const may = async (person: Person) => as<AgentDetail>(await show(person, agentId)).may;
    expect(await may(viewer)).toEqual([]);
    expect(await may(author)).toEqual([
      "remove",
      "submitVersion",
      "callTools",
      "readLog",
      "toggleBackground",
      "readPackages",
      "share",
      "edit",
    ]);
    expect(await may(owner)).toEqual([
      "disable",
      "remove",
      "submitVersion",
      "callTools",
      "readLog",
      "toggleBackground",
      "readPackages",
      "share",
      "edit",
      "review",
    ]);
    await call(agents.disable, { as: owner, params: { agent: agentId } });
    expect(await may(owner)).toContain("enable");
  });

  test("a container agent is started or stopped by who may operate it, and tells how its run ended", async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const agent = await given.agent(ctx);
    const detail = async (person: Person) => as<AgentDetail>(await show(person, agent.id));
    expect((await detail(owner)).may).toEqual(expect.arrayContaining(["start"]));
    expect((await detail(viewer)).may).toEqual([]);
    await db().runtime.create({
      data: { agentId: agent.id, driver: "process", desiredState: "running", observedState: "running", port: 2222 },
    });
    expect((await detail(owner)).may).toEqual(expect.arrayContaining(["stop"]));
    const ended = { observedState: "exited", exitCode: 3, error: "Exited with code 3" };
    await db().runtime.update({ where: { agentId: agent.id }, data: ended });
    const after = await detail(owner);
    expect([after.may.includes("start"), after.may.includes("stop")]).toEqual([true, false]);
    expect(after.runtime).toMatchObject({ driver: "process", exitCode: 3, error: "Exited with code 3", port: 2222 });
  });

  test("is switched, flagged and deleted, each with its trace", async () => {
    const { owner, author, agentId } = await scene();
    const at = { params: { agent: agentId } };
    expect((await call(agents.disable, { as: author, ...at })).status).toBe(403);
    expect(as<AgentDetail>(await call(agents.disable, { as: owner, ...at })).reviewStatus).toBe("DISABLED");
    expect(as<AgentDetail>(await call(agents.enable, { as: owner, ...at })).reviewStatus).toBe("ACTIVE");
    const patched = await call(agents.patchAgent, { as: author, ...at, json: { supportsBackground: false } });
    expect(as<AgentDetail>(patched).supportsBackground).toBe(false);
    expect((await call(agents.remove, { as: author, ...at })).status).toBe(204);
    expect((await call(agents.remove, { as: author, ...at })).status).toBe(404);
    const traces = (await auditOf(agentId)).map((row) => `${row.action} ${row.outcome}`);
    expect(traces).toEqual([
      "agent.disabled denied",
      "agent.disabled success",
      "agent.enabled success",
      "agent.updated success",
      "agent.deleted success",
    ]);
  });

  test("is changed only in the revision that was seen, where one is named", async () => {
    const { author, agentId } = await scene();
    const tag = (await show(author, agentId)).headers.get("etag") ?? "";
    const patch = (ifMatch: string, supportsBackground: boolean) =>
      call(agents.patchAgent, {
        as: author,
        params: { agent: agentId },
        json: { supportsBackground },
        headers: { "if-match": ifMatch },
      });
    expect((await patch(tag, false)).status).toBe(200);
    expect((await patch(tag, true)).status).toBe(412);
  });

  test.each([{}, { supportsBackground: "no" }, { supportsBackground: true, name: "x" }, { status: "ACTIVE" }])(
    "is not changed by %o",
    async (json) => {
      const { author, agentId } = await scene();
      expect((await call(agents.patchAgent, { as: author, params: { agent: agentId }, json })).status).toBe(400);
    },
  );
});

test("a page and one agent take one statement each, also among many", async () => {
  const { owner, ctx, workspace } = await given.workspace();
  await db().$executeRaw`
    INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "ownerId")
    SELECT 'agt_' || lpad(i::text, 26, '0'), ${workspace.id}::uuid, 'many-' || i, 'container', ${owner.id} FROM generate_series(1, 5000) i`;
  const { id } = await given.agent(ctx);
  const page = await countStatements(async () => {
    const { data, pageInfo } = (await listInventory(ctx, { limit: 50, as: rowShape })).read();
    expect([data.length, pageInfo.total]).toEqual([50, 5001]);
  });
  const item = await countStatements(() => getInventoryItem(ctx, { kind: "id", value: id }));
  expect([page, item]).toEqual([1, 1]);
});
