import { describe, expect, test } from "vitest";
import * as folders from "@/lib/contracts/fleet/endpoints/folders";
import * as settings from "@/lib/contracts/fleet/endpoints/settings";
import * as tags from "@/lib/contracts/fleet/endpoints/tags";
import { db } from "@/lib/db";
import { defaultPatterns } from "@/lib/domain/agent-settings/rules";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

async function scene(name = "scout") {
  const { ctx, owner, workspace } = await given.workspace();
  const { id } = await given.agent(ctx, { name });
  const ask = (endpoint: Endpoint, json?: unknown, as: Person = owner, params = {}) =>
    call(endpoint, { as, params: { agent: id, ...params }, ...(json === undefined ? {} : { json }) });
  const trail = () => db().auditEvent.findMany({ where: { targetId: id, outcome: "success" }, orderBy: { at: "asc" } });
  const running = (applied: object) =>
    db().runtime.create({ data: { agentId: id, driver: "process", observedState: "running", applied } });
  return { id, ctx, owner, workspace, ask, trail, running };
}

describe("autonomy", () => {
  test("is one switch above the schedules, whose flags stay; setting it again leaves no trace", async () => {
    const { id, ask, trail } = await scene();
    const schedules = [true, false].map((enabled, i) => ({
      id: `sdl_${i}_${id}`,
      agentId: id,
      name: `s${i}`,
      cron: "0 * * * *",
      enabled,
    }));
    await db().agentSchedule.createMany({ data: schedules });
    const facts = { agent_name: "scout", total_schedules: 2, enabled_schedules: 1 };
    expect((await ask(settings.autonomy)).body).toEqual({ ...facts, autonomy_enabled: false, status: "stopped" });
    for (let i = 0; i < 2; i += 1) {
      const { body } = await ask(settings.setAutonomy, { enabled: true });
      expect(body).toEqual({ ...facts, autonomy_enabled: true, status: "updated", message: "Autonomy mode enabled" });
    }
    expect(await trail()).toMatchObject([
      { action: "agent.updated", before: { autonomy: false }, after: { autonomy: true } },
    ]);
  });

  test.each([{}, { enabled: "true" }, { enabled: 1 }, { enabled: null }])(
    "%o is 400 and names the field",
    async (json) => {
      const { ask } = await scene();
      const { status, body } = await ask(settings.setAutonomy, json);
      expect([status, body]).toEqual([400, { detail: "enabled: must be true or false" }]);
    },
  );
});

describe("read-only mode", () => {
  test("begins with the defaults; a list that is not sent stays", async () => {
    const { ask, trail } = await scene();
    const { body } = await ask(settings.readOnly);
    const config = { blocked_patterns: defaultPatterns.blocked, allowed_patterns: defaultPatterns.allowed };
    expect(body).toEqual({ agent_name: "scout", enabled: false, config });
    expect(config.blocked_patterns).toHaveLength(23);
    const set = await ask(settings.setReadOnly, { enabled: true, config: { blocked_patterns: ["*.py"] } });
    expect(set.body).toEqual({
      ...{
        status: "updated",
        agent_name: "scout",
        enabled: true,
        hooks_injected: false,
        message: "Read-only mode enabled",
      },
      config: { blocked_patterns: ["*.py"], allowed_patterns: defaultPatterns.allowed },
    });
    expect((await ask(settings.readOnly)).body).toMatchObject({
      enabled: true,
      config: { blocked_patterns: ["*.py"] },
    });
    expect(await trail()).toHaveLength(1);
  });

  test.each([
    [{ config: {} }, "enabled"],
    [{ enabled: true, config: [] }, "config"],
    [{ enabled: true, config: { blocked_patterns: "*.py" } }, "config.blocked_patterns"],
    [{ enabled: true, config: { allowed_patterns: [1] } }, "config.allowed_patterns"],
    [{ enabled: true, config: { blocked_patterns: Array(201).fill("a") } }, "config.blocked_patterns"],
    [{ enabled: true, config: { blocked_patterns: ["a".repeat(201)] } }, "config.blocked_patterns"],
  ])("%# is 400 and names the field", async (json, field) => {
    const { ask } = await scene();
    const { status, body } = await ask(settings.setReadOnly, json);
    expect(status).toBe(400);
    expect((body as { detail: string }).detail.startsWith(`${field}: `)).toBe(true);
  });
});

describe("timeout", () => {
  test("is in seconds, shown in minutes too", async () => {
    const { ask } = await scene();
    expect((await ask(settings.timeout)).body).toEqual({
      ...{ agent_name: "scout", execution_timeout_seconds: 3600, execution_timeout_minutes: 60 },
    });
    const { body } = await ask(settings.setTimeout, { execution_timeout_seconds: 100 });
    expect(body).toMatchObject({ execution_timeout_minutes: 1.7, message: "Execution timeout updated" });
  });

  test.each([{}, 59, 7201, 60.5, "600", true, null].map((value) => [value]))("%o is 400", async (value) => {
    const { ask } = await scene();
    const json = typeof value === "object" && value ? value : { execution_timeout_seconds: value };
    const { status, body } = await ask(settings.setTimeout, json);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining("execution_timeout_seconds")]);
  });

  test("is not shorter than an enabled schedule, which the fault names", async () => {
    const { id, ask } = await scene();
    const schedule = { id: `sdl_${id}`, agentId: id, name: "nightly", cron: "0 1 * * *", timeoutSeconds: 900 };
    await db().agentSchedule.create({ data: schedule });
    const { status, body } = await ask(settings.setTimeout, { execution_timeout_seconds: 600 });
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining("nightly")]);
    expect((await ask(settings.setTimeout, { execution_timeout_seconds: 900 })).status).toBe(200);
  });
});

describe("resources", () => {
  test("are set for the next start; the present run keeps what it has", async () => {
    const { ask, running } = await scene();
    const none = { memory: null, cpu: null, current_memory: "4g", current_cpu: "2" };
    expect((await ask(settings.resources)).body).toEqual(none);
    await running({ cpu: 1, memoryBytes: 2 * 1024 ** 3 });
    const set = await ask(settings.setResources, { memory: "8g", cpu: 4 });
    expect(set.body).toEqual({ message: "Resource limits updated", memory: "8g", cpu: "4", restart_needed: true });
    expect((await ask(settings.resources)).body).toEqual({
      memory: "8g",
      cpu: "4",
      current_memory: "2g",
      current_cpu: "1",
    });
    expect((await ask(settings.setResources, {})).body).toMatchObject({ memory: null, cpu: null });
  });

  test.each([{ cpu: "3" }, { cpu: -1 }, { memory: "4gb" }, { memory: {} }])("%o is 400", async (json) => {
    const { ask } = await scene();
    expect((await ask(settings.setResources, json)).status).toBe(400);
  });
});

describe("tags", () => {
  test("are replaced, added and removed, trimmed and in lower case", async () => {
    const { ask, owner } = await scene();
    const of = async (answer: ReturnType<typeof ask>) => ((await answer).body as { tags: string[] }).tags;
    expect(await of(ask(tags.setTags, { tags: [" Prod", "prod", "a-1"] }))).toEqual(["a-1", "prod"]);
    expect(await of(ask(tags.addTag, undefined, owner, { tag: "Web" }))).toEqual(["a-1", "prod", "web"]);
    expect(await of(ask(tags.addTag, undefined, owner, { tag: "web" }))).toEqual(["a-1", "prod", "web"]);
    expect(await of(ask(tags.removeTag, undefined, owner, { tag: "absent" }))).toEqual(["a-1", "prod", "web"]);
    expect(await of(ask(tags.removeTag, undefined, owner, { tag: "a-1" }))).toEqual(["prod", "web"]);
    expect(await of(ask(tags.tags))).toEqual(["prod", "web"]);
    expect((await call(tags.allTags, { as: owner })).body).toEqual({
      tags: [
        { tag: "prod", count: 1 },
        { tag: "web", count: 1 },
      ],
    });
  });

  test.each([
    {},
    { tags: "a" },
    { tags: [1] },
    { tags: ["a b"] },
    { tags: [""] },
    { tags: Array.from({ length: 101 }, (_, i) => `t${i}`) },
  ])("%# is 400", async (json) => {
    const { ask } = await scene();
    const { status, body } = await ask(tags.setTags, json);
    expect([status, (body as { detail: string }).detail]).toEqual([400, expect.stringMatching(/^tags: /)]);
  });
});

describe("shared folders", () => {
  test("who consumes gets the folders of those that expose and that its owner can read", async () => {
    const { id, ask, ctx, owner, running } = await scene("data-agent");
    const reader = await given.agent(ctx, { name: "reader" });
    const as = { as: owner, params: { agent: reader.id } };
    const exposed = await ask(folders.setFolders, { expose_enabled: true });
    expect(exposed.body).toEqual({
      ...{ status: "updated", agent_name: "data-agent", expose_enabled: true, consume_enabled: false },
      ...{ restart_required: false, message: "Configuration updated." },
    });
    await call(folders.setFolders, { ...as, json: { consume_enabled: true } });
    const mount_path = "/home/developer/shared-in/data-agent";
    expect((await call(folders.folders, as)).body).toEqual({
      ...{
        agent_name: "reader",
        expose_enabled: false,
        consume_enabled: true,
        exposed_volume: null,
        exposed_path: null,
      },
      consumed_folders: [{ source_agent: "data-agent", mount_path, access_mode: "rw", currently_mounted: false }],
      ...{ restart_required: false, status: "stopped" },
    });
    expect((await call(folders.availableFolders, as)).body).toEqual({
      agent_name: "reader",
      available_folders: [
        { source_agent: "data-agent", volume_name: "agent-data-agent-shared", mount_path, source_status: "stopped" },
      ],
      count: 1,
    });
    expect((await ask(folders.folderConsumers)).body).toEqual({
      source_agent: "data-agent",
      consumers: [{ agent_name: "reader", mount_path, status: "stopped" }],
      count: 1,
    });
    await running({ exposes: false, consumes: [] });
    expect((await ask(folders.folders)).body).toMatchObject({
      ...{
        exposed_volume: "agent-data-agent-shared",
        exposed_path: "/home/developer/shared-out",
        restart_required: true,
      },
    });
    await db().runtime.update({ where: { agentId: id }, data: { applied: { exposes: true, consumes: [] } } });
    expect((await ask(folders.folders)).body).toMatchObject({ restart_required: false });
  });

  test("agents of another workspace and of owners who lost access are neither offered nor consumed", async () => {
    const { ask, workspace, owner } = await scene("data-agent");
    await ask(folders.setFolders, { expose_enabled: true });
    const leaver = await given.member(workspace);
    const theirs = await given.agent(leaver.ctx, { name: "theirs" });
    await call(folders.setFolders, { as: owner, params: { agent: theirs.id }, json: { consume_enabled: true } });
    expect((await ask(folders.folderConsumers)).body).toMatchObject({ count: 1 });
    await db().membership.deleteMany({ where: { userId: leaver.id } });
    expect((await ask(folders.folderConsumers)).body).toMatchObject({ count: 0 });
    expect((await call(folders.availableFolders, { as: owner, params: { agent: theirs.id } })).body).toMatchObject({
      count: 0,
    });
    const other = await given.workspace();
    const foreign = await given.agent(other.ctx, {});
    expect(
      (await call(folders.availableFolders, { as: other.owner, params: { agent: foreign.id } })).body,
    ).toMatchObject({ count: 0 });
  });

  test.each([{}, { expose_enabled: "yes" }, { consume_enabled: 1 }])("%o is 400", async (json) => {
    const { ask } = await scene();
    expect((await ask(folders.setFolders, json)).status).toBe(400);
  });

  test("an integrated agent has none to set", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { hosting: "integrated" });
    const { status, body } = await call(folders.setFolders, {
      as: owner,
      params: { agent: id },
      json: { expose_enabled: true },
    });
    expect([status, body]).toEqual([400, { detail: "Not available for an integrated agent" }]);
  });
});

const changes = [
  [settings.setAutonomy, { enabled: true }],
  [settings.setReadOnly, { enabled: true }],
  [settings.setTimeout, { execution_timeout_seconds: 600 }],
  [settings.setResources, { cpu: "4" }],
  [tags.setTags, { tags: ["x"] }],
  [folders.setFolders, { expose_enabled: true }],
] as const;

test.each(changes.map(([endpoint, json]) => [endpoint.path, endpoint, json] as const))(
  "PUT %s: an editor can, a viewer cannot, another tenant does not know of it; one row of the trail",
  async (_, endpoint, json) => {
    const { id, ask, workspace, trail } = await scene();
    const editor = await given.outsider();
    await given.share(id, editor, "editor");
    const viewer = await given.member(workspace, { role: "viewer" });
    const { owner: stranger } = await given.workspace();
    expect((await ask(endpoint, json, viewer)).status).toBe(403);
    expect((await ask(endpoint, json, stranger)).body).toEqual({ detail: "Agent not found" });
    expect((await ask(endpoint, json, editor)).status).toBe(200);
    expect(await trail()).toHaveLength(1);
  },
);
