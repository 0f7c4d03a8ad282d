import { expect, test } from "vitest";
import { contextWithPersona, showPersona } from "@/lib/contracts/plugins/endpoints/agent-persona";
import type { ContextResource } from "@/lib/contracts/plugins/wire/agent-plugins";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { contextScene, givenPersona } from "@/lib/testing/context-scene";
import { given } from "@/lib/testing/given";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

async function scene() {
  const { at, owner, ...rest } = await contextScene({ instructions: "Look first." });
  const attempt = (json: object, as = owner) => call(contextWithPersona, { ...at(as), json });
  const tried = async (json: object) => {
    const { status, body } = await attempt(json);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as ContextResource;
  };
  const chosen = async () => (await call(showPersona, at(owner))).body;
  return { ...rest, at, owner, attempt, tried, chosen };
}

test("a persona is tried in the assembled context with its temperature, and nothing is stored", async () => {
  const { workspace, agent, tried, chosen, read } = await scene();
  const calm = await givenPersona(workspace.id);
  const brisk = await givenPersona(null, { suggestedTemperature: null, prompt: "Be brisk." });
  await db().agent.update({ where: { id: agent.id }, data: { personaId: calm.id } });
  const before = [await chosen(), await db().agent.findUnique({ where: { id: agent.id } })];
  expect(await tried({ persona_id: brisk.id })).toMatchObject({
    system_prompt: "Be brisk.\n\nLook first.",
    temperature: 0.2,
    persona: { slug: brisk.slug, source: "global" },
    blocks: [{ kind: "persona", start: 0, end: 9 }, { kind: "instructions" }],
  });
  expect(await tried({ custom_prompt: "Mine.", use_custom: true })).toMatchObject({
    system_prompt: "Mine.\n\nLook first.",
    persona: { source: "custom" },
  });
  expect(await tried({})).toMatchObject({ system_prompt: "Look first.", persona: { name: null } });
  expect(await tried({ persona_id: calm.id })).toEqual(await read({ blocks: "true" }));
  expect([await chosen(), await db().agent.findUnique({ where: { id: agent.id } })]).toEqual(before);
});

test("trying follows the rules of choosing: who, which personas, which texts, and drafts alone", async () => {
  const { workspace, agent, attempt } = await scene();
  const viewer = await given.member(workspace, { role: "viewer" });
  const stranger = (await given.workspace()).owner;
  expect(await attempt({ nonsense: 1 }, viewer)).toMatchObject(refused(403, "Permission denied"));
  expect(await attempt({}, stranger)).toMatchObject(refused(403, "Access denied: workspace mismatch"));
  const foreign = await givenPersona((await given.workspace()).workspace.id);
  expect(await attempt({ persona_id: foreign.id })).toMatchObject(refused(404, "Persona not found"));
  expect((await attempt({ use_custom: true })).status).toBe(400);
  expect((await attempt({ persona: 1 })).status).toBe(422);
  await db().agent.update({ where: { id: agent.id }, data: { models: [] } });
  expect(await attempt({})).toMatchObject(refused(400, "Agent has no model configured"));
  await db().agent.update({ where: { id: agent.id }, data: { lifecycleState: "live" } });
  expect((await attempt({})).status).toBe(409);
});
