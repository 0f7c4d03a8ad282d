import { describe, expect, test } from "vitest";
import * as fleetAgents from "@/lib/contracts/fleet/endpoints/agents";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenRow } from "@/lib/testing/registry-scene";

const { list, create, show, remove, rename, contextStats, autonomyStatus } = fleetAgents;
type Item = { name: string; tags: string[]; port: number };
const names = (body: unknown) => (body as Item[]).map((item) => item.name);
const made = (as: Person, json: object) => call(create, { as, json });
const trail = (id: string) => db().auditEvent.findMany({ where: { targetId: id }, orderBy: { at: "asc" } });

describe("POST /api/agents", () => {
  test("a name alone makes an agent with the defaults; the answer has the name to use", async () => {
    const { owner } = await given.workspace();
    const { status, body } = await made(owner, { name: " Research Agent! ", unknown: 1, status: "running" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ name: "research-agent", type: "business-assistant", runtime: "claude-code", runtime_model: null },
      ...{
        resources: { cpu: "2", memory: "4g" },
        template: "business-assistant",
        container_id: null,
        github_repo: null,
      },
      ...{ owner: owner.email, is_owner: true, is_shared: false, is_system: false, tags: [], avatar_url: null },
    });
    expect((body as Item).port).toBeGreaterThanOrEqual(2222);
    const row = await db().agent.findFirstOrThrow({ where: { name: "research-agent", ownerId: owner.id } });
    expect(row).toMatchObject({ reviewStatus: "ACTIVE", lifecycleState: "draft", hosting: "container" });
    expect((await trail(row.id)).map((event) => event.action)).toContain("agent.created");
  });

  test("everything that may be said is kept; the request beats the template", async () => {
    const { owner } = await given.workspace();
    const json = {
      ...{ name: "scout", type: "analyst", template: "local:research", runtime: "gemini-cli", runtime_model: "pro" },
      ...{ resources: { cpu: 4 }, custom_instructions: "Be brief." },
    };
    const { body } = await made(owner, json);
    expect(body).toMatchObject({ type: "analyst", runtime: "gemini-cli", runtime_model: "pro", template: "research" });
    expect(body).toMatchObject({ resources: { cpu: "4", memory: "4g" } });
    const row = await db().agent.findFirstOrThrow({
      where: { name: "scout", ownerId: owner.id },
      include: { folders: true },
    });
    expect(row.instructions).toBe("Be brief.");
    expect(row.folders.map((folder) => folder.kind)).toEqual(["expose"]);
  });

  test.each([
    [{}, 422, "name"],
    [{ name: 5 }, 422, "name"],
    [{ name: "!!!" }, 400, "name"],
    [{ name: "2222" }, 400, "name"],
    [{ name: "list" }, 400, "name"],
    [{ name: "a".repeat(64) }, 400, "name"],
    [{ name: "a", runtime: "bash" }, 400, "runtime"],
    [{ name: "a", type: "x".repeat(51) }, 400, "type"],
    [{ name: "a", resources: { cpu: "3" } }, 400, "resources.cpu"],
    [{ name: "a", resources: { memory: "4gb" } }, 400, "resources.memory"],
    [{ name: "a", template: "nothing" }, 400, "template"],
    [{ name: "a", template: "../blank" }, 400, "template"],
    [{ name: "a", template: "github:org/repo;id" }, 400, "template"],
    [{ name: "a", github_repo: "--upload-pack=x" }, 400, "github_repo"],
    [{ name: "a", github_repo: "org/../x" }, 400, "github_repo"],
    [{ name: "a", custom_instructions: "x".repeat(100_001) }, 400, "custom_instructions"],
  ])("%o is refused with %d and the field", async (json, status, field) => {
    const { owner, workspace } = await given.workspace();
    const answer = await made(owner, json);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(field);
    expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("a taken name and a full workspace are 409 and leave nothing; a viewer is 403", async () => {
    const { owner, workspace } = await given.workspace({ quotaAgents: 1 });
    await made(owner, { name: "one" });
    const full = await made(owner, { name: "two" });
    expect([full.status, full.body]).toEqual([409, { detail: "Agent limit reached (1)" }]);
    await db().workspace.update({ where: { id: workspace.id }, data: { quotaAgents: null } });
    const taken = await made(owner, { name: "ONE" });
    expect([taken.status, taken.body]).toEqual([409, { detail: "Agent with name 'one' already exists" }]);
    const viewer = await given.member(workspace, { role: "viewer" });
    expect((await made(viewer, { name: "three" })).status).toBe(403);
    expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test("20 at once at a limit of 5 are exactly 5, with 5 different ports", async () => {
    const { owner, workspace } = await given.workspace({ quotaAgents: 5 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => made(owner, { name: `a${i}-x`, template: "blank" })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(5).fill(200), ...Array(15).fill(409)]);
    const rows = await db().runtime.findMany({ where: { agent: { workspaceId: workspace.id } } });
    expect(new Set(rows.map((row) => row.port)).size).toBe(5);
  }, 30_000);
});

describe("GET /api/agents", () => {
  test("has what the caller can read, by name: the workspace's, shared ones and the system's, once each", async () => {
    const { ctx, owner } = await given.workspace();
    const other = await given.workspace();
    await given.agent(ctx, { name: "beta" });
    await given.agent(ctx, { name: "alpha" });
    await given.agent(ctx, { name: "gone", deletedAt: new Date() });
    const shared = await given.agent(other.ctx, { name: "shared-one" });
    await given.agent(other.ctx, { name: "hidden" });
    await given.share(shared.id, owner, "viewer");
    const system = await givenRow(null, { name: `system-${owner.id.slice(-6)}` });
    const { status, body } = await call(list, { as: owner });
    expect(status).toBe(200);
    const seen = names(body).filter((name) => !name.startsWith("system-") || name === system.name);
    expect(seen).toEqual(["alpha", "beta", "shared-one", system.name]);
    expect(body).toContainEqual(expect.objectContaining({ name: "shared-one", is_shared: true, is_owner: false }));
    expect(body).toContainEqual(expect.objectContaining({ name: system.name, is_system: true, owner: null }));
  });

  test("tags narrow it with any of them; unknown ones give nothing, empty ones everything", async () => {
    const { ctx, owner } = await given.workspace();
    const tagged = async (name: string, tags: string[]) => {
      const { id } = await given.agent(ctx, { name });
      await db().agentTag.createMany({ data: tags.map((tag) => ({ agentId: id, name: tag })) });
    };
    await tagged("a", ["prod", "web"]);
    await tagged("b", ["staging"]);
    await tagged("c", []);
    const listed = async (tags: string | string[]) => names((await call(list, { as: owner, query: { tags } })).body);
    expect(await listed("PROD, staging")).toEqual(["a", "b"]);
    expect(await listed(["web", "staging"])).toEqual(["a", "b"]);
    expect(await listed("nothing")).toEqual([]);
    expect(await listed("a,,%00")).toEqual([]);
    expect(await listed(",")).toEqual(expect.arrayContaining(["a", "b", "c"]));
    const { body } = await call(list, { as: owner, query: { tags: "prod" } });
    expect((body as Item[])[0]?.tags).toEqual(["prod", "web"]);
  });
});

describe("one agent", () => {
  test("is found by name, number and id; the details say what the caller may do", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id, number } = await given.agent(ctx, { name: "scout" });
    const friend = await given.outsider();
    await given.share(id, friend, "operator");
    for (const agent of ["scout", number, id]) {
      const { status, body } = await call(show, { as: owner, params: { agent } });
      expect([status, body]).toMatchObject([
        200,
        { name: "scout", can_share: true, can_delete: true, read_only_enabled: false },
      ]);
      expect((body as { shares: unknown[] }).shares).toMatchObject([
        { shared_with_email: friend.email, role: "operator" },
      ]);
    }
    const viewer = await given.member(workspace, { role: "viewer" });
    const seen = await call(show, { as: viewer, params: { agent: "scout" } });
    expect(seen.body).toMatchObject({ can_share: false, can_delete: false });
    expect(seen.body).not.toHaveProperty("shares");
    const stranger = await given.workspace();
    const hidden = await call(show, { as: stranger.owner, params: { agent: id } });
    expect([hidden.status, hidden.body]).toEqual([404, { detail: "Agent not found" }]);
  });

  test("a system agent is found from every workspace, after its own; E is 403 for everybody", async () => {
    const { ctx, owner } = await given.workspace();
    const admin = await given.outsider({ instanceAdmin: true });
    const system = await givenRow(null, { name: `sys-${owner.id.slice(-8)}` });
    const params = { agent: system.name };
    expect((await call(show, { as: owner, params })).body).toMatchObject({ is_system: true, can_share: false });
    for (const as of [owner, admin]) {
      expect((await call(remove, { as, params })).status).toBe(403);
      expect((await call(rename, { as, params, json: { new_name: "mine" } })).status).toBe(403);
    }
    await given.agent(ctx, { name: system.name });
    expect((await call(show, { as: owner, params })).body).toMatchObject({ is_system: false, is_owner: true });
  });

  test("integrated agents show what section 6 says", async () => {
    const { ctx, owner } = await given.workspace();
    await given.agent(ctx, { name: "inside", hosting: "integrated" });
    const { body } = await call(show, { as: owner, params: { agent: "inside" } });
    expect(body).toMatchObject({ type: "custom", runtime: "integrated", template: null, port: 0, container_id: null });
    const refused = await call(rename, { as: owner, params: { agent: "inside" }, json: { new_name: "x" } });
    expect([refused.status, refused.body]).toEqual([409, { detail: "The name comes from the package" }]);
  });

  test("deleting is 200 once, then 404; its name is free at once, its port once nothing holds it; an editor may not", async () => {
    const { owner } = await given.workspace();
    await made(owner, { name: "scout" });
    const row = await db().agent.findFirstOrThrow({ where: { name: "scout", ownerId: owner.id } });
    const editor = await given.outsider();
    await given.share(row.id, editor, "editor");
    expect((await call(remove, { as: editor, params: { agent: row.id } })).status).toBe(403);
    const gone = await call(remove, { as: owner, params: { agent: "scout" } });
    expect([gone.status, gone.body]).toEqual([200, { message: "Agent scout deleted" }]);
    expect((await call(remove, { as: owner, params: { agent: "scout" } })).status).toBe(404);
    const runtime = await db().runtime.findUniqueOrThrow({ where: { agentId: row.id } });
    // No supervisor is here to see that nothing holds the port.
    expect(runtime).toMatchObject({ port: expect.any(Number), desiredState: "stopped" });
    expect((await made(owner, { name: "scout" })).status).toBe(200);
  });
});

describe("PUT /api/agents/{name}/rename", () => {
  test("the new name counts at once, the old one is free, and one row of the trail says so", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { name: "old" });
    await db().runtime.create({
      data: { agentId: id, driver: "process", observedState: "running", desiredState: "running" },
    });
    const answer = await call(rename, { as: owner, params: { agent: "old" }, json: { new_name: "New Name" } });
    const message = "Agent renamed from 'old' to 'new-name'";
    expect([answer.status, answer.body]).toEqual([
      200,
      { message, old_name: "old", new_name: "new-name", was_running: true, note: null },
    ]);
    expect((await call(show, { as: owner, params: { agent: "old" } })).status).toBe(404);
    expect((await call(show, { as: owner, params: { agent: "new-name" } })).status).toBe(200);
    expect((await trail(id)).map((event) => event.action)).toEqual(["agent.renamed"]);
  });

  test.each([
    [{}, 422],
    [{ new_name: null }, 422],
    [{ new_name: "" }, 400],
    [{ new_name: "77" }, 400],
    [{ new_name: "admin" }, 400],
    [{ new_name: "OLD" }, 400],
    [{ new_name: "x".repeat(64) }, 400],
    [{ new_name: "taken" }, 409],
  ])("%o is refused with %d and changes nothing", async (json, status) => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { name: "old" });
    await given.agent(ctx, { name: "taken" });
    expect((await call(rename, { as: owner, params: { agent: "old" }, json })).status).toBe(status);
    expect((await db().agent.findUniqueOrThrow({ where: { id } })).name).toBe("old");
    expect(await trail(id)).toEqual([]);
  });

  test("a viewer may not, a stranger does not know of it", async () => {
    const { ctx, workspace } = await given.workspace();
    const { id } = await given.agent(ctx, {});
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = await given.outsider();
    const json = { new_name: "mine" };
    expect((await call(rename, { as: viewer, params: { agent: id }, json })).status).toBe(403);
    expect((await call(rename, { as: stranger, params: { agent: id }, json })).status).toBe(404);
  });
});

test("context-stats and autonomy-status tell of the whole fleet at once", async () => {
  const { ctx, owner } = await given.workspace();
  const busy = await given.agent(ctx, { name: "busy" });
  await given.agent(ctx, { name: "asleep" });
  const system = await givenRow(null, { name: `s-${owner.id.slice(-8)}` });
  await db().agent.update({ where: { id: busy.id }, data: { autonomy: true } });
  const seen = { contextUsed: 62_400, contextMax: 200_000, activityAt: new Date() };
  await db().runtime.create({ data: { agentId: busy.id, driver: "process", observedState: "running", ...seen } });
  const { agents } = (await call(contextStats, { as: owner })).body as { agents: Item[] };
  expect(agents.filter((agent) => ["busy", "asleep"].includes(agent.name))).toMatchObject([
    {
      name: "asleep",
      status: "stopped",
      activityState: "offline",
      contextPercent: 0,
      contextMax: 0,
      lastActivityTime: null,
    },
    { name: "busy", status: "running", activityState: "active", contextPercent: 31.2, contextUsed: 62_400 },
  ]);
  const { body } = await call(autonomyStatus, { as: owner });
  expect(body).toEqual({ busy: { autonomy_enabled: true }, asleep: { autonomy_enabled: false } });
  expect(body).not.toHaveProperty(system.name);
});
