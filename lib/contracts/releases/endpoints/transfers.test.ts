import { describe, expect, test } from "vitest";
import { remove, show } from "@/lib/contracts/releases/endpoints/agents";
import { publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { create as createServer } from "@/lib/contracts/releases/endpoints/mcp-servers";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import {
  agentZip,
  codesOf,
  givenTransfers,
  hashOfBytes,
  refusalOf,
  specOf,
  unzipped,
} from "@/lib/testing/transfer-scene";

const model = "name: Receipts\ntables:\n  - name: receipt\n    base_table: {data_connection_name: ledger-test}\n";
const lines = `description: Forensic expense analyst.
model: {provider: openai, name: gpt-4o}
conversation-guide: conversation-guide.yaml
semantic-data-models: [{name: Receipts.yaml}]
mcp-servers:
  - name: Invoice tools
    url: https://tools.example.com/mcp
    headers: {Accept: application/json, Authorization: '\${INVOICE_TOOLS_AUTHORIZATION}'}
conversation-starter: Check this month's receipts.`;
const full = () =>
  agentZip(specOf(lines), [
    ["semantic-data-models/Receipts.yaml", model],
    ["conversation-guide.yaml", "question-groups: []\n"],
    ["knowledge/vat-rates.csv", "country,rate\nDE,19\n"],
    ["actions/Acme/ledger/package.yaml", "name: Ledger\n"],
  ]);

describe("import", () => {
  test("makes a draft of the caller with everything that the zip brings, and says what is missing", async () => {
    const scene = await givenTransfers();
    const { owner, workspace } = scene;
    const answer = await scene.send(full());
    expect(answer.status).toBe(201);
    const agent = answer.body as Awaited<ReturnType<typeof scene.bring>>;
    expect(agent).toMatchObject({
      name: "Invoice Roast",
      description: "Forensic expense analyst.",
      runbook_text: "## Objective\n",
      state: "draft",
      version: "draft",
      live_version_id: null,
      architecture_name: "agent",
      created_by: owner.id,
    });
    expect(answer.headers.get("location")).toBe(`/tenants/${workspace.slug}/api/v2/agents/${agent.id}`);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(codesOf(agent.omissions)).toEqual([
      "secret_redacted agent-spec.yaml#mcp-servers[0].headers.Authorization",
      "connection_missing semantic-data-models/Receipts.yaml#tables[0]",
    ]);
    const row = await db().agent.findUniqueOrThrow({
      where: { id: agent.id },
      include: { files: true, runtime: true, mcpServers: true, semanticDataModels: true },
    });
    expect(row).toMatchObject({
      workspaceId: workspace.id,
      ownerId: owner.id,
      models: ["openai/gpt-4o"],
      runtime: null,
    });
    expect(row.files.map(({ path }) => path).sort()).toEqual([
      "actions/Acme/ledger/package.yaml",
      "conversation-guide.yaml",
      "knowledge/vat-rates.csv",
    ]);
    expect(row.files.find(({ path }) => path.endsWith("csv"))?.sha256).toBe(hashOfBytes("country,rate\nDE,19\n"));
    const [server] = await db().mcpServer.findMany({ where: { workspaceId: workspace.id } });
    expect(server).toMatchObject({ name: "Invoice tools", headers: { Accept: "application/json" }, secrets: null });
    const [audit] = await db().auditEvent.findMany({ where: { targetId: agent.id } });
    expect(audit).toMatchObject({ action: "agent.imported", after: { omitted: 2, files: 3 } });
    expect(JSON.stringify(audit?.after)).toContain("connection_missing");
    const events = await db().event.findMany({ where: { targetId: agent.id } });
    expect(events.map(({ type }) => type)).toEqual(["agent_created"]);
    const shown = await call(show, { as: owner, params: { tenant: workspace.slug, agent: agent.id } });
    const { omissions: _, ...same } = agent;
    expect(shown.body).toEqual(same);
  });

  test("gives a taken name a number, unless the caller wishes it", async () => {
    const scene = await givenTransfers();
    const names = [await scene.bring(agentZip()), await scene.bring(agentZip()), await scene.bring(agentZip())];
    expect(names.map(({ name }) => name)).toEqual(["Invoice Roast", "Invoice Roast (2)", "Invoice Roast (3)"]);
    expect(names[1]?.omissions).toEqual([
      {
        code: "renamed",
        path: "agent-spec.yaml#name",
        message: "'Invoice Roast' is taken; the agent is called 'Invoice Roast (2)'.",
      },
    ]);
    expect((await scene.bring(agentZip(), { name: " Ledger Bot " })).name).toBe("Ledger Bot");
    expect(refusalOf(await scene.send(agentZip(), { name: "Ledger Bot" }))).toEqual([
      409,
      "name_taken",
      "An agent named 'Ledger Bot' exists in this tenant.",
    ]);
    for (const name of ["", "123", "a/b", "import", "x".repeat(256), "agt_1"]) {
      expect(refusalOf(await scene.send(agentZip(), { name })).slice(0, 2), name).toEqual([422, "validation_failed"]);
    }
    expect(await db().agent.count({ where: { workspaceId: scene.workspace.id } })).toBe(4);
  });

  test("nine at once of one zip get nine names", async () => {
    const scene = await givenTransfers();
    const people = await Promise.all(Array.from({ length: 3 }, () => given.member(scene.workspace)));
    const all = await Promise.all(people.flatMap((as) => [1, 2, 3].map(() => scene.send(agentZip(), { as }))));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 201));
    expect(new Set(all.map(({ body }) => (body as { name: string }).name)).size).toBe(9);
  });

  test("a dry run says the same and stores nothing", async () => {
    const scene = await givenTransfers();
    const { workspace } = scene;
    const told = await scene.rehearse(full());
    expect(told).toMatchObject({
      agent: {
        name: "Invoice Roast",
        package_name: "Invoice Roast",
        models: ["openai/gpt-4o"],
        runbook_characters: 13,
      },
      mcp_servers: [{ name: "Invoice tools", action: "create" }],
      semantic_data_models: [{ name: "Receipts", action: "create" }],
      data_connections: [],
      files: { count: 3, bytes: 52 },
    });
    const where = { where: { workspaceId: workspace.id } };
    expect([
      await db().agent.count(where),
      await db().mcpServer.count(where),
      await db().auditEvent.count({ where: { workspaceId: workspace.id, action: "agent.imported" } }),
    ]).toEqual([0, 0, 0]);
    const done = await scene.bring(full());
    expect(done.omissions).toEqual(told.omissions);
    expect(await scene.rehearse(full())).toMatchObject({
      agent: { name: "Invoice Roast (2)", package_name: "Invoice Roast" },
      mcp_servers: [{ name: "Invoice tools", action: "match" }],
      semantic_data_models: [{ name: "Receipts", action: "match" }],
    });
  });

  test("is refused without the right to create, to other tenants, and where the quota is reached", async () => {
    const scene = await givenTransfers({ quotaAgents: 1 });
    const viewer = await given.member(scene.workspace, { role: "viewer" });
    const foreign = (await given.workspace()).owner;
    expect(refusalOf(await scene.send(agentZip(), { as: viewer })).slice(0, 2)).toEqual([403, "forbidden"]);
    expect(refusalOf(await scene.send(agentZip(), { as: foreign })).slice(0, 2)).toEqual([403, "tenant_forbidden"]);
    await scene.bring(agentZip());
    expect(refusalOf(await scene.send(agentZip())).slice(0, 2)).toEqual([403, "quota_exceeded"]);
    expect(refusalOf(await scene.send(agentZip(), { query: { dry_run: "true" } })).slice(0, 2)).toEqual([
      403,
      "quota_exceeded",
    ]);
  });
});

describe("export", () => {
  test("of one version is the same bytes whenever it is made, and holds no secret", async () => {
    const scene = await givenTransfers();
    const { owner, workspace } = scene;
    const tenant = { tenant: workspace.slug };
    const secret = "canary-8f3a";
    const server = {
      name: "Invoice tools",
      url: `https://tools.example.com/mcp?token=${secret}&a=1`,
      headers: { Accept: "application/json", Authorization: `Bearer ${secret}` },
      oauth_client_config: { client_secret: secret },
    };
    const { id: mcpServerId } = (await call(createServer, { as: owner, params: tenant, json: server })).body as {
      id: string;
    };
    const { id } = await scene.bring(
      agentZip(specOf(), [
        ["knowledge/a.csv", "a"],
        ["knowledge/.env", `A=${secret}`],
      ]),
    );
    await db().agentMcpServer.create({ data: { agentId: id, mcpServerId } });
    await call(publish, { as: owner, params: { ...tenant, agent: id } });
    const taken = await scene.take(id, "v1");
    expect(taken.headers.get("content-type")).toBe("application/zip");
    expect(taken.headers.get("content-disposition")).toContain('filename="invoice-roast-v1.zip"');
    const bytes = taken.body as Buffer;
    await db().agent.update({ where: { id }, data: { instructions: "changed since", lifecycleState: "draft" } });
    expect((await scene.zipOf(id, "v1")).equals(bytes)).toBe(true);
    expect((await scene.zipOf(id, "live")).equals(bytes)).toBe(true);
    const files = await unzipped(bytes);
    expect([...files.keys()]).toEqual(["agent-spec.yaml", "knowledge/a.csv", "muster.yaml", "runbook.md"]);
    expect([...files.values()].join("\n")).not.toContain(secret);
    expect(files.get("agent-spec.yaml")).toContain("INVOICE_TOOLS_AUTHORIZATION");
    expect((await unzipped(await scene.zipOf(id))).get("runbook.md")).toBe("changed since");
    const told = await scene.look(id, "v1");
    expect(told).toMatchObject({ version: "v1", file_name: "invoice-roast-v1.zip", left_out: [] });
    expect(told.files.map(({ path }) => path)).toEqual([...files.keys()]);
    expect(told.redactions.map(({ path, message }) => [path, message])).toEqual([
      ["agent-spec.yaml#mcp-servers[0].url", "The secret part of the address of MCP server 'Invoice tools'"],
      ["agent-spec.yaml#mcp-servers[0].headers.Authorization", "Header Authorization of MCP server 'Invoice tools'"],
      ["agent-spec.yaml#mcp-servers[0].oauth-client-config", "The OAuth client of MCP server 'Invoice tools'"],
    ]);
    const audits = await db().auditEvent.findMany({ where: { targetId: id, action: "agent.exported" } });
    expect(audits).toHaveLength(4);
  });

  test("of a model is what the version froze", async () => {
    const scene = await givenTransfers();
    const { owner, workspace } = scene;
    const { id } = await scene.bring(full());
    await call(publish, { as: owner, params: { tenant: workspace.slug, agent: id } });
    const before = await scene.zipOf(id, "v1");
    await db().semanticDataModel.updateMany({
      where: { workspaceId: workspace.id },
      data: { semanticModel: { name: "x" } },
    });
    await db().agentFile.deleteMany({ where: { agentId: id } });
    expect((await scene.zipOf(id, "v1")).equals(before)).toBe(true);
    expect((await unzipped(before)).get("semantic-data-models/Receipts.yaml")).toContain("ledger-test");
  });

  test("shows each caller what they are shown of the agent", async () => {
    const scene = await givenTransfers();
    const { owner, workspace } = scene;
    const viewer = await given.member(workspace, { role: "viewer" });
    const { id } = await scene.bring(agentZip());
    expect((await unzipped(await scene.zipOf(id, undefined, viewer))).get("runbook.md")).toBe("## Objective\n");
    await call(publish, { as: owner, params: { tenant: workspace.slug, agent: id } });
    await db().agent.update({ where: { id }, data: { instructions: "unfinished", lifecycleState: "draft" } });
    expect((await unzipped(await scene.zipOf(id, undefined, viewer))).get("runbook.md")).toBe("## Objective\n");
    expect((await unzipped(await scene.zipOf(id))).get("runbook.md")).toBe("unfinished");
    expect(refusalOf(await scene.take(id, "draft", viewer)).slice(0, 2)).toEqual([403, "forbidden"]);
  });

  test("of what is unknown, foreign, deleted or never published is 404", async () => {
    const scene = await givenTransfers();
    const other = await givenTransfers();
    const { id } = await scene.bring(agentZip());
    const codes = async (agent: string, version?: string) => refusalOf(await scene.take(agent, version)).slice(0, 2);
    expect(await codes(newId("agent"))).toEqual([404, "not_found"]);
    expect(await codes((await other.bring(agentZip())).id)).toEqual([404, "not_found"]);
    expect(await codes(id, "live")).toEqual([404, "not_found"]);
    expect(await codes(id, "v7")).toEqual([404, "not_found"]);
    expect(await codes(id, newId("version"))).toEqual([404, "not_found"]);
    expect(await codes(id, "")).toEqual([400, "invalid_parameter"]);
    expect(refusalOf(await scene.take(id, undefined, other.owner)).slice(0, 2)).toEqual([403, "tenant_forbidden"]);
    await call(remove, { as: scene.owner, params: { tenant: scene.workspace.slug, agent: id } });
    expect(await codes(id)).toEqual([404, "not_found"]);
  });
});
