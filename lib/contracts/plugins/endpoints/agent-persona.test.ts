import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { given } from "@/lib/testing/given";
import { personaScene as scene } from "@/lib/testing/persona-scene";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

describe("an agent's persona", () => {
  test("is chosen as a whole, shown with its text, and counts at once when it is changed", async () => {
    const { ask, made, choose, chosen, ctx } = await scene();
    const { id, slug, name } = await made({ voice_description: "Short" });
    const { number } = await given.agent(ctx);
    const none = {
      persona_id: null,
      persona_name: null,
      persona_slug: null,
      system_prompt: null,
      voice_description: null,
    };
    const nothing = { agent_id: number, ...none, custom_persona_prompt: null, use_custom_persona: false };
    expect(await chosen(number)).toEqual(nothing);
    const stored = {
      persona_id: id,
      persona_name: name,
      persona_slug: slug,
      system_prompt: "You are calm.",
      voice_description: "Short",
    };
    expect(await choose(number, { persona_id: id })).toMatchObject({ status: 200, body: { ...nothing, ...stored } });
    await ask("update", { id, json: { system_prompt: "You are calmer." } });
    expect(await chosen(number)).toMatchObject({ system_prompt: "You are calmer." });
    expect((await ask("show", { id })).body).toMatchObject({ used_by: [{ agent_id: number }] });
    const own = { custom_persona_prompt: "Mine.", use_custom_persona: true };
    expect((await choose(number, { custom_prompt: "Mine.", use_custom: true })).body).toEqual({ ...nothing, ...own });
    expect((await choose(number, {})).body).toEqual(nothing);
  });

  test("must be there, and have a text where it is the agent's own", async () => {
    const { choose, ctx } = await scene();
    const { number, id } = await given.agent(ctx);
    const other = await scene();
    for (const persona_id of [(await other.made()).id, 0, -5])
      expect(await choose(number, { persona_id })).toMatchObject(refused(404, "Persona not found"));
    const missing = refused(400, "custom_persona_prompt is required when use_custom_persona is true");
    for (const json of [{ use_custom: true }, { use_custom: true, custom_prompt: " " }])
      expect(await choose(number, json)).toMatchObject(missing);
    for (const json of [{ persona_id: "1" }, { persona: 1 }, { use_custom: null }])
      expect((await choose(number, json)).status).toBe(422);
    expect(await choose(number + 1_000_000, {})).toMatchObject(refused(404, "Agent not found"));
    await db().agent.update({ where: { id }, data: { lifecycleState: "live" } });
    const { body } = await choose(number, {});
    expect(body).toMatchObject({
      status_code: 409,
      detail: expect.stringMatching(/^Agent is live\. Enter edit mode first: POST /),
    });
  });

  test("is read by everybody who can read the agent and set by editors alone", async () => {
    const { choose, chosen, ctx, workspace } = await scene();
    const agent = await given.agent(ctx);
    const viewer = await given.member(workspace, { role: "viewer" });
    const editor = await given.outsider();
    await given.share(agent.id, editor, "editor");
    const stranger = (await scene()).owner;
    expect(await chosen(agent.number, viewer)).toMatchObject({ persona_id: null });
    expect(await choose(agent.number, {}, viewer)).toMatchObject(refused(403, "Permission denied"));
    expect(await choose(agent.number, { custom_prompt: "Hi.", use_custom: true }, editor)).toMatchObject({
      status: 200,
    });
    expect(await choose(agent.number, {}, stranger)).toMatchObject(refused(403, "Access denied: workspace mismatch"));
  });
});

describe("deleting", () => {
  test("takes it from working copies, and counts the living", async () => {
    const { ask, made, choose, ctx } = await scene();
    const { id } = await made();
    const agents = [await given.agent(ctx), await given.agent(ctx), await given.agent(ctx)];
    for (const { number } of agents) await choose(number, { persona_id: id });
    await db().agent.update({ where: { id: agents[2]?.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
    expect((await ask("remove", { id })).body).toMatchObject({ agents_cleared: 2 });
    const rows = await db().agent.findMany({ where: { id: { in: agents.map((agent) => agent.id) } } });
    expect(rows.map(({ personaId, rev }) => [personaId, rev])).toEqual([
      [null, 3],
      [null, 3],
      [null, 3],
    ]);
  });

  test("is refused while a live version speaks as it, until that agent is deleted", async () => {
    const { ask, made, ctx } = await scene();
    const { id } = await made();
    const agent = await given.agent(ctx, { name: "Incident Lead" });
    const version = await db().agentVersion.create({
      data: { id: newId("version"), agentId: agent.id, position: 1, label: "v1", content: { personaId: id } },
    });
    expect((await ask("show", { id })).body).toMatchObject({ used_by: [] });
    await db().agent.update({ where: { id: agent.id }, data: { liveVersionId: version.id } });
    expect(await ask("remove", { id })).toMatchObject(refused(409, "Used by live agents: Incident Lead"));
    expect((await ask("show", { id })).body).toMatchObject({
      used_by: [{ agent_id: agent.number, name: "Incident Lead" }],
    });
    await db().agent.update({ where: { id: agent.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
    expect(await ask("remove", { id })).toMatchObject({ status: 200 });
  });

  test("while agents choose it leaves no agent with a persona that is gone", async () => {
    const { ask, made, choose, ctx } = await scene();
    for (let round = 0; round < 5; round++) {
      const { id } = await made();
      const agents = [await given.agent(ctx), await given.agent(ctx)];
      const answers = await Promise.all([
        ...agents.map(({ number }) => choose(number, { persona_id: id })),
        ask("remove", { id }),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      expect(await db().agent.count({ where: { personaId: id } })).toBe(0);
    }
  });
});
