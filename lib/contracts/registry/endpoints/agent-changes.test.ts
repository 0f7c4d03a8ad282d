import { describe, expect, test } from "vitest";
import { patch, remove } from "@/lib/contracts/registry/endpoints/agent-changes";
import type { AgentResource } from "@/lib/contracts/registry/wire";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenLive, givenSystemAgent } from "@/lib/testing/given-assignable";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const fieldsOf = ({ body }: Called) => (body as { error: { fields?: Record<string, string> } }).error.fields;
const made = ({ body }: Called) => body as AgentResource;
const audits = (targetId: string) => db().auditEvent.findMany({ where: { targetId }, orderBy: { seq: "asc" } });
const change = (as: Person, agent: string, json: unknown, headers = {}) =>
  call(patch, { as, params: { agent }, json, headers });

describe("changing", () => {
  test("writes what differs, raises the revision once, and says so to everybody", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx, { name: "old", description: "before" });
    const answer = await change(owner, id, { name: "new", description: null });
    expect([answer.status, answer.headers.get("etag"), made(answer).name, made(answer).description]).toEqual([
      200,
      '"2"',
      "new",
      "",
    ]);
    const [row] = await audits(id);
    expect([row?.action, row?.before, row?.after]).toEqual([
      "agent.updated",
      { name: "old", description: "before" },
      { name: "new", description: "" },
    ]);
    const events = await db().event.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
    expect(events.map(({ type }) => type)).toEqual(["agent_updated", "agent_renamed"]);
  });

  test("nothing changes nothing, in either state, without a new revision or audit row", async () => {
    const { ctx, owner } = await given.workspace();
    const { id, name } = await given.agent(ctx, { description: "d" });
    for (const live of [false, true]) {
      if (live) await givenLive(id);
      for (const json of [{}, { name }, { description: "d", runtimeUserId: null }]) {
        const answer = await change(owner, id, json);
        expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"1"']);
      }
    }
    expect(await audits(id)).toEqual([]);
  });

  test("a live agent keeps its content, and nothing of the body is applied; the run-as user alone changes", async () => {
    const { ctx, owner, workspace } = await given.workspace();
    const { id, name } = await given.agent(ctx);
    await givenLive(id, { description: "" });
    const refused = await change(owner, id, { description: "other", runtimeUserId: owner.id });
    expect(faultOf(refused)).toEqual([409, "agent_live"]);
    expect((refused.body as { error: { message: string } }).error.message).toBe(
      `'${name}' is live. Enter edit mode first: POST /tenants/${workspace.id}/api/v2/agents/${id}/edit`,
    );
    const before = await db().agent.findUniqueOrThrow({ where: { id } });
    expect([before.rev, before.runtimeUserId]).toEqual([1, null]);
    expect(made(await change(owner, id, { runtimeUserId: owner.id })).runtimeUserId).toBe(owner.id);
    expect(made(await change(owner, id, { runtimeUserId: null })).runtimeUserId).toBeNull();
  });

  test("fields of a package come from the package, in either state and before agent_live", async () => {
    const { workspace } = await given.workspace();
    const author = await given.member(workspace);
    const { agentId } = await givenPackage(author, await buildPackage());
    for (const live of [false, true]) {
      if (live) await db().agent.update({ where: { id: agentId }, data: { lifecycleState: "live" } });
      const answer = await change(author, agentId, { name: "other", description: "other" });
      expect(faultOf(answer)).toEqual([409, "package_field"]);
      expect(fieldsOf(answer)).toEqual({ name: "comes from the package", description: "comes from the package" });
      expect((answer.body as { error: { message: string } }).error.message).toMatch(
        /^name comes from package '.+' \d+\.\d+\.\d+\. Submit a new version of the package$/,
      );
    }
  });

  test("the run-as user is set by admins alone and is a member who may sign in; the present one needs no right", async () => {
    const { workspace, owner } = await given.workspace();
    const dev = await given.member(workspace);
    const other = await given.outsider();
    const gone = await given.member(workspace, { disabledAt: new Date() }).catch(() => null);
    expect(gone).toBeNull();
    const { id } = await given.agent(dev.ctx);
    expect(faultOf(await change(dev, id, { runtimeUserId: dev.id }))).toEqual([403, "forbidden"]);
    expect((await audits(id)).map(({ outcome }) => outcome)).toEqual(["denied"]);
    expect((await change(owner, id, { runtimeUserId: dev.id })).status).toBe(200);
    expect((await change(dev, id, { runtimeUserId: dev.id, description: "mine" })).status).toBe(200);
    await db().user.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
    await db().membership.create({ data: { workspaceId: workspace.id, userId: other.id, role: "viewer" } });
    for (const runtimeUserId of [other.id, newId("user"), "x"]) {
      const answer = await change(owner, id, { runtimeUserId });
      expect([...faultOf(answer), fieldsOf(answer)]).toEqual([
        400,
        "unknown_reference",
        { runtimeUserId: "no such member of this workspace" },
      ]);
    }
  });

  test("is for owner, editors and admins; readers get 403, strangers 404, system agents nobody", async () => {
    const { workspace, owner } = await given.workspace();
    const [author, peer, viewer] = await Promise.all([
      given.member(workspace),
      given.member(workspace),
      given.member(workspace, { role: "viewer" }),
    ]);
    const [editor, operator, stranger] = [await given.outsider(), await given.outsider(), await given.outsider()];
    const { id } = await given.agent(author.ctx);
    await given.share(id, editor, "editor");
    await given.share(id, operator, "operator");
    const status = async (as: Person) => (await change(as, id, { description: as.id })).status;
    expect(await Promise.all([author, owner, editor].map(status))).toEqual([200, 200, 200]);
    expect(await Promise.all([peer, viewer, operator].map(status))).toEqual([403, 403, 403]);
    expect(await status(stranger)).toBe(404);
    const system = await givenSystemAgent();
    const admin = await given.outsider({ instanceAdmin: true });
    for (const as of [admin, owner, stranger]) {
      expect(faultOf(await change(as, system, { description: "x" }))).toEqual([403, "system_agent"]);
      expect(faultOf(await call(remove, { as, params: { agent: system } }))).toEqual([403, "system_agent"]);
    }
  });

  test("editors of different fields both keep theirs; of a name that is taken nothing is kept", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    const both = await Promise.all([change(owner, id, { name: "one" }), change(owner, id, { description: "two" })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const row = await db().agent.findUniqueOrThrow({ where: { id } });
    expect([row.name, row.description, row.rev]).toEqual(["one", "two", 3]);
    await given.agent(ctx, { name: "taken" });
    const refused = await change(owner, id, { name: "taken", description: "lost" });
    expect([...faultOf(refused), fieldsOf(refused)]).toEqual([409, "name_taken", { name: "taken" }]);
    expect((await db().agent.findUniqueOrThrow({ where: { id } })).description).toBe("two");
  });

  test("If-Match: another revision is 412 before anything else about the state, * and W/ are understood", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    const send = (tag: string, json: unknown = { description: tag }) => change(owner, id, json, { "if-match": tag });
    expect(faultOf(await send('"9"', { runtimeUserId: "usr_x" }))).toEqual([412, "precondition_failed"]);
    expect(faultOf(await send("1"))).toEqual([412, "precondition_failed"]);
    expect((await send('W/"1"')).status).toBe(200);
    const stale = await send('"1"');
    expect((stale.body as { error: { message: string } }).error.message).toBe(
      'The agent changed meanwhile: you sent "1", it is at "2"',
    );
    expect((await send("*")).status).toBe(200);
    expect((await send('"7", "3"')).status).toBe(200);
    const at = { "if-match": '"4"' };
    const two = await Promise.all([change(owner, id, { description: "x" }, at), change(owner, id, { name: "y" }, at)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test.each([
    { name: null },
    { name: "" },
    { status: "ACTIVE" },
    { deletedAt: null },
    { runtimeUserId: 5 },
    { description: 1 },
  ])("refuses %j", async (json) => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    expect(faultOf(await change(owner, id, json))).toEqual([400, "invalid_body"]);
  });
});
