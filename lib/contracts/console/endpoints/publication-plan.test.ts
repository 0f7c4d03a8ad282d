import { expect, test } from "vitest";
import { plan } from "@/lib/contracts/console/endpoints/agent-history";
import type { PlannedResource, PublicationPlan } from "@/lib/contracts/console/wire/version";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { newId } from "@/lib/domain/ids";
import { enterEditMode } from "@/lib/domain/lifecycle/enter-edit-mode";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenConnection, givenMcpServer } from "@/lib/testing/given-assignable";

/** A draft with a test server and a model that names a test connection; production ones are beside, one of another engine. */
async function givenDraft() {
  const scene = await given.workspace();
  const { workspace } = scene;
  const { id: agentId } = await given.agent(scene.ctx);
  const ids = {
    tried: await givenMcpServer(workspace, "mail (test)"),
    real: await givenMcpServer(workspace, "Mail (prod)"),
    plain: await givenMcpServer(workspace, "calendar"),
    testLedger: await givenConnection(workspace, "ledger-test"),
    snowLedger: await givenConnection(workspace, "ledger-prod", "snowflake"),
    ledger: await givenConnection(workspace, "ledger"),
  };
  const model = {
    id: newId("semanticDataModel"),
    name: "Receipts",
    semanticModel: {},
    connectionNames: ["ledger-test"],
  };
  await db().semanticDataModel.create({ data: { ...model, workspaceId: workspace.id } });
  await db().agentSemanticDataModel.create({ data: { agentId, semanticDataModelId: model.id } });
  await db().agentMcpServer.create({ data: { agentId, mcpServerId: ids.tried } });
  await db().agentMcpServer.create({ data: { agentId, mcpServerId: ids.plain } });
  return { ...scene, agentId, ids };
}

const planOf = (as: Person, agent: string) => call(plan, { as, params: { agent } });
const planned = async (as: Person, agent: string) => ((await planOf(as, agent)).body as PublicationPlan).resources;
const shown = (resources: PlannedResource[]) =>
  resources.map(({ name, test, production, because }) => [name, test, production?.name ?? null, because]);

test("each server and connection of a draft comes with a counterpart of its kind and engine, by its name", async () => {
  const { owner, agentId, ids } = await givenDraft();
  const resources = await planned(owner, agentId);
  expect(resources.at(-1)).toEqual({
    ...{ kind: "dataConnections", id: ids.testLedger, name: "ledger-test", engine: "postgres", models: ["Receipts"] },
    ...{ test: true, production: { id: ids.ledger, name: "ledger" }, because: "name" },
  });
  expect(shown(resources)).toEqual([
    ["mail (test)", true, "Mail (prod)", "name"],
    ["calendar", false, null, null],
    ["ledger-test", true, "ledger", "name"],
  ]);
});

test("the mapping of the live version comes again, and what went live as it is stays so", async () => {
  const { owner, agentId, ids } = await givenDraft();
  const mapping = { mcpServers: { [ids.plain]: ids.real } };
  await publishDraft(owner.ctx, { agent: byId(agentId), mapping });
  await enterEditMode(owner.ctx, { agent: byId(agentId) });
  const servers = async () => shown(await planned(owner, agentId)).slice(0, 2);
  expect(await servers()).toEqual([
    ["mail (test)", true, null, null],
    ["calendar", false, "Mail (prod)", "before"],
  ]);
  const { returning } = (await planOf(owner, agentId)).body as PublicationPlan;
  expect(returning).toEqual([
    { kind: "mcpServers", from: { id: ids.real, name: "Mail (prod)" }, to: { id: ids.plain, name: "calendar" } },
  ]);
  await db().mcpServer.delete({ where: { id: ids.real } });
  expect(await servers()).toContainEqual(["calendar", false, null, null]);
});

test("an editor from outside is told of no resource that is not attached; readers are refused, strangers find nothing", async () => {
  const { workspace, agentId } = await givenDraft();
  const guest = (await given.workspace()).owner;
  await given.share(agentId, guest, "editor");
  expect(shown(await planned(guest, agentId))).toEqual([
    ["mail (test)", true, null, null],
    ["calendar", false, null, null],
    ["ledger-test", true, null, null],
  ]);
  const viewer = await given.member(workspace, { role: "viewer" });
  expect((await planOf(viewer, agentId)).status).toBe(403);
  expect((await planOf((await given.workspace()).owner, agentId)).status).toBe(404);
});
