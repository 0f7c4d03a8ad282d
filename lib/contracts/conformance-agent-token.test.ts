import { beforeAll, describe, expect, test } from "vitest";
import { allContracts } from "@/lib/contracts/all-contracts";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { Endpoint } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/http/openapi";
import { given } from "@/lib/testing/given";
import { givenAgentToken } from "@/lib/testing/given-agent-token";
import { shoot } from "@/lib/testing/requests";
import { type RouteFile, routeFiles } from "@/lib/testing/route-files";

process.env.MUSTER_RATE_LIMIT = "0";
process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let files: RouteFile[] = [];
let agent: { id: string; number: number; name: string };
let workspaceId = "";
let token = "";
beforeAll(async () => {
  files = await routeFiles();
  const { ctx, workspace } = await given.workspace();
  workspaceId = workspace.id;
  agent = await given.agent(ctx);
  await db().agent.update({ where: { id: agent.id }, data: { models: ["acme/large-2"] } });
  token = await givenAgentToken(agent.id);
});

const nameOf = (endpoint: Endpoint) => `${endpoint.contract.name} ${endpoint.method} ${endpoint.path}`;
const signedIn = allEndpoints().filter(({ verb }) => verb !== null);
const open = signedIn.filter(({ agentToken }) => agentToken);
const OWN_CONTEXT = "plugins GET /api/agents/{agent_id}/assembled-context";

function shootAsAgent(endpoint: Endpoint) {
  const params = { tenant: workspaceId, workspace_id: workspaceId, workspace: workspaceId };
  const own = { agent: agent.id, agent_id: agent.id, agent_name: agent.id };
  const headers = { authorization: `Bearer ${token}`, "x-workspace-id": workspaceId };
  return shoot(files, endpoint, { params: { ...params, ...own }, headers });
}

test("one endpoint alone is open to an agent's runtime token, and says so in its document", async () => {
  expect(open.map(nameOf)).toEqual([OWN_CONTEXT]);
  for (const endpoint of open) expect((await shootAsAgent(endpoint)).status).toBe(200);
  const documents = allContracts().map((contract) => JSON.stringify(openApiDocument(contract, allEndpoints())));
  expect(documents.map((text) => text.split('{"agent":[]}').length - 1)).toEqual(
    allContracts().map(({ name }) => (name === "plugins" ? 1 : 0)),
  );
});

describe("every other endpoint refuses it, for its own agent too", () => {
  test.each(
    signedIn.filter((endpoint) => !endpoint.agentToken).map((endpoint) => [nameOf(endpoint), endpoint] as const),
  )("%s", async (_, endpoint) => {
    const hit = await shootAsAgent(endpoint);
    const { status } = endpoint.contract.phrase(new DomainError("forbidden", ""), "");
    expect(hit.status, hit.text.slice(0, 200)).toBe(status);
    expect(status).toBe(403);
  });
});

test("the picture of an agent is not shown to the agent's token", async () => {
  const picture = allEndpoints().find((endpoint) => nameOf(endpoint) === "fleet GET /api/agents/{agent}/avatar");
  if (!picture) throw new Error("there is no picture");
  expect((await shootAsAgent(picture)).status).toBe(404);
});
