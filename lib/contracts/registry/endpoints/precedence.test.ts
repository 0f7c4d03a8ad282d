import { expect, test } from "vitest";
import { list as listInstalls } from "@/lib/contracts/registry/endpoints/integration-installs";
import { list as listIntegrations } from "@/lib/contracts/registry/endpoints/integrations";
import { listAgents } from "@/lib/contracts/registry/endpoints/read";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const lists = Object.entries({ agents: listAgents, integrations: listIntegrations, installs: listInstalls });
const wrong: Record<string, string>[] = [
  { limit: "0" },
  { nonsense: "1" },
  { after: "forged" },
  { after: "a", before: "b" },
];

async function answers(as: Person | null, workspace: string): Promise<string[]> {
  const codes: string[] = [];
  for (const [, endpoint] of lists)
    for (const query of wrong) {
      const { status, body } = await call(endpoint, { as, query: { ...query, workspace_id: workspace } });
      codes.push(`${status} ${(body as { error: { code: string } }).error.code}`);
    }
  return [...new Set(codes)].sort();
}

test("a foreign or unknown workspace is told before a wrong parameter, no credential before both", async () => {
  const { owner, workspace } = await given.workspace();
  const foreign = (await given.workspace()).workspace;
  for (const named of [foreign.id, foreign.slug, "0b3f1e9c-0000-4000-8000-000000000000", "nowhere"]) {
    expect(await answers(owner, named)).toEqual(["403 workspace_forbidden"]);
    expect(await answers(null, named)).toEqual(["401 unauthenticated"]);
  }
  for (const named of [workspace.id, workspace.slug])
    expect(await answers(owner, named)).toEqual(["400 invalid_cursor", "400 invalid_parameter"]);
});

test("a name that cannot be one is a wrong parameter itself", async () => {
  const { owner } = await given.workspace();
  for (const workspace_id of ["x".repeat(256), ["a", "b"]]) {
    const { status, body } = await call(listAgents, { as: owner, query: { limit: "0", workspace_id } });
    expect([status, body]).toMatchObject([400, { error: { code: "invalid_parameter" } }]);
  }
});

test("who has a share in a foreign workspace may name it, and then hears of the wrong parameter", async () => {
  const { ctx, workspace } = await given.workspace();
  const { owner: guest } = await given.workspace();
  const agent = await given.agent(ctx);
  await given.share(agent.id, guest, "viewer");
  const ask = (endpoint: typeof listAgents) =>
    call(endpoint, { as: guest, query: { limit: "0", workspace_id: workspace.id } });
  expect([(await ask(listAgents)).status, (await ask(listIntegrations)).status]).toEqual([400, 403]);
});
