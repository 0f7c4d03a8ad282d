import { expect, test } from "vitest";
import { create as createServer } from "@/lib/contracts/releases/endpoints/mcp-servers";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { givenSkill, givenTool } from "@/lib/testing/given-assignable";
import { givenPlugin } from "@/lib/testing/given-plugin";
import { agentZip, codesOf, givenTransfers, specOf } from "@/lib/testing/transfer-scene";

const model = (connection: string, more = "") =>
  `name: Receipts\n${more}tables:\n  - name: receipt\n    base_table: {data_connection_name: ${connection}}\n`;

test("skills, tools, plugins and connections are found by name, and missed by name", async () => {
  const scene = await givenTransfers();
  const { workspace } = scene;
  const { slug, plugin_id: pluginId } = await givenPlugin(await given.outsider({ instanceAdmin: true }));
  await db().workspaceEnabledPlugin.create({ data: { workspaceId: workspace.id, pluginId } });
  const { name: skill } = await db().skill.findUniqueOrThrow({ where: { id: await givenSkill(workspace) } });
  const { name: tool } = await db().tool.findUniqueOrThrow({ where: { id: await givenTool(workspace) } });
  const connection = { id: newId("dataConnection"), name: "ledger-prod", engine: "postgres" };
  await db().dataConnection.create({ data: { ...connection, workspaceId: workspace.id } });
  const foreign = (await given.workspace()).workspace;
  const { name: foreignSkill } = await db().skill.findUniqueOrThrow({ where: { id: await givenSkill(foreign) } });
  const muster = {
    ...{ muster: 1, models: ["openai/gpt-4o", "anthropic/claude"], temperature: 0.3 },
    ...{ skills: [skill, foreignSkill], tools: [tool, "gone-tool"], plugins: [slug, "gone-plugin"] },
    connections: [connection, { name: "lake", engine: "snowflake" }].map(({ name, engine }) => ({ name, engine })),
    package: { name: "calc", version: "0.1.2" },
  };
  const agent = await scene.bring(
    agentZip(specOf("semantic-data-models: [{name: Receipts.yaml}]"), [
      ["muster.yaml", JSON.stringify(muster)],
      ["semantic-data-models/Receipts.yaml", model("lake")],
    ]),
  );
  expect(codesOf(agent.omissions)).toEqual([
    "connection_missing semantic-data-models/Receipts.yaml#tables[0]",
    "skill_missing muster.yaml#skills[1]",
    "tool_missing muster.yaml#tools[1]",
    "plugin_missing muster.yaml#plugins[1]",
    "package_not_imported muster.yaml#package",
  ]);
  const include = { skills: true, tools: true, plugins: true, dataConnections: true } as const;
  const row = await db().agent.findUniqueOrThrow({ where: { id: agent.id }, include });
  expect(row).toMatchObject({ models: ["openai/gpt-4o", "anthropic/claude"], temperature: 0.3 });
  expect([row.skills.length, row.tools.length, row.plugins, row.dataConnections]).toMatchObject([
    1,
    1,
    [{ pluginId }],
    [{ dataConnectionId: connection.id }],
  ]);
});

test("a server of the same name and address is used as it is; another one makes way by a number", async () => {
  const scene = await givenTransfers();
  const { owner, workspace } = scene;
  const json = { name: "Tools", url: "https://tools.example.com/mcp", headers: { Authorization: "Bearer secret-1" } };
  const made = await call(createServer, { as: owner, params: { tenant: workspace.slug }, json });
  const { id } = made.body as { id: string };
  const servers = (url: string) =>
    agentZip(
      specOf(`mcp-servers:\n  - {name: Tools, url: '${url}', headers: {Authorization: '\${TOOLS_AUTHORIZATION}'}}`),
    );
  const same = await scene.bring(servers(json.url), { name: "one" });
  expect(same.omissions).toEqual([]);
  const attached = await db().agentMcpServer.findMany({ where: { agentId: same.id } });
  expect(attached).toMatchObject([{ mcpServerId: id }]);
  const other = await scene.bring(servers("https://other.example.com/mcp"), { name: "two" });
  expect(codesOf(other.omissions)).toEqual([
    "renamed agent-spec.yaml#mcp-servers[0].name",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.Authorization",
  ]);
  const rows = await db().mcpServer.findMany({ where: { workspaceId: workspace.id }, orderBy: { name: "asc" } });
  expect(rows.map(({ name, headers }) => [name, headers])).toEqual([
    ["Tools", { Authorization: "********" }],
    ["Tools (2)", {}],
  ]);
});

test("no placeholder becomes a value, wherever it stands", async () => {
  const scene = await givenTransfers();
  const yaml = `mcp-servers:
  - {name: A, url: 'https://\${HOST}/mcp', headers: {A: '<token>', B: '********', C: plain}}
  - {name: B, command: run, args: [--key, '\${KEY}'], env: {TOKEN: 'x-\${TOKEN}', MODE: fast}}`;
  const { omissions } = await scene.bring(agentZip(specOf(yaml)));
  expect(codesOf(omissions)).toEqual([
    "secret_redacted agent-spec.yaml#mcp-servers[0].url",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.A",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.B",
    "secret_redacted agent-spec.yaml#mcp-servers[1].args[1]",
    "secret_redacted agent-spec.yaml#mcp-servers[1].env.TOKEN",
  ]);
  const rows = await db().mcpServer.findMany({ where: { workspaceId: scene.workspace.id }, orderBy: { name: "asc" } });
  expect(rows).toMatchObject([
    { url: null, headers: { C: "********" } },
    { args: ["--key", ""], env: { MODE: "********" } },
  ]);
});

test("files that are missing, strange or keep secrets are told; the rest is kept", async () => {
  const scene = await givenTransfers();
  const yaml = `conversation-guide: guide.yaml
action-packages: [{name: Ledger, organization: Acme, path: Acme/ledger, type: folder}]
knowledge: [{name: there.csv}, {name: gone.csv}]
favourite-colour: blue
id: agt_01k3z8q0v7m4e2x9c5r1t6w8ya
owner: usr_01k3y0aa4c8e2g6j0m4p8r2t6v`;
  const zip = agentZip(specOf(yaml, { rest: "  exclude: ['./*.zip', './**/*.tmp']\n" }), [
    ["knowledge/there.csv", "a"],
    ["knowledge/unlisted.csv", "b"],
    ["knowledge/.env", "KEY=1"],
    ["knowledge/.env.example", "KEY="],
    ["knowledge/x.tmp", "c"],
    ["actions/Acme/other/server.pem", "d"],
    ["strange/file.txt", "e"],
    ["__MACOSX/x", "f"],
    [".DS_Store", "g"],
    ["README.md", "h"],
  ]);
  const agent = await scene.bring(zip);
  expect(codesOf(agent.omissions)).toEqual([
    "field_ignored agent-spec.yaml#favourite-colour",
    "field_ignored agent-spec.yaml#id",
    "field_ignored agent-spec.yaml#owner",
    "file_missing guide.yaml",
    "file_missing actions/Acme/ledger",
    "file_missing knowledge/gone.csv",
    "file_dropped knowledge/.env",
    "file_dropped actions/Acme/other/server.pem",
    "file_dropped strange/file.txt",
  ]);
  const files = await db().agentFile.findMany({ where: { agentId: agent.id } });
  expect(files.map(({ path }) => path).sort()).toEqual([
    "README.md",
    "knowledge/.env.example",
    "knowledge/there.csv",
    "knowledge/unlisted.csv",
  ]);
  expect(agent).toMatchObject({ created_by: scene.owner.id });
  expect(agent.id).not.toBe("agt_01k3z8q0v7m4e2x9c5r1t6w8ya");
});

test("a model is found by name and content, ids aside; one of other content makes way by a number", async () => {
  const scene = await givenTransfers();
  const zip = (body: string) =>
    agentZip(specOf("semantic-data-models: [{name: R}]"), [["semantic-data-models/R.yml", body]]);
  const modelsOf = async (agentId: string) => {
    const rows = await db().agentSemanticDataModel.findMany({ where: { agentId } });
    return rows.map(({ semanticDataModelId }) => semanticDataModelId);
  };
  const first = await scene.bring(zip(model("a", "id: sdm_01k3zd5e7g9j1m3p5r7t9w1y3a\n")), { name: "1a" });
  const [id] = await modelsOf(first.id);
  expect(id).not.toBe("sdm_01k3zd5e7g9j1m3p5r7t9w1y3a");
  const same = await scene.bring(zip(model("a")), { name: "1b" });
  expect(await modelsOf(same.id)).toEqual([id]);
  const other = await scene.bring(zip(model("b")), { name: "1c" });
  expect(codesOf(other.omissions)).toContain("renamed semantic-data-models/R.yml#name");
  const where = { where: { workspaceId: scene.workspace.id }, orderBy: { createdAt: "asc" } } as const;
  const rows = await db().semanticDataModel.findMany(where);
  expect(rows).toMatchObject([
    { name: "Receipts", semanticModel: { name: "Receipts" } },
    { name: "Receipts (2)", semanticModel: { name: "Receipts (2)" } },
  ]);
});
