import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agent-plugins";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { contextScene, givenPersona } from "@/lib/testing/context-scene";
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

test("the worked example is the document's, byte for byte", async () => {
  const { workspace, agent, assign, disable, read } = await contextScene();
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
  const { workspace, agent, assign, read } = await contextScene({
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

test("MCP servers come last with their address or command and nothing secret", async () => {
  const { workspace, agent, read } = await contextScene();
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

test("the tag is the SHA-256 of the body, and its holder is told that nothing changed", async () => {
  const { owner, assign, at } = await contextScene();
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

test("another list can be tried by editors alone and stores nothing", async () => {
  const { workspace, agent, ask, enable, assign, read } = await contextScene();
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
