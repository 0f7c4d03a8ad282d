import { expect, test } from "vitest";
import { find } from "@/lib/contracts/console/endpoints/overview";
import { showPersonaUses } from "@/lib/contracts/console/endpoints/personas";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { givenPersona } from "@/lib/testing/context-scene";
import { given, type Person } from "@/lib/testing/given";
import { givenLive } from "@/lib/testing/given-assignable";

const uses = (as: Person, persona: number) =>
  call(showPersonaUses, { as, params: { persona }, headers: { "x-workspace-id": as.ctx.workspaceId ?? "" } });

test("who speaks as a persona is told, live ones first, as far as the caller can read them", async () => {
  const [{ ctx, owner }, other] = [await given.workspace(), await given.workspace()];
  const { id } = await givenPersona(null);
  const drafted = await given.agent(ctx, { name: "a-draft" });
  const live = await given.agent(ctx, { name: "b-live" });
  const foreign = await given.agent(other.ctx, { name: "foreign" });
  const trashed = await given.agent(ctx, { deletedAt: new Date() });
  const ids = [drafted, foreign, trashed].map((agent) => agent.id);
  await db().agent.updateMany({ where: { id: { in: ids } }, data: { personaId: id } });
  await givenLive(live.id, { personaId: id });
  expect((await uses(owner, id)).body).toEqual({
    mayChange: false,
    agents: [
      { id: live.id, name: "b-live", live: true },
      { id: drafted.id, name: "a-draft", live: false },
    ],
    more: 0,
  });
});

test("more than 50 are counted", async () => {
  const { ctx, owner, workspace } = await given.workspace();
  const { id } = await givenPersona(workspace.id);
  const agents = await Promise.all(Array.from({ length: 52 }, () => given.agent(ctx)));
  const data = { personaId: id };
  await db().agent.updateMany({ where: { id: { in: agents.map((agent) => agent.id) } }, data });
  const { body } = await uses(owner, id);
  expect(body).toMatchObject({ more: 2, agents: { length: 50 } });
});

test("its creator and admins may change it, a global one instance admins alone; others' are not there", async () => {
  const { workspace, owner } = await given.workspace();
  const [creator, developer] = [await given.member(workspace), await given.member(workspace)];
  const admin = await given.member(workspace, { role: "viewer", instanceAdmin: true });
  const own = await givenPersona(workspace.id, { createdById: creator.id });
  const global = await givenPersona(null, { createdById: creator.id });
  const told = async (as: Person, id: number) => (await uses(as, id)).body as { mayChange: boolean };
  const seen = async (id: number) =>
    Promise.all([owner, creator, developer, admin].map(async (as) => (await told(as, id)).mayChange));
  expect(await seen(own.id)).toEqual([true, true, false, true]);
  expect(await seen(global.id)).toEqual([false, false, false, true]);
  const stranger = (await given.workspace()).owner;
  expect((await uses(stranger, own.id)).status).toBe(404);
  expect((await uses(owner, 2_147_483_648)).status).toBe(404);
});

test("search finds global personas and those of the workspace that one is in, and no others", async () => {
  const [here, there] = [await given.workspace(), await given.workspace()];
  const word = newId("view").slice(-14);
  const own = await givenPersona(here.workspace.id, { name: `Own ${word}` });
  const global = await givenPersona(null, { name: `Shared ${word}`, voiceDescription: null });
  await givenPersona(there.workspace.id, { name: `Their ${word}` });
  const found = async (as: Person, at: Person) => {
    const headers = { "x-workspace-id": at.ctx.workspaceId ?? "" };
    const { body } = await call(find, { as, headers, query: { q: word } });
    return (body as { data: object[] }).data;
  };
  expect(await found(here.owner, here.owner)).toEqual([
    {
      type: "persona",
      id: String(own.id),
      title: own.name,
      subtitle: "Short, calm, exact",
      link: `/personas/${own.id}`,
    },
    {
      type: "persona",
      id: String(global.id),
      title: global.name,
      subtitle: "Operations",
      link: `/personas/${global.id}`,
    },
  ]);
  const outsider = await given.outsider();
  const { body } = await call(find, { as: outsider, query: { q: word } });
  expect(body).toEqual({ data: [] });
});
