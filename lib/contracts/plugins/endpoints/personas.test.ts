import { beforeAll, describe, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/personas";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { type Body, personaScene as scene, unique } from "@/lib/testing/persona-scene";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

let admin: Person;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
});

const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

const traces = (id: number) =>
  db().auditEvent.findMany({ where: { targetType: "persona", targetId: String(id) }, orderBy: { seq: "asc" } });

describe("a persona", () => {
  test("is made, shown, changed and deleted, each with its trace and event", async () => {
    const { ask, made, workspace } = await scene();
    const fields = {
      description: "For outages",
      voice_description: "Short",
      category: "Operations",
      suggested_temperature: 0.4,
    };
    const persona = await made({ name: " Calm Operator ", ...fields });
    const { id } = persona;
    const shown = { ...fields, name: "Calm Operator", slug: "calm-operator", scope: "workspace", is_active: true };
    expect(persona).toMatchObject({ ...shown, workspace_id: workspace.id, system_prompt: "You are calm." });
    expect((await ask("show", { id })).body).toEqual({ ...persona, used_by: [] });
    const { system_prompt: _, ...item } = persona;
    expect((await ask("list", { query: { scope: "workspace" } })).body).toEqual({ items: [item], total: 1 });
    const changed = await ask("update", { id, json: { name: "Calm", suggested_temperature: null } });
    expect(changed).toMatchObject({
      status: 200,
      body: { ...shown, name: "Calm", suggested_temperature: null, slug: "calm-operator" },
    });
    expect((await ask("update", { id, json: {} })).status).toBe(200);
    expect(await ask("remove", { id })).toMatchObject({
      status: 200,
      body: { success: true, message: "Persona deleted", persona_id: id, agents_cleared: 0 },
    });
    for (const what of ["show", "update", "remove"] as const)
      expect(await ask(what, { id, ...(what === "update" ? { json: {} } : {}) })).toMatchObject(
        refused(404, "Persona not found"),
      );
    expect((await traces(id)).map(({ action }) => action)).toEqual([
      "persona.created",
      "persona.updated",
      "persona.deleted",
    ]);
    const events = await db().event.count({
      where: { type: "persona_changed", targetId: String(id), workspaceId: workspace.id },
    });
    expect(events).toBe(3);
  });

  test("of a name that is there gets the next slug, also many at once", async () => {
    const { made } = await scene();
    const personas = await Promise.all([1, 2, 3, 4].map(() => made({ name: "Calm Operator" })));
    expect(personas.map(({ slug }) => slug).sort()).toEqual([
      "calm-operator",
      "calm-operator-2",
      "calm-operator-3",
      "calm-operator-4",
    ]);
    const long = await made({ name: "a".repeat(255) });
    const longer = await made({ name: "a".repeat(255) });
    expect([long.slug.length, longer.slug]).toEqual([100, `${"a".repeat(98)}-2`]);
    expect((await made({ name: "日本" })).slug).toBe("persona");
  });

  const wrong: [string, Body, string][] = [
    ["no name", { system_prompt: "x" }, "name: Field required"],
    ["no text", { name: "x" }, "system_prompt: Field required"],
    ["a blank name", { name: " ", system_prompt: "x" }, "name: must not be empty"],
    ["a long name", { name: "x".repeat(256), system_prompt: "x" }, "name: must have at most 255 characters"],
    ["an empty text", { name: "x", system_prompt: "" }, "system_prompt: must not be empty"],
    [
      "a long text",
      { name: "x", system_prompt: "x".repeat(100_001) },
      "system_prompt: must have at most 100000 characters",
    ],
    ["a long voice", { name: "x", system_prompt: "x", voice_description: "x".repeat(501) }, "voice_description: "],
    ["a hot temperature", { name: "x", system_prompt: "x", suggested_temperature: 2.1 }, "suggested_temperature: "],
    ["a server's field", { name: "x", system_prompt: "x", slug: "x" }, "slug: unknown field"],
  ];
  test.each(wrong)("with %s is refused", async (_, json, detail) => {
    const { ask } = await scene();
    const { status, body } = await ask("create", { json });
    expect([status, body]).toMatchObject([422, { detail: expect.stringContaining(detail) }]);
  });
});

describe("who may", () => {
  test("developers make one, its creator and admins change it, others do not", async () => {
    const { ask, made, workspace, owner } = await scene();
    const [creator, developer, viewer] = [
      await given.member(workspace),
      await given.member(workspace),
      await given.member(workspace, { role: "viewer" }),
    ];
    const denied = refused(403, "Permission denied");
    const { id } = await made({}, "create", creator);
    expect(await ask("create", { as: viewer, json: {} })).toMatchObject(denied);
    for (const as of [developer, viewer]) {
      expect(await ask("update", { as, id, json: { nonsense: 1 } })).toMatchObject(denied);
      expect(await ask("remove", { as, id })).toMatchObject(denied);
      expect((await ask("show", { as, id })).status).toBe(200);
    }
    for (const as of [creator, owner, admin])
      expect((await ask("update", { as, id, json: { description: as.name } })).status).toBe(200);
    expect(await ask("remove", { as: creator, id })).toMatchObject({ status: 200 });
  });

  test("global ones are the instance admins', and everybody's to use", async () => {
    const { ask, made, owner } = await scene();
    const global = await made({ category: `c-${unique()}` }, "createGlobal");
    const { id } = global;
    expect(global).toMatchObject({ scope: "global", workspace_id: null });
    const denied = refused(403, "Permission denied");
    expect(await ask("createGlobal", { as: owner, json: {} })).toMatchObject(denied);
    expect(await ask("updateGlobal", { as: owner, id, json: {} })).toMatchObject(denied);
    expect(await ask("removeGlobal", { as: owner, id })).toMatchObject(denied);
    const other = await scene();
    expect((await other.ask("show", { id })).status).toBe(200);
    const own = await other.made({ category: global.category as string });
    const ids = async (query: Record<string, string>) => {
      const { body } = await other.ask("list", { query: { category: global.category as string, ...query } });
      return (body as { items: { id: number }[] }).items.map((one) => one.id);
    };
    expect((await ids({})).sort()).toEqual([id, own.id].sort());
    expect([await ids({ scope: "global" }), await ids({ scope: "workspace" })]).toEqual([[id], [own.id]]);
    expect((await other.ask("list", { query: { scope: "mine" } })).status).toBe(422);
    for (const what of ["update", "remove"] as const)
      expect(await other.ask(what, { as: admin, id, json: what === "update" ? {} : undefined })).toMatchObject(
        refused(404, "Persona not found"),
      );
    expect((await ask("updateGlobal", { as: admin, id, json: { description: "new" } })).body).toMatchObject({
      description: "new",
    });
    expect((await ask("removeGlobal", { as: admin, id })).status).toBe(200);
  });

  test("another workspace's is not there, and a path that names one is refused", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const { id } = await theirs.made();
    const missing = refused(404, "Persona not found");
    expect(await mine.ask("show", { id })).toMatchObject(missing);
    expect(await mine.ask("update", { id, json: {} })).toMatchObject(missing);
    expect(await mine.ask("remove", { id })).toMatchObject(missing);
    expect(await mine.ask("show", { id: 2 ** 33 })).toMatchObject(missing);
    const mismatch = refused(403, "Access denied: workspace mismatch");
    for (const what of ["create", "list", "show"] as const)
      expect(
        await theirs.ask(what, {
          as: mine.owner,
          id: what === "show" ? id : undefined,
          json: what === "create" ? {} : undefined,
        }),
      ).toMatchObject(mismatch);
    const both = await call(endpoints.create, {
      as: admin,
      json: {},
      headers: mine.headers,
      params: { workspace_id: theirs.workspace.id },
    });
    expect(both).toMatchObject(mismatch);
    expect(await call(endpoints.list, { as: mine.owner })).toMatchObject(
      refused(400, "X-Workspace-ID header is required"),
    );
    expect(await mine.ask("list", { as: null })).toMatchObject(refused(401, "Not authenticated"));
  });
});
