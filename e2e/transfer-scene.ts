import { buildZip, type ZipPart } from "@/lib/testing/zip-builder";
import { expect } from "./fixtures";
import type { Signed } from "./people";

const spec = `agent-package:
  spec-version: v2
  agents:
    - name: Invoice Roast
      description: Forensic expense analyst.
      model: {provider: openai, name: gpt-4o}
      version: 1.0.0
      architecture: agent
      runbook: runbook.md
      knowledge: [{name: vat-rates.csv}]
      semantic-data-models: [{name: Receipts.yaml}]
      mcp-servers:
        - name: Invoice tools
          transport: streamable-http
          url: https://tools.example.com/mcp
          headers: {Accept: application/json, Authorization: '\${INVOICE_TOOLS_AUTHORIZATION}'}
      made-by: somebody else
`;
const model = `name: Receipts
description: Scanned receipts.
tables:
  - name: receipt
    base_table: {kind: db, data_connection_engine: postgres, data_connection_name: ledger-prod, table: receipt}
    dimensions: [{name: total, expr: total, data_type: numeric}]
`;

const parts: ZipPart[] = [
  { path: "agent-spec.yaml", body: spec },
  { path: "runbook.md", body: "# Objective\nFind what does not add up.\n" },
  { path: "knowledge/vat-rates.csv", body: "country,rate\nDE,19\n" },
  { path: "semantic-data-models/Receipts.yaml", body: model },
  { path: "notes.txt", body: "not part of the layout" },
];

export type ZipUpload = { name: string; mimeType: string; buffer: Buffer };

/** The zip of an agent with a secret header, a model that reads from a connection, and a file; and what else is given. */
export function agentZip(more: readonly ZipPart[] = [], name = "invoice-roast.zip"): ZipUpload {
  return { name, mimeType: "application/zip", buffer: buildZip([...parts, ...more]) };
}

const origin = () => new URL(process.env.MUSTER_E2E_URL ?? "").origin;

/** Calls the API as the person of a page, past the pages; gives the answer's JSON. */
async function ask({ page }: Signed, method: "get" | "post" | "patch", path: string, data?: object) {
  const answer = await page.request[method](path, { ...(data && { data }), headers: { Origin: origin() } });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** An agent in a workspace, complete: connection, model, MCP server with a secret header, a file. Gives its id. */
export async function completeAgent(by: Signed, tenant: string): Promise<string> {
  const base = `/tenants/${tenant}/api/v2`;
  const configuration = { host: "db.example.com", port: 5432, database: "ledger", user: "reader", password: "canary" };
  await ask(by, "post", `${base}/data-connections`, { name: "ledger-prod", engine: "postgres", configuration });
  const multipart = { file: agentZip() };
  const answer = await by.page.request.post(`${base}/agents/import`, { multipart, headers: { Origin: origin() } });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = await answer.json();
  const { data } = await ask(by, "get", `${base}/agents/${id}/mcp-servers`);
  const headers = { Accept: "application/json", Authorization: "Bearer canary" };
  await ask(by, "patch", `${base}/mcp-servers/${data[0].id}`, { headers });
  return id;
}

/** Makes the draft of an agent the live version. */
export async function publishByApi(by: Signed, tenant: string, agentId: string): Promise<void> {
  await ask(by, "post", `/tenants/${tenant}/api/v2/agents/${agentId}/publish`, {});
}

/** Opens the draft of a live agent. */
export async function editByApi(by: Signed, tenant: string, agentId: string): Promise<void> {
  await ask(by, "post", `/tenants/${tenant}/api/v2/agents/${agentId}/edit`, {});
}
