import { beforeAll, describe, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agents";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

let admin: Person;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
});

const byName = { ...endpoints };
type Body = Record<string, unknown>;
const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

async function scene(fields: { quotaAgents?: number } = {}) {
  const { workspace, owner, ctx } = await given.workspace(fields);
  const headers = { "x-workspace-id": workspace.id };
  const ask = (endpoint: keyof typeof byName, options: Parameters<typeof call>[1] = {}) =>
    call(byName[endpoint], { as: owner, ...options, headers: { ...headers, ...options.headers } });
  const create = (json: Body, as = owner) => ask("create", { as, json });
  const one = (agent_id: string | number, as = owner) => ({ as, params: { agent_id } });
  const made = async (json: Body = {}) => {
    const { body, status } = await create({ name: `a-${Math.random()}`, type: "operations", ...json });
    expect([status, body]).toMatchObject([200, {}]);
    return body as Body & { id: number; name: string };
  };
  return { workspace, owner, ctx, headers, ask, create, one, made };
}

describe("an agent that is made", () => {
  test("shows what was sent, is idle and has a number", async () => {
    const { create, ask, one, workspace } = await scene();
    const model_config = {
      model_id: "acme/large-2",
      temperature: 0.2,
      max_tokens: 900,
      reasoning: { effort: ["low"] },
    };
    const done = await create({
      name: "  Incident Lead ",
      type: "operations",
      description: "First line",
      model_config,
    });
    expect(done).toMatchObject({
      status: 200,
      body: {
        ...{ name: "Incident Lead", type: "operations", status: "idle", description: "First line", model_config },
        ...{ workspace_id: workspace.id, persona_id: null, use_custom_persona: false, skills: [], patterns: [] },
      },
    });
    expect(done.body).not.toHaveProperty("custom_persona_prompt");
    expect(done.headers.get("etag")).toBe('"1"');
    const { id } = done.body as { id: number };
    expect(await ask("show", one(id))).toMatchObject({ status: 200, body: done.body });
    const { id: agentId, ...row } = await db().agent.findUniqueOrThrow({ where: { number: id } });
    expect(row).toMatchObject({
      hosting: "container",
      reviewStatus: "ACTIVE",
      lifecycleState: "draft",
      models: ["acme/large-2"],
    });
    expect((await auditOf(agentId)).map(({ action }) => action)).toEqual(["agent.created"]);
    const { body } = await ask("list");
    const { updated_at: _u, skills: _s, patterns: _p, ...item } = done.body as Body;
    expect(body).toEqual({ items: [item], total: 1 });
  });

  const wrong: [string, Body, string][] = [
    ["no name", { type: "x" }, "name: Field required"],
    ["no type", { name: "x" }, "type: Field required"],
    ["digits alone", { name: "42", type: "x" }, "name: must not be all digits, because numbers stand for agents"],
    ["like an id", { name: "agt_x", type: "x" }, "name: must not begin with agt_, because ids do"],
    ["reserved", { name: "list", type: "x" }, "name: is reserved"],
    ["a server's field", { name: "x", type: "x", workspace_id: "y" }, "workspace_id: unknown field"],
    ["a hot model", { name: "x", type: "x", model_config: { temperature: 3 } }, "model_config.temperature: "],
    ["a model that is no object", { name: "x", type: "x", model_config: [] }, "model_config: "],
    [
      "a deep model",
      { name: "x", type: "x", model_config: { a: { b: { c: { d: { e: {} } } } } } },
      "model_config: must be at most 5",
    ],
    [
      "a large model",
      { name: "x", type: "x", model_config: { a: "x".repeat(8192) } },
      "model_config: must have at most 8 KiB",
    ],
    ["a persona that is no number", { name: "x", type: "x", persona_id: "3" }, "persona_id: "],
    ["a long type", { name: "x", type: "x".repeat(65) }, "type: must have at most 64 characters"],
  ];
  test.each(wrong)("with %s is refused with every place", async (_, json, detail) => {
    const { create } = await scene();
    const { status, body } = await create(json);
    expect([status, body]).toMatchObject([422, { status_code: 422, detail: expect.stringContaining(detail) }]);
    expect((body as { errors: unknown[] }).errors).toHaveLength(1);
  });

  test("needs a free name, a persona that is there and the text of its own persona", async () => {
    const { create, made } = await scene();
    const { name } = await made();
    expect(await create({ name, type: "x" })).toMatchObject(refused(409, `Agent with name '${name}' already exists`));
    const foreign = (await given.workspace()).workspace;
    const { id } = await db().persona.create({ data: { workspaceId: foreign.id, slug: "p", name: "P", prompt: "x" } });
    for (const persona_id of [id, 0, -1, 2 ** 40])
      expect(await create({ name: "n", type: "x", persona_id })).toMatchObject(refused(404, "Persona not found"));
    const missing = "custom_persona_prompt is required when use_custom_persona is true";
    for (const custom_persona_prompt of [undefined, null, " \n"])
      expect(await create({ name: "n", type: "x", use_custom_persona: true, custom_persona_prompt })).toMatchObject(
        refused(400, missing),
      );
    const own = await create({ name: "n", type: "x", use_custom_persona: true, custom_persona_prompt: "Be kind." });
    expect(own).toMatchObject({ status: 200, body: { use_custom_persona: true, custom_persona_prompt: "Be kind." } });
  });

  test("counts against the workspace's quota, and viewers make none", async () => {
    const { create, made, workspace } = await scene({ quotaAgents: 1 });
    const viewer = await given.member(workspace, { role: "viewer" });
    expect(await create({}, viewer)).toMatchObject(refused(403, "Permission denied"));
    await made();
    expect(await create({ name: "second", type: "x" })).toMatchObject(refused(403, "Agent limit reached (1)"));
  });
});

describe("the list", () => {
  test("goes by number, filters exactly, and counts all that match", async () => {
    const { ask, made, ctx } = await scene();
    const agents = [await made({ type: "ops" }), await made({ type: "Ops" }), await made({ type: "ops" })];
    await given.agent(ctx, { deletedAt: new Date() });
    const numbers = async (query: Record<string, string>) => {
      const { body } = await ask("list", { query });
      const { items, total } = body as { items: { id: number }[]; total: number };
      return [items.map(({ id }) => id), total];
    };
    const [one, two, three] = agents.map(({ id }) => id);
    expect(await numbers({})).toEqual([[one, two, three], 3]);
    expect(await numbers({ type: "ops" })).toEqual([[one, three], 2]);
    expect(await numbers({ per_page: "2", page: "2" })).toEqual([[three], 3]);
    expect(await numbers({ per_page: "2", page: "9" })).toEqual([[], 3]);
    expect(await numbers({ status: "idle" })).toEqual([[one, two, three], 3]);
    expect(await numbers({ status: "failed" })).toEqual([[], 0]);
    const wrong: Record<string, string>[] = [
      { status: "deleted" },
      { per_page: "0" },
      { per_page: "1001" },
      { page: "0" },
      { limit: "5" },
    ];
    for (const query of wrong) expect((await ask("list", { query })).status).toBe(422);
  });

  test("is of the workspace that is named, for its members and instance admins alone", async () => {
    const { ask, made, workspace } = await scene();
    const { id } = await made();
    const other = await given.workspace();
    const mismatch = refused(403, "Access denied: workspace mismatch");
    expect(await ask("list", { as: other.owner })).toMatchObject(mismatch);
    const guest = await given.outsider();
    const { id: agentId } = await db().agent.findUniqueOrThrow({ where: { number: id } });
    await given.share(agentId, guest, "editor");
    expect(await ask("list", { as: guest })).toMatchObject(mismatch);
    expect(await ask("create", { as: guest, json: { name: "x", type: "x" } })).toMatchObject(mismatch);
    expect(await ask("list", { as: admin })).toMatchObject({ status: 200, body: { total: 1 } });
    const none = await call(endpoints.list, { as: admin });
    expect(none).toMatchObject(refused(400, "X-Workspace-ID header is required"));
    for (const id of [workspace.slug, workspace.id.toUpperCase(), `${workspace.id}, ${workspace.id}`])
      expect(await ask("list", { headers: { "x-workspace-id": id } })).toMatchObject(
        refused(400, "X-Workspace-ID must be one workspace id"),
      );
    expect(await ask("list", { as: null })).toMatchObject(refused(401, "Not authenticated"));
  });
});

describe("who names an agent", () => {
  test.each(["show", "replace", "remove"] as const)(
    "%s finds it by number, id and name in the workspace named, alone",
    async (what) => {
      const { ask, made, one, workspace, owner } = await scene();
      const agent = await made();
      const json = what === "replace" ? {} : undefined;
      for (const ref of ["0", "-1", "1.5", "2147483648", "9".repeat(20), "nobody", "agt_01jnq7m3x4e5t6y7u8i9o0p1a2"])
        expect(await ask(what, { ...one(ref), json })).toMatchObject(refused(404, "Agent not found"));
      const elsewhere = await given.workspace();
      await db().membership.create({ data: { workspaceId: elsewhere.workspace.id, userId: owner.id, role: "owner" } });
      const both = await given.signedIn(owner.id, workspace.id);
      const there = { "x-workspace-id": elsewhere.workspace.id };
      const mismatch = refused(403, "Access denied: workspace mismatch");
      expect(await ask(what, { ...one(agent.id, both), json, headers: there })).toMatchObject(mismatch);
      expect(await ask(what, { ...one(agent.id, admin), json, headers: there })).toMatchObject(mismatch);
      expect(await ask(what, { ...one(agent.id, elsewhere.owner), json })).toMatchObject(mismatch);
      const found = await ask(what, { ...one(encodeURIComponent(agent.name)), json });
      expect(found.status).toBe(what === "remove" ? 200 : 200);
      await db().agent.update({ where: { number: agent.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
      expect(await ask(what, { ...one(agent.id, both), json, headers: there })).toMatchObject(
        refused(404, "Agent not found"),
      );
    },
  );

  test("does as their share allows, in that agent's paths", async () => {
    const { ask, made, one } = await scene();
    const { id } = await made();
    const { id: agentId } = await db().agent.findUniqueOrThrow({ where: { number: id } });
    const people = { viewer: await given.outsider(), operator: await given.outsider(), editor: await given.outsider() };
    for (const [role, person] of Object.entries(people)) await given.share(agentId, person, role as "viewer");
    const denied = refused(403, "Permission denied");
    for (const person of Object.values(people)) expect((await ask("show", one(id, person))).status).toBe(200);
    const put = (as: Person, json: Body) => ask("replace", { ...one(id, as), json });
    expect(await put(people.viewer, { status: "idle" })).toMatchObject(denied);
    expect(await put(people.operator, { description: "x" })).toMatchObject(denied);
    expect(await put(people.operator, { status: "idle" })).toMatchObject({ status: 200 });
    expect(await put(people.editor, { description: "x" })).toMatchObject({ status: 200, body: { description: "x" } });
    for (const person of Object.values(people)) expect(await ask("remove", one(id, person))).toMatchObject(denied);
  });

  test("as an instance admin leaves a trace of reading and of changing", async () => {
    const { ask, made, one, workspace } = await scene();
    const { id } = await made();
    const reader = await given.outsider({ instanceAdmin: true });
    for (let i = 0; i < 3; i++) await ask("show", one(id, reader));
    await Promise.all([1, 2, 3].map(() => ask("list", { as: reader })));
    await ask("replace", { ...one(id, reader), json: { description: "by the admin" } });
    const rows = await db().auditEvent.findMany({
      where: { actorId: reader.id, workspaceId: workspace.id },
      orderBy: { seq: "asc" },
    });
    expect(rows.map(({ action, override, workspaceId }) => [action, override, workspaceId])).toEqual([
      ["workspace.override", true, workspace.id],
      ["agent.updated", true, workspace.id],
    ]);
    const again = await given.signedIn(reader.id);
    await ask("list", { as: again });
    expect(await db().auditEvent.count({ where: { actorId: reader.id, action: "workspace.override" } })).toBe(2);
  });
});

test("deleting is soft and final here, and frees the name at once", async () => {
  const { ask, made, one } = await scene();
  const { id, name } = await made();
  expect(await ask("remove", one(id))).toMatchObject({
    status: 200,
    body: { success: true, message: "Agent deleted successfully", agent_id: id },
  });
  for (const what of ["show", "remove"] as const)
    expect(await ask(what, one(id))).toMatchObject(refused(404, "Agent not found"));
  expect(await ask("replace", { ...one(id), json: { nonsense: 1 } })).toMatchObject(refused(404, "Agent not found"));
  expect((await made({ name })).id).toBeGreaterThan(id);
  const row = await db().agent.findUniqueOrThrow({ where: { number: id } });
  expect(row).toMatchObject({ retentionTier: "medium", deletedAt: expect.any(Date) });
});
