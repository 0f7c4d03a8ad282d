import { describe, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agents";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

type Body = Record<string, unknown>;
const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

async function scene() {
  const { workspace, owner, ctx } = await given.workspace();
  const agent = await given.agent(ctx);
  const ask = (json: Body, { as = owner, headers = {} }: { as?: Person; headers?: Record<string, string> } = {}) =>
    call(endpoints.replace, {
      as,
      params: { agent_id: agent.number },
      json,
      headers: { "x-workspace-id": workspace.id, ...headers },
    });
  const show = (version?: string, as = owner) =>
    call(endpoints.show, {
      as,
      params: { agent_id: agent.number },
      query: version ? { version } : {},
      headers: { "x-workspace-id": workspace.id },
    });
  return { workspace, owner, ctx, agent, ask, show };
}

describe("a change", () => {
  test("leaves what is absent, empties what is null, and says before and after", async () => {
    const { ask, agent } = await scene();
    const model_config = { model_id: "acme/large-2", temperature: 0.2, top_k: 3 };
    expect((await ask({ description: "one", model_config, type: "ops" })).body).toMatchObject({
      description: "one",
      model_config,
    });
    expect((await ask({ description: "two" })).body).toMatchObject({ description: "two", model_config, type: "ops" });
    expect((await ask({ model_config: { temperature: 1 } })).body).toMatchObject({ model_config: { temperature: 1 } });
    const cleared = await ask({ description: null, model_config: null, persona_id: null, custom_persona_prompt: null });
    expect(cleared).toMatchObject({ status: 200, body: { description: null, model_config: null } });
    expect(cleared.headers.get("etag")).toBe('"5"');
    for (const field of ["name", "type"]) expect((await ask({ [field]: null })).status).toBe(422);
    const rows = await auditOf(agent.id);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatchObject({
      action: "agent.updated",
      before: { description: "one" },
      after: { description: "two" },
    });
  });

  test("of nothing is no change", async () => {
    const { ask, agent } = await scene();
    expect((await ask({})).headers.get("etag")).toBe('"1"');
    expect(await ask({ name: agent.name })).toMatchObject({ status: 200 });
    expect(await auditOf(agent.id)).toEqual([]);
  });

  test("keeps the fallback models behind the first", async () => {
    const { ask, agent } = await scene();
    await db().agent.update({ where: { id: agent.id }, data: { models: ["a/1", "b/2", "c/3"] } });
    const modelsAfter = async (model_config: unknown) => {
      await ask({ model_config });
      return (await db().agent.findUniqueOrThrow({ where: { id: agent.id } })).models;
    };
    expect(await modelsAfter({ model_id: "d/4" })).toEqual(["d/4", "b/2", "c/3"]);
    expect(await modelsAfter({ model_id: "c/3" })).toEqual(["c/3", "b/2"]);
    expect(await modelsAfter(null)).toEqual([]);
  });

  test("of an outdated revision is refused when it says so, else the later one wins field by field", async () => {
    const { ask } = await scene();
    expect((await ask({ type: "a" }, { headers: { "if-match": '"1"' } })).status).toBe(200);
    const late = await ask({ type: "b" }, { headers: { "if-match": '"1"' } });
    expect(late).toMatchObject(refused(412, "Agent was changed by someone else"));
    await Promise.all([ask({ type: "c" }), ask({ description: "d" })]);
    expect((await ask({})).body).toMatchObject({ type: "c", description: "d" });
  });

  test("of a whole answer names id first", async () => {
    const { ask, show } = await scene();
    const answer = await ask((await show()).body as Body);
    expect(answer).toMatchObject({ status: 422, body: { detail: "id: unknown field" } });
  });

  test("is refused for a taken name, a persona that is not there and an own persona without text", async () => {
    const { ask, ctx } = await scene();
    const { name } = await given.agent(ctx);
    expect(await ask({ name })).toMatchObject(refused(409, `Agent with name '${name}' already exists`));
    expect(await ask({ persona_id: 2_000_000_000 })).toMatchObject(refused(404, "Persona not found"));
    const missing = refused(400, "custom_persona_prompt is required when use_custom_persona is true");
    expect(await ask({ use_custom_persona: true })).toMatchObject(missing);
    expect(await ask({ use_custom_persona: true, custom_persona_prompt: "x" })).toMatchObject({ status: 200 });
    expect(await ask({ custom_persona_prompt: null })).toMatchObject(missing);
    expect((await ask({ use_custom_persona: false, custom_persona_prompt: null })).body).not.toHaveProperty(
      "custom_persona_prompt",
    );
  });

  test("of a live agent's content is refused, and so is what a package says", async () => {
    const { ask, agent, workspace, owner } = await scene();
    await db().agent.update({ where: { id: agent.id }, data: { lifecycleState: "live" } });
    const edit = `POST /tenants/${workspace.id}/api/v2/agents/${agent.id}/edit`;
    for (const json of [{ description: "x" }, { model_config: null }, { persona_id: null }])
      expect(await ask(json)).toMatchObject(refused(409, `Agent is live. Enter edit mode first: ${edit}`));
    expect((await ask({})).status).toBe(200);
    const { agentId } = await givenPackage(owner, await buildPackage());
    const packaged = await call(endpoints.replace, {
      as: owner,
      params: { agent_id: agentId },
      json: { name: "other", description: "x", type: "y" },
      headers: { "x-workspace-id": workspace.id },
    });
    expect(packaged).toMatchObject(refused(409, "Fields come from the package: name, description"));
  });
});

describe("a status that is wished for", () => {
  const set = (agentId: string, observedState: string, error: string | null = null) =>
    db().runtime.upsert({
      where: { agentId },
      create: { agentId, driver: "process", observedState, error },
      update: { observedState, error },
    });

  test.each([
    ["running", "failed", "Invalid status transition: active -> failed"],
    ["running", "deleted", "Invalid status transition: active -> deleted (use DELETE)"],
    ["stopped", "deleted", "Invalid status transition: idle -> deleted (use DELETE)"],
    ["exited", "active", "Invalid status transition: failed -> active"],
    ["exited", "deleted", "Invalid status transition: failed -> deleted (use DELETE)"],
  ])("from %s to %s is refused, with the content beside it", async (state, status, detail) => {
    const { ask, agent, show } = await scene();
    await set(agent.id, state, state === "exited" ? "boom" : null);
    expect(await ask({ status, description: "never" })).toMatchObject(refused(400, detail));
    expect((await show()).body).toMatchObject({ description: null });
  });

  test("failed is recorded with who says so, and idle clears it", async () => {
    const { ask, agent, owner } = await scene();
    expect((await ask({ status: "failed", description: "broken" })).body).toMatchObject({
      status: "failed",
      description: "broken",
    });
    const row = () => db().runtime.findUniqueOrThrow({ where: { agentId: agent.id } });
    expect(await row()).toMatchObject({ error: `Marked as failed by ${owner.name}`, desiredState: "stopped" });
    expect((await ask({ status: "failed" })).body).toMatchObject({ status: "failed" });
    expect((await ask({ status: "idle" })).body).toMatchObject({ status: "idle" });
    expect(await row()).toMatchObject({ error: null, observedState: "stopped", desiredState: "stopped" });
    expect((await auditOf(agent.id)).map(({ action, before, after }) => [action, before, after])).toEqual([
      ["agent.updated", { description: "", status: "idle" }, { description: "broken", status: "failed" }],
      ["agent.updated", { status: "failed" }, { status: "idle" }],
    ]);
  });

  test("outside of the four is a wrong value", async () => {
    const { ask } = await scene();
    const { status, body } = await ask({ status: "paused" });
    expect([status, body]).toMatchObject([422, { detail: "status: must be one of active, idle, failed, deleted" }]);
  });
});

describe("what is shown of a released agent", () => {
  async function released() {
    const all = await scene();
    const { agent, ctx } = all;
    const skill = { id: `skl_${agent.id.slice(4)}`, name: "triage", description: "Asks before acting" };
    await db().skill.create({ data: { ...skill, workspaceId: ctx.workspaceId ?? "", text: "x" } });
    const content = {
      description: "live text",
      models: ["live/1"],
      temperature: 0.5,
      personaId: null,
      useCustomPersona: true,
      customPersonaPrompt: "live",
    };
    const version = await db().agentVersion.create({
      data: {
        ...{ id: `agv_${agent.id.slice(4)}`, agentId: agent.id, position: 1, label: "v1", publishedAt: new Date() },
        ...{ content, attachments: { skills: [{ id: skill.id, name: "old name" }] } },
      },
    });
    await db().agent.update({
      where: { id: agent.id },
      data: { liveVersionId: version.id, description: "draft text" },
    });
    return { ...all, skill };
  }

  test("editors see the draft, others the live version, in lists too", async () => {
    const { show, workspace, skill } = await released();
    const viewer = await given.member(workspace, { role: "viewer" });
    expect((await show()).body).toMatchObject({ description: "draft text", model_config: null, skills: [] });
    const shown = await show(undefined, viewer);
    const live = {
      description: "live text",
      model_config: { model_id: "live/1", temperature: 0.5 },
      use_custom_persona: true,
    };
    expect(shown.body).toMatchObject({ ...live, custom_persona_prompt: "live", skills: [skill] });
    expect(shown.headers.get("etag")).toBe('"1.live"');
    expect((await show("live")).body).toMatchObject(live);
    expect(await show("draft", viewer)).toMatchObject(refused(403, "Permission denied"));
    const list = await call(endpoints.list, { as: viewer, headers: { "x-workspace-id": workspace.id } });
    expect((list.body as { items: unknown[] }).items).toMatchObject([live]);
  });

  test("there is no live version before the first", async () => {
    const { show } = await scene();
    expect(await show("live")).toMatchObject(refused(404, "Agent has no live version"));
    expect((await show("draft")).status).toBe(200);
    expect((await show("newest")).status).toBe(422);
  });

  test("patterns are told while the agent is read-only", async () => {
    const { show, agent } = await scene();
    const readOnlyPatterns = { blocked: ["*.py"], allowed: ["out/*"] };
    await db().agent.update({ where: { id: agent.id }, data: { readOnly: true, readOnlyPatterns } });
    expect((await show()).body).toMatchObject({
      patterns: [
        { name: "*.py", type: "blocked" },
        { name: "out/*", type: "allowed" },
      ],
    });
  });
});
