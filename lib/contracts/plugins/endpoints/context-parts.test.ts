import { beforeAll, expect, test } from "vitest";
import { blobStore } from "@/lib/blobs/blob-store";
import * as decide from "@/lib/contracts/plugins/endpoints/decide";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { contextScene, givenPersona } from "@/lib/testing/context-scene";
import { given, type Person } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";
import { type GivenPlugin, givenPlugin, pluginSlug } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

const models = ["acme/large-2"];

let admin: Person;
let desk: GivenPlugin;
let page: GivenPlugin;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
  [desk, page] = [await givenPlugin(admin), await givenPlugin(admin)];
});

test("the custom persona counts only while it is chosen and not blank", async () => {
  const { workspace, agent, read } = await contextScene({ useCustomPersona: true, customPersonaPrompt: " \n " });
  const persona = await givenPersona(workspace.id, { suggestedTemperature: null });
  await db().agent.update({ where: { id: agent.id }, data: { personaId: persona.id } });
  expect(await read()).toMatchObject({ persona: { slug: persona.slug, source: "workspace" }, temperature: 0.2 });
  await db().agent.update({ where: { id: agent.id }, data: { customPersonaPrompt: "Own words", temperature: null } });
  expect(await read()).toMatchObject({ persona: { source: "custom" }, system_prompt: "Own words", temperature: 0.7 });
  await db().agent.update({ where: { id: agent.id }, data: { useCustomPersona: false } });
  expect(await read()).toMatchObject({ persona: { slug: persona.slug }, system_prompt: persona.prompt });
});

test("without a model there is no context", async () => {
  const { ask } = await contextScene({ models: [] });
  expect(await ask()).toMatchObject({
    status: 400,
    body: { detail: "Agent has no model configured", status_code: 400 },
  });
});

test("a live version keeps its own list, and what cannot be used now is skipped with its reason", async () => {
  const { agent, assign, disable, enable, read } = await contextScene();
  const passing = await givenPlugin(admin);
  await assign(desk, page, passing);
  const versionId = await givenLive(agent.id, { models: ["acme/live"], instructions: "Live words" });
  const plugins = [desk, page, passing].map(({ plugin_id: id, slug: name }) => ({ id, name }));
  await db().agentVersion.update({ where: { id: versionId }, data: { attachments: { plugins } } });
  await disable(page);
  await call(decide.deactivate, { as: admin, params: { plugin_id: passing.plugin_id } });
  const context = await read({ blocks: "true" });
  expect(context).toMatchObject({
    model: "acme/live",
    temperature: 0.2,
    plugins_loaded: [desk.slug],
    skipped: [
      { slug: page.slug, reason: "disabled" },
      { slug: passing.slug, reason: "deactivated" },
    ],
  });
  expect(context.system_prompt.startsWith("Live words\n\n## Available Plugins")).toBe(true);
  await enable(page);
  expect((await read()).plugins_loaded).toEqual([desk.slug, page.slug]);
});

test("a new approved version counts at once", async () => {
  const { assign, read } = await contextScene();
  const slug = pluginSlug();
  await assign(await givenPlugin(admin, { slug }));
  expect((await read()).system_prompt).toContain("Say hello.");
  await givenPlugin(admin, { slug, version: "1.1.0", files: { "commands/greet.md": "Say good evening." } });
  const { system_prompt } = await read();
  expect(system_prompt).toContain("(v1.1.0)");
  expect(system_prompt).toContain("Say good evening.");
});

test("versions approved after a plugin was chosen are told, until it is chosen again", async () => {
  const { agent, assign, read } = await contextScene();
  const slug = pluginSlug();
  const plugin = await givenPlugin(admin, { slug });
  await givenPlugin(admin, { slug, version: "1.1.0" });
  await assign(desk, plugin);
  expect((await read({ blocks: "true" })).newer).toEqual([]);
  const versionId = await givenLive(agent.id, { models });
  const plugins = [{ id: plugin.plugin_id, name: slug }];
  await db().agentVersion.update({ where: { id: versionId }, data: { attachments: { plugins } } });
  await givenPlugin(admin, { slug, version: "1.2.0" });
  await givenPlugin(admin, { slug, version: "1.3.0" });
  const newer = [{ slug, version: "1.3.0", previous_version: "1.1.0" }];
  expect(await read({ blocks: "true" })).toMatchObject({ newer });
  await db().agent.update({ where: { id: agent.id }, data: { lifecycleState: "draft" } });
  expect(await read({ blocks: "true", version: "draft" })).toMatchObject({ newer });
  await assign(plugin);
  expect((await read({ blocks: "true", version: "draft" })).newer).toEqual([]);
  expect(await read({ blocks: "true", version: "live" })).toMatchObject({ newer });
});

test("a plugin whose bytes are gone is 503 and never a gap", async () => {
  const { assign, ask } = await contextScene();
  const broken = await givenPlugin(admin);
  await assign(page, broken);
  const { approvedVersionId } = await db().marketplacePlugin.findUniqueOrThrow({ where: { id: broken.plugin_id } });
  const version = await db().pluginVersion.findUniqueOrThrow({ where: { id: approvedVersionId ?? "" } });
  const gone = await blobStore().remove({ kind: "blob", id: version.sha256 }, new Date(Date.now() + 60_000));
  expect(gone).toBe(true);
  expect(await ask()).toMatchObject({ status: 503, body: { detail: "Runtime is not available", status_code: 503 } });
});

test("more than 4,000,000 code points are refused", async () => {
  const { ask, agent } = await contextScene();
  const fill = (instructions: string) => db().agent.update({ where: { id: agent.id }, data: { instructions } });
  await fill("x".repeat(4_000_001));
  expect(await ask()).toMatchObject({ status: 400, body: { detail: "Assembled context is too large" } });
  await fill("🙂".repeat(2_100_000));
  expect((await ask()).status).toBe(200);
});
