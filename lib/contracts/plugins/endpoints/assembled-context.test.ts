import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { blobStore } from "@/lib/blobs/blob-store";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as decide from "@/lib/contracts/plugins/endpoints/decide";
import * as ofWorkspace from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import type { ContextResource } from "@/lib/contracts/plugins/wire/agent-plugins";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";
import { type GivenPlugin, givenPlugin, pluginSlug } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

const prompt = `You keep people calm during an outage.
State facts first and guesses last.

## Available Plugins

1. **incident-desk** (v1.2.0) — Leads an incident from first alert to review
   - Skills: 2 | Commands: 1 | Est. tokens: 65

2. **status-page** (v0.4.1) — Drafts public status updates
   - Skills: 0 | Commands: 1 | Est. tokens: 23

## Plugin: incident-desk

### Skills

#### triage
Ask before acting:
1. What stopped working?
2. Since when, and for whom?

#### handover
Write one line per open question.

### Commands

#### /open-incident
Opens an incident record.
- **title** (string, required)

## Plugin: status-page

### Commands

#### /draft-update
Drafts one update of at most 60 words.`;

let admin: Person;
let desk: GivenPlugin;
let page: GivenPlugin;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
  desk = await givenPlugin(admin, {
    slug: "incident-desk",
    version: "1.2.0",
    manifest: {
      description: "Leads an incident from first alert to review",
      contents: { skills: ["triage", "handover"] },
      tools: [{ name: "open_incident", description: "Opens an incident" }],
    },
    files: {
      "skills/triage/SKILL.md":
        "\ufeff---\nname: triage\ndescription: First questions\n---\n\nAsk before acting:\r\n1. What stopped working?\r2. Since when, and for whom?\n\n",
      "skills/handover.md": "\n\nWrite one line per open question.  \n",
      "commands/open-incident.md": "Opens an incident record.\n- **title** (string, required)\n",
    },
  });
  page = await givenPlugin(admin, {
    slug: "status-page",
    version: "0.4.1",
    manifest: { description: "Drafts public status updates" },
    files: { "commands/draft-update.md": "---\nname: other\n---\nDrafts one update of at most 60 words.\n" },
  });
});

const models = ["acme/large-2", "acme/small-1"];

async function scene(fields: object = {}) {
  const { workspace, owner, ctx } = await given.workspace();
  const agent = await given.agent(ctx);
  await db().agent.update({ where: { id: agent.id }, data: { models, temperature: 0.2, ...fields } });
  const at = (as: Person) => ({ as, params: { agent_id: agent.number }, headers: { "x-workspace-id": workspace.id } });
  const ask = (query: Record<string, string> = {}, as = owner) =>
    call(endpoints.assembledContext, { ...at(as), query });
  const read = async (query: Record<string, string> = {}, as = owner) => {
    const { status, body } = await ask(query, as);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as ContextResource;
  };
  const enable = async (...plugins: GivenPlugin[]) => {
    for (const { plugin_id } of plugins)
      await call(ofWorkspace.enable, { as: owner, params: { workspace_id: workspace.id }, json: { plugin_id } });
  };
  const assign = async (...plugins: GivenPlugin[]) => {
    await enable(...plugins);
    const json = { plugin_ids: plugins.map(({ plugin_id }) => plugin_id) };
    expect((await call(endpoints.replaceOfAgent, { ...at(owner), json })).status).toBe(200);
  };
  const disable = ({ plugin_id }: GivenPlugin) =>
    call(ofWorkspace.disable, { as: owner, params: { workspace_id: workspace.id, plugin_id } });
  return { workspace, owner, ctx, agent, ask, read, enable, assign, disable, at };
}

async function givenPersona(workspaceId: string | null, fields: object = {}) {
  const text = "You keep people calm during an outage.\nState facts first and guesses last.";
  const slug = `calm-operator-${newId("view").slice(-14)}`;
  const data = { workspaceId, slug, name: "Calm Operator", prompt: text, category: "Operations", ...fields };
  return db().persona.create({ data: { voiceDescription: "Short, calm, exact", suggestedTemperature: 0.4, ...data } });
}

test("the worked example is the document's, byte for byte", async () => {
  const { workspace, agent, assign, disable, read } = await scene();
  const persona = await givenPersona(null);
  const notes = await givenPlugin(admin, { slug: pluginSlug("old-notes") });
  const tool = await db().tool.create({
    data: {
      id: newId("tool"),
      workspaceId: workspace.id,
      name: "pager",
      description: "Calls the person on duty",
      category: "alerts",
      configuration: { team: "ops" },
    },
  });
  await db().agentTool.create({ data: { agentId: agent.id, toolId: tool.id } });
  await db().agent.update({ where: { id: agent.id }, data: { personaId: persona.id } });
  await assign(desk, notes, page);
  await disable(notes);
  const context = await read();
  expect([...context.system_prompt].length).toBe(690);
  const { name, slug, category } = persona;
  expect(context).toEqual({
    agent_id: agent.number,
    model: "acme/large-2",
    temperature: 0.4,
    system_prompt: prompt,
    persona: { name, slug, source: "global", category, voice_description: "Short, calm, exact" },
    plugins_loaded: ["incident-desk", "status-page"],
    tools: [
      {
        id: tool.id,
        name: "pager",
        description: "Calls the person on duty",
        provider: "workspace",
        category: "alerts",
        configuration: { team: "ops" },
      },
      {
        id: "incident-desk/open_incident",
        name: "open_incident",
        description: "Opens an incident",
        provider: "incident-desk",
        category: "plugin",
        configuration: {},
      },
    ],
    token_estimate: 172,
  });
  await db().agent.update({ where: { id: agent.id }, data: { personaId: null } });
  const bare = await read();
  expect([bare.token_estimate, bare.temperature, bare.persona]).toEqual([153, 0.2, { name: null, source: null }]);
  expect(bare.system_prompt).toBe(prompt.slice(prompt.indexOf("## Available")));
  await db().agent.update({ where: { id: agent.id }, data: { personaId: persona.id } });
  const alone = await read({ plugin_ids: "" });
  expect([alone.token_estimate, alone.system_prompt, alone.plugins_loaded]).toEqual([18, persona.prompt, []]);
});

test("instructions stand behind the persona and skills at the end, and blocks say where", async () => {
  const { workspace, agent, assign, read } = await scene({
    instructions: "\nAnswer in one 🙂 line.\n",
    useCustomPersona: true,
    customPersonaPrompt: "Be kind. 🙂\n",
  });
  const skill = await db().skill.create({
    data: { id: newId("skill"), workspaceId: workspace.id, name: "brevity", text: "Be brief.\n" },
  });
  await db().agentSkill.create({ data: { agentId: agent.id, skillId: skill.id } });
  await assign(page);
  const context = await read({ blocks: "true" });
  expect(context.persona).toEqual({ name: "Custom Persona", source: "custom" });
  const points = [...context.system_prompt];
  const pieces = (context.blocks ?? []).map(({ kind, source, start, end, token_estimate }) => {
    expect(token_estimate).toBe(Math.floor((end - start) / 4));
    return [kind, source, points.slice(start, end).join("")];
  });
  expect(pieces).toEqual([
    ["persona", "Custom Persona", "Be kind. 🙂"],
    ["instructions", agent.name, "Answer in one 🙂 line."],
    ["tier1", "plugins", expect.stringMatching(/^## Available Plugins\n\n1\. \*\*status-page\*\*/)],
    ["tier2", "status-page", expect.stringMatching(/^## Plugin: status-page\n\n### Commands/)],
    ["skill", "brevity", "## Skill: brevity\nBe brief."],
  ]);
  expect(pieces.map(([, , text]) => text).join("\n\n")).toBe(context.system_prompt);
  expect(context.skipped).toEqual([]);
  const short = await read();
  expect([short.blocks, short.skipped]).toEqual([undefined, undefined]);
});

test("the custom persona counts only while it is chosen and not blank", async () => {
  const { workspace, agent, read } = await scene({ useCustomPersona: true, customPersonaPrompt: " \n " });
  const persona = await givenPersona(workspace.id, { suggestedTemperature: null });
  await db().agent.update({ where: { id: agent.id }, data: { personaId: persona.id } });
  expect(await read()).toMatchObject({ persona: { slug: persona.slug, source: "workspace" }, temperature: 0.2 });
  await db().agent.update({ where: { id: agent.id }, data: { customPersonaPrompt: "Own words", temperature: null } });
  expect(await read()).toMatchObject({ persona: { source: "custom" }, system_prompt: "Own words", temperature: 0.7 });
  await db().agent.update({ where: { id: agent.id }, data: { useCustomPersona: false } });
  expect(await read()).toMatchObject({ persona: { slug: persona.slug }, system_prompt: persona.prompt });
});

test("MCP servers come last with their address or command and nothing secret", async () => {
  const { workspace, agent, read } = await scene();
  const common = { workspaceId: workspace.id, headers: { Authorization: "secret" }, env: { TOKEN: "secret" } };
  const servers = [
    { id: newId("mcpServer"), name: "b-web", transport: "streamable-http", url: "https://mcp.example.com" },
    { id: newId("mcpServer"), name: "a-local", transport: "stdio", command: "node", args: ["server.js"] },
  ];
  for (const server of servers) {
    await db().mcpServer.create({ data: { ...common, ...server } });
    await db().agentMcpServer.create({ data: { agentId: agent.id, mcpServerId: server.id } });
  }
  const { tools } = await read();
  expect(tools).toEqual([
    {
      id: servers[1]?.id,
      name: "a-local",
      description: "",
      provider: "mcp",
      category: "stdio",
      configuration: { command: "node", args: ["server.js"] },
    },
    {
      id: servers[0]?.id,
      name: "b-web",
      description: "",
      provider: "mcp",
      category: "streamable-http",
      configuration: { url: "https://mcp.example.com" },
    },
  ]);
});

test("without a model there is no context", async () => {
  const { ask } = await scene({ models: [] });
  expect(await ask()).toMatchObject({
    status: 400,
    body: { detail: "Agent has no model configured", status_code: 400 },
  });
});

test("the tag is the SHA-256 of the body, and its holder is told that nothing changed", async () => {
  const { owner, assign, at } = await scene();
  await assign(page);
  const first = await call(endpoints.assembledContext, at(owner));
  const digest = createHash("sha256").update(JSON.stringify(first.body)).digest("hex");
  expect(first.headers.get("etag")).toBe(`"${digest}"`);
  const { headers, ...rest } = at(owner);
  const repeat = (tag: string) =>
    call(endpoints.assembledContext, { ...rest, headers: { ...headers, "if-none-match": tag } });
  expect((await repeat(`"${digest}"`)).status).toBe(304);
  await assign(desk);
  expect((await repeat(`"${digest}"`)).status).toBe(200);
});

test("a live version keeps its own list, and what cannot be used now is skipped with its reason", async () => {
  const { agent, assign, disable, enable, read } = await scene();
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
    plugins_loaded: ["incident-desk"],
    skipped: [
      { slug: "status-page", reason: "disabled" },
      { slug: passing.slug, reason: "deactivated" },
    ],
  });
  expect(context.system_prompt.startsWith("Live words\n\n## Available Plugins")).toBe(true);
  await enable(page);
  expect((await read()).plugins_loaded).toEqual(["incident-desk", "status-page"]);
});

test("a new approved version counts at once", async () => {
  const { assign, read } = await scene();
  const slug = pluginSlug();
  await assign(await givenPlugin(admin, { slug }));
  expect((await read()).system_prompt).toContain("Say hello.");
  await givenPlugin(admin, { slug, version: "1.1.0", files: { "commands/greet.md": "Say good evening." } });
  const { system_prompt } = await read();
  expect(system_prompt).toContain("(v1.1.0)");
  expect(system_prompt).toContain("Say good evening.");
});

test("another list can be tried by editors alone and stores nothing", async () => {
  const { workspace, agent, ask, enable, assign, read } = await scene();
  const viewer = await given.member(workspace, { role: "viewer" });
  await assign(page);
  await enable(desk);
  const ids = `${desk.plugin_id},${page.plugin_id},${desk.plugin_id}`;
  const tried = await read({ plugin_ids: ids });
  expect(tried.plugins_loaded).toEqual(["incident-desk", "status-page"]);
  expect(tried.system_prompt).toBe(prompt.slice(prompt.indexOf("## Available")));
  expect((await read()).plugins_loaded).toEqual(["status-page"]);
  expect(await ask({ plugin_ids: ids }, viewer)).toMatchObject({ status: 403, body: { detail: "Permission denied" } });
  expect((await ask({}, viewer)).status).toBe(200);
  expect((await ask({ plugin_ids: "x" })).status).toBe(422);
  expect((await ask({ plugin_ids: Array(101).fill(desk.plugin_id).join() })).status).toBe(422);
  const nowhere = crypto.randomUUID();
  expect(await ask({ plugin_ids: `${nowhere},${desk.plugin_id}` })).toMatchObject({
    status: 400,
    body: { detail: `Plugins not enabled for workspace: ${nowhere}` },
  });
  await givenLive(agent.id);
  expect((await ask({ plugin_ids: ids })).status).toBe(409);
  expect((await ask({ blocks: "maybe" })).status).toBe(422);
  expect((await ask({ depth: "1" })).status).toBe(422);
});

test("a plugin whose bytes are gone is 503 and never a gap", async () => {
  const { assign, ask } = await scene();
  const broken = await givenPlugin(admin);
  await assign(page, broken);
  const { approvedVersionId } = await db().marketplacePlugin.findUniqueOrThrow({ where: { id: broken.plugin_id } });
  const version = await db().pluginVersion.findUniqueOrThrow({ where: { id: approvedVersionId ?? "" } });
  const gone = await blobStore().remove({ kind: "blob", id: version.sha256 }, new Date(Date.now() + 60_000));
  expect(gone).toBe(true);
  expect(await ask()).toMatchObject({ status: 503, body: { detail: "Runtime is not available", status_code: 503 } });
});

test("more than 4,000,000 code points are refused", async () => {
  const { ask, agent } = await scene();
  const fill = (instructions: string) => db().agent.update({ where: { id: agent.id }, data: { instructions } });
  await fill("x".repeat(4_000_001));
  expect(await ask()).toMatchObject({ status: 400, body: { detail: "Assembled context is too large" } });
  await fill("🙂".repeat(2_100_000));
  expect((await ask()).status).toBe(200);
});
