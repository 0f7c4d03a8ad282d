import { expect, test } from "vitest";
import { showAssignments } from "@/lib/contracts/console/endpoints/agent-resources";
import { showResourceUses } from "@/lib/contracts/console/endpoints/resource-uses";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import * as attachments from "@/lib/contracts/releases/endpoints/attachments";
import * as connections from "@/lib/contracts/releases/endpoints/data-connections";
import { edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import * as models from "@/lib/contracts/releases/endpoints/semantic-models";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { asMade, inTenant, modelBody } from "@/lib/testing/tenant-calls";

/** A draft with a connection of its own, and a model that names another one. */
async function givenData() {
  const { workspace, owner, ctx } = await given.workspace();
  const there = inTenant(workspace.slug);
  const agent = (await given.agent(ctx, { name: "scout" })).id;
  const connect = async (name: string) => {
    const json = { name, engine: "postgres", configuration: {} };
    return asMade(await there(owner, connections.create, {}, { json })).id;
  };
  const [own, named, later] = [await connect("own"), await connect("named"), await connect("later")];
  const model = asMade(await there(owner, models.create, {}, { json: modelBody("R", "named") })).id;
  await there(owner, attachments.attachConnection, { agent }, { json: { data_connection_id: own } });
  await there(owner, attachments.attachModel, { agent }, { json: { semantic_data_model_id: model } });
  const seen = async (as: Person) => (await call(showAssignments, { as, params: { agent } })).body as Assignments;
  return { workspace, owner, there, agent, own, named, later, model, seen };
}

test("an agent has connections of its own and through its models, and is told apart", async () => {
  const { owner, own, named, model, seen } = await givenData();
  expect(await seen(owner)).toMatchObject({
    semanticDataModels: [{ id: model, name: "R" }],
    dataConnections: [
      { id: own, attached: true, through: [] },
      { id: named, attached: false, through: [{ id: model, name: "R" }] },
    ],
    shown: "draft",
    rev: 3,
  });
});

test("what is live is shown to everybody as it was frozen, to editors until they enter edit mode", async () => {
  const { workspace, owner, there, agent, own, named, later, model, seen } = await givenData();
  await there(owner, publish, { agent });
  await there(owner, models.patch, { id: model }, { json: modelBody("R2", "later") });
  const frozen = {
    semanticDataModels: [{ id: model, name: "R" }],
    dataConnections: [
      { id: own, attached: true },
      { id: named, attached: false, through: [{ id: model, name: "R" }] },
    ],
    shown: "live",
  };
  const reader = await given.member(workspace, { role: "viewer" });
  expect(await seen(owner)).toMatchObject({ ...frozen, mayChange: true });
  expect(await seen(reader)).toMatchObject({ ...frozen, mayChange: false });
  await there(owner, edit, { agent });
  expect(await seen(reader)).toMatchObject(frozen);
  expect(await seen(owner)).toMatchObject({
    semanticDataModels: [{ name: "R2" }],
    dataConnections: [{ id: own }, { id: later, through: [{ name: "R2" }] }],
    shown: "draft",
  });
});

test("who uses a resource is told to its readers: agents live or as drafts, and models", async () => {
  const { workspace, owner, there, agent, own, named, model } = await givenData();
  const uses = (as: Person, kind: string, id: string) => call(showResourceUses, { as, params: { kind, id } });
  const draft = { agents: [{ id: agent, name: "scout", live: false }], more: 0, resources: [] };
  expect((await uses(owner, "data-connections", own)).body).toEqual(draft);
  expect((await uses(owner, "semantic-data-models", model)).body).toEqual(draft);
  await there(owner, publish, { agent });
  const live = {
    agents: [{ id: agent, name: "scout", live: true }],
    more: 0,
    resources: [{ kind: "semantic-data-models", id: model, name: "R" }],
  };
  expect((await uses(owner, "data-connections", named)).body).toEqual(live);
  const sharer = await given.outsider();
  await given.share(agent, sharer, "viewer");
  expect((await uses(sharer, "data-connections", named)).body).toEqual({ ...live, resources: [] });
  const { owner: stranger } = await given.workspace();
  expect((await uses(stranger, "data-connections", named)).status).toBe(404);
  expect((await uses(owner, "data-connections", model)).status).toBe(404);
  expect((await uses(owner, "secrets", model)).status).toBe(400);
  expect((await uses(await given.member(workspace), "data-connections", named)).status).toBe(200);
});
