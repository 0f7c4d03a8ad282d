import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import type { Signed } from "./people";
import { visit } from "./visit";

let server: Server;

async function speakMcp(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const mcp = new McpServer({ name: "receipts", version: "1" });
  mcp.registerTool("scan_receipt", { description: "Reads one receipt" }, () => ({ content: [] }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await mcp.connect(transport);
  await transport.handleRequest(request, response);
}

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const signed = request.headers.authorization === "Bearer canary";
    if (signed) void speakMcp(request, response);
    else response.writeHead(401).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const yaml = `name: Receipts
description: Scanned receipts.
tables:
  - name: receipt
    base_table: {kind: db, data_connection_name: ledger-test, schema: public, table: receipt}
    dimensions:
      - {name: vendor, expr: vendor, data_type: text, description: Who was paid}
    metrics:
      - {name: spent, expr: sum(total), data_type: numeric}
`;

async function send({ page }: Signed, path: string, data: object): Promise<{ id: string }> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const answer = await page.request.post(path, { data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

async function makeConnection(page: Page): Promise<void> {
  await visit(page, "/resources/data-connections?new=true");
  const form = page.getByRole("dialog");
  await form.getByLabel(/^Name/).fill("ledger-test");
  await form.getByLabel("Engine").selectOption("Snowflake");
  await expect(form.getByLabel("Warehouse")).toBeVisible();
  await form.getByLabel("Engine").selectOption("PostgreSQL");
  await expect(form.getByLabel("Warehouse")).toHaveCount(0);
  await form.getByLabel("Host").fill("https://db.example.com");
  await form.getByLabel("Port").fill("70000");
  await form.getByLabel("Password").fill("canary");
  await form.getByRole("button", { name: "Create data connection" }).click();
  await expect(form.getByText("must be a number from 1 to 65535")).toBeVisible();
  await expect(form.getByText(/must be the name or address of a machine/)).toBeVisible();
  await expectGoodLooks(page);
  await form.getByLabel("Host").fill("db.example.invalid");
  await form.getByLabel("Port").fill("5433");
  await form.getByRole("button", { name: "Create data connection" }).click();
  await expect(page.getByRole("heading", { name: "ledger-test" })).toBeVisible();
  await expect(page.getByText("Stored", { exact: true })).toBeVisible();
  await expect(page.getByText("canary")).toHaveCount(0);
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Address:")).toBeVisible();
  await expectGoodLooks(page);
}

async function makeModel(page: Page): Promise<void> {
  await visit(page, "/resources/semantic-data-models?new=true");
  const form = page.getByRole("dialog");
  const text = form.getByRole("textbox", { name: /^Model/ });
  await text.fill(`${yaml}  - name: receipt\n`);
  await form.getByRole("button", { name: "Create semantic data model" }).click();
  await expect(form.getByText("tables[1].name: tables[0] has this name already")).toBeVisible();
  await text.fill(`${yaml}  - [`);
  await expect(form.getByRole("alert").getByText(/Not valid YAML at line \d+/)).toBeVisible();
  await text.fill(yaml);
  const outline = form.getByRole("region", { name: "Outline of the model" });
  await expect(outline.getByText("vendor", { exact: true })).toBeVisible();
  await expect(outline.getByText("ledger-test · public.receipt")).toBeVisible();
  await expectGoodLooks(page);
  await outline.getByText("JSON", { exact: true }).click();
  await expect(text).toHaveValue(/^\{\n {2}"name": "Receipts"/);
  await form.getByRole("button", { name: "Create semantic data model" }).click();
  await expect(page.getByRole("heading", { name: "Receipts" })).toBeVisible();
  await expectGoodLooks(page);
}

async function makeServer(page: Page): Promise<void> {
  await visit(page, "/resources/mcp-servers?new=true");
  const form = page.getByRole("dialog");
  await form.getByLabel(/^Name(?! of)/).fill("Scanner");
  await form.getByLabel("Address").fill(`http://localhost:${(server.address() as AddressInfo).port}/mcp`);
  await form.getByRole("button", { name: "Add header" }).click();
  await form.getByLabel("Name of header 1").fill("Authorization");
  await form.getByLabel("Value of header 1").fill("Bearer canary");
  await form.getByRole("button", { name: "Create MCP server" }).click();
  await expect(page.getByRole("heading", { name: "Scanner" })).toBeVisible();
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Connected: 1 tool")).toBeVisible();
  await expect(page.getByText("scan_receipt")).toBeVisible();
  await expectGoodLooks(page);
}

const publishing = (workspaceId: string, agentId: string) => `/tenants/${workspaceId}/api/v2/agents/${agentId}/publish`;

test("an agent gets a model, its connection through it and a tested MCP server; readers see them live, editors edit a draft", async ({
  signedIn,
  place,
}) => {
  test.setTimeout(180_000);
  const dev = await signedIn({ role: "developer", name: "Dana" });
  const { page } = dev;
  const agent = await send(dev, "/api/agents", { workspaceId: place.id, name: "scout" });
  await makeConnection(page);
  await makeModel(page);
  await makeServer(page);

  await visit(page, `/agents/${agent.id}?tab=resources`);
  for (const [article, name] of [
    ["an MCP server", "Scanner"],
    ["a semantic data model", "Receipts"],
  ] as const) {
    await page.getByRole("button", { name: `Add ${article}` }).click();
    await page.getByRole("option", { name }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await page.getByRole("button", { name: "Save resources" }).click();
  const connections = page.getByRole("list", { name: "Data connections" });
  await expect(connections).toContainText("ledger-test");
  await expect(connections).toContainText("through Receipts");
  await expect(page.getByRole("button", { name: "Remove ledger-test" })).toHaveCount(0);
  await expectGoodLooks(page);

  await send(dev, publishing(place.id, agent.id), {});
  const enter = page.getByRole("button", { name: "Enter edit mode" });
  await expect(enter).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a skill" })).toHaveCount(0);
  await expectGoodLooks(page);

  const reader = (await signedIn({ role: "viewer", name: "Rita" })).page;
  await visit(reader, `/agents/${agent.id}?tab=resources`);
  await expect(reader.getByText("What the live version has")).toBeVisible();
  await expect(reader.getByText("through Receipts")).toBeVisible();
  await expect(reader.getByRole("button", { name: "Enter edit mode" })).toHaveCount(0);
  await expectGoodLooks(reader);
  await reader.getByRole("link", { name: "ledger-test" }).click();
  await expect(reader.getByRole("link", { name: "scout" })).toBeVisible();
  await expect(reader.getByRole("button", { name: "Edit" })).toHaveCount(0);

  await enter.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Add a skill" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Receipts" }).click();
  await expect(connections).toHaveCount(0);
  await page.getByRole("button", { name: "Save resources" }).click();
  await expect(page.getByText("Saved the resources of scout", { exact: true })).toBeVisible();
  await expect(reader.getByText("Live", { exact: true }).last()).toBeVisible();
});

test("a stored password stays until it is replaced, and what is in use says by whom when it is to be deleted", async ({
  signedIn,
}) => {
  test.setTimeout(90_000);
  const dev = await signedIn({ role: "developer" });
  const { page } = dev;
  const configuration = { host: "db.example.com", password: "canary", options: { a: 1 } };
  const { id } = await send(dev, "/api/data-connections", { name: "ledger", engine: "mysql", configuration });
  const tables = [{ name: "t", base_table: { data_connection_name: "ledger" } }];
  await send(dev, "/api/semantic-data-models", { semanticModel: { name: "Bills", tables } });
  await visit(page, `/resources/data-connections/${id}`);
  const used = page.getByRole("link", { name: "Bills" });
  await expect(used).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("Further settings as JSON")).toHaveValue(/"options"/);
  await form.getByRole("button", { name: "Replace Password" }).focus();
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("Password")).toBeFocused();
  await form.getByRole("button", { name: "Keep the stored one" }).click();
  await expectGoodLooks(page);
  await form.getByLabel("User").fill("reader");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved ledger", { exact: true })).toBeVisible();
  await expect(page.getByText("Stored", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: "Delete ledger?" });
  await question.getByRole("button", { name: "Delete data connection" }).click();
  await expect(question.getByText(/is used by other resources: semantic data model 'Bills'/)).toBeVisible();
  await expectGoodLooks(page);
  await question.getByRole("link", { name: "Bills" }).click();
  await expect(page.getByRole("heading", { name: "Bills" })).toBeVisible();
});
