import { describe, expect, test } from "vitest";
import { listOfVersions, publish, save, showVersion } from "@/lib/contracts/registry/endpoints/versions";
import type { AgentResource } from "@/lib/contracts/registry/wire";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenLive, givenSchema, givenSystemAgent, givenTool } from "@/lib/testing/given-assignable";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

type Version = { id: string; name: string; parentId: string | null; [key: string]: unknown };
const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const versionOf = ({ body }: Called) => body as Version;
const saved = (as: Person, agentId: string, json: object = {}) => call(save, { as, json: { agentId, ...json } });
const live = (as: Person, id: string, json?: object, headers = {}) =>
  call(publish, { as, params: { id }, json, headers });
const listed = async (as: Person, query: Record<string, string>) => {
  const answer = await call(listOfVersions, { as, query });
  return (answer.body as { data: Version[] }).data.map(({ name }) => name);
};
const audits = async (targetId: string) =>
  (await db().auditEvent.findMany({ where: { targetId }, orderBy: { seq: "asc" } })).map(({ action }) => action);
const draftOf = (id: string) => db().agent.findUniqueOrThrow({ where: { id }, include: { tools: true } });

/** An agent with instructions, a schema and a tool. */
async function givenDraft() {
  const scene = await given.workspace();
  const { id } = await given.agent(scene.ctx, { description: "first" });
  const [tool, schema] = [await givenTool(scene.workspace), await givenSchema(scene.workspace)];
  await db().agent.update({ where: { id }, data: { instructions: "one", models: ["a/b"], inputSchemaId: schema } });
  await db().agentTool.create({ data: { agentId: id, toolId: tool } });
  return { ...scene, id, tool, schema };
}

describe("saving a version", () => {
  test("freezes the draft with its attachments, beside it and what is live, in either state", async () => {
    const { owner, id, tool, schema } = await givenDraft();
    const answer = await saved(owner, id, { note: "Checks VAT." });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`/api/agent-versions/${versionOf(answer).id}`);
    expect(versionOf(answer)).toEqual({
      id: expect.stringMatching(/^agv_/),
      agentId: id,
      name: "v1",
      parentId: null,
      instructions: "one",
      models: ["a/b"],
      inputSchemaId: schema,
      outputSchemaId: null,
      note: "Checks VAT.",
      createdBy: owner.id,
      createdAt: expect.any(String),
      publishedAt: null,
    });
    const row = await db().agentVersion.findUniqueOrThrow({ where: { id: versionOf(answer).id } });
    expect(row.attachments).toMatchObject({ tools: [{ id: tool }], skills: [], plugins: [] });
    expect(await draftOf(id)).toMatchObject({ rev: 1, lifecycleState: "draft", liveVersionId: null });
    await live(owner, versionOf(answer).id);
    const second = versionOf(await saved(owner, id, { instructions: "two", models: ["c/d", "c/d"] }));
    expect(second).toMatchObject({ name: "v2", parentId: versionOf(answer).id, instructions: "two", models: ["c/d"] });
    expect((await draftOf(id)).instructions).toBe("one");
    expect(await audits(id)).toEqual(["agent.version_saved", "agent.published", "agent.version_saved"]);
  });

  test("takes what is absent from the parent, where one is given", async () => {
    const { owner, id, schema } = await givenDraft();
    const parent = versionOf(await saved(owner, id, { instructions: "parent's" }));
    await db().agent.update({ where: { id }, data: { instructions: "later", inputSchemaId: null } });
    const child = versionOf(await saved(owner, id, { parentId: parent.id, models: ["x/y"], name: "try" }));
    expect(child).toMatchObject({
      name: "try",
      parentId: parent.id,
      instructions: "parent's",
      models: ["x/y"],
      inputSchemaId: schema,
    });
    expect(versionOf(await saved(owner, id)).name).toBe("v3");
  });

  test("twenty at once have labels without gap or repeat", async () => {
    const { owner, id } = await givenDraft();
    const all = await Promise.all(Array.from({ length: 20 }, () => saved(owner, id)));
    expect(all.map((one) => Number(versionOf(one).name.slice(1))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test("refuses reserved, taken and wrong names, unknown references, and who may not edit", async () => {
    const { owner, workspace, id } = await givenDraft();
    const other = await given.agent(owner.ctx);
    const foreign = versionOf(await saved(owner, other.id));
    await saved(owner, id, { name: "best" });
    const fault = async (json: object, as = owner) => faultOf(await saved(as, id, json));
    for (const name of ["draft", "live", "v1", "v9", " ", "x".repeat(101)]) {
      expect(await fault({ name })).toEqual([400, "invalid_body"]);
    }
    expect(await fault({ name: "best" })).toEqual([409, "name_taken"]);
    expect(await fault({ publishedAt: null })).toEqual([400, "invalid_body"]);
    expect(await fault({ parentId: foreign.id })).toEqual([400, "unknown_reference"]);
    expect(await fault({ outputSchemaId: await givenSchema(await given.place()) })).toEqual([400, "unknown_reference"]);
    const viewer = await given.member(workspace, { role: "viewer" });
    expect(await fault({}, viewer)).toEqual([403, "forbidden"]);
    // An id in a body that may not be read is no other than one that is not there.
    const stranger = (await given.workspace()).owner;
    expect(await fault({}, stranger)).toEqual([400, "unknown_reference"]);
    expect(faultOf(await saved(owner, newId("agent")))).toEqual([400, "unknown_reference"]);
    expect(faultOf(await saved(owner, await givenSystemAgent()))).toEqual([403, "system_agent"]);
  });
});

describe("publishing", () => {
  test("makes a version live that never was, the draft takes the same content, and one version stays one", async () => {
    const { owner, id, tool } = await givenDraft();
    const version = versionOf(await saved(owner, id, { instructions: "published" }));
    await db().agentTool.deleteMany({ where: { agentId: id } });
    const answer = await live(owner, version.id, { note: "Ready." });
    expect([answer.status, answer.headers.get("etag"), (answer.body as AgentResource).defaultVersionId]).toEqual([
      200,
      '"2"',
      version.id,
    ]);
    const draft = await draftOf(id);
    expect([draft.lifecycleState, draft.instructions, draft.tools.map(({ toolId }) => toolId)]).toEqual([
      "live",
      "published",
      [tool],
    ]);
    expect(versionOf(await call(showVersion, { as: owner, params: { id: version.id } }))).toMatchObject({
      note: "Ready.",
      publishedAt: expect.any(String),
    });
    expect(faultOf(await live(owner, version.id))).toEqual([409, "already_live"]);
    expect(await audits(id)).toEqual(["agent.version_saved", "agent.published"]);
  });

  test("repeats one that was live as a new version: a rollback", async () => {
    const { owner, id } = await givenDraft();
    const first = versionOf(await saved(owner, id));
    await live(owner, first.id);
    await live(owner, versionOf(await saved(owner, id, { instructions: "two" })).id);
    const back = (await live(owner, first.id)).body as AgentResource;
    expect(back.defaultVersionId).not.toBe(first.id);
    const row = await db().agentVersion.findUniqueOrThrow({ where: { id: back.defaultVersionId ?? "" } });
    expect(row).toMatchObject({ label: "v3", restoredFromId: first.id, note: "Back to v1" });
    expect((await draftOf(id)).instructions).toBe("one");
    expect((await audits(id)).at(-1)).toBe("agent.rolled_back");
    const events = await db().event.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
    expect(events.map(({ type }) => type).slice(-2)).toEqual(["agent_published", "agent_rolled_back"]);
  });

  test("a draft that differs from what is live is given up only when that is said", async () => {
    const { owner, id } = await givenDraft();
    const first = versionOf(await saved(owner, id));
    await live(owner, first.id);
    const second = versionOf(await saved(owner, id, { models: ["new/one"] }));
    await db().agent.update({ where: { id }, data: { lifecycleState: "draft" } });
    const unchanged = versionOf(await saved(owner, id, { name: "same" }));
    await db().agent.update({ where: { id }, data: { instructions: "unsaved work" } });
    const refused = await live(owner, second.id);
    expect(faultOf(refused)).toEqual([409, "draft_exists"]);
    expect((await draftOf(id)).instructions).toBe("unsaved work");
    expect((await live(owner, second.id, { discardDraft: true })).status).toBe(200);
    expect((await draftOf(id)).instructions).toBe("one");
    await db().agent.update({ where: { id }, data: { lifecycleState: "draft" } });
    expect((await live(owner, unchanged.id)).status).toBe(200);
  });

  test("names what is gone, and goes without it only when that is said", async () => {
    const { owner, id, tool, schema } = await givenDraft();
    const version = versionOf(await saved(owner, id));
    await db().agentTool.deleteMany({ where: { toolId: tool } });
    const { name } = await db().tool.delete({ where: { id: tool } });
    await db().jsonSchema.delete({ where: { id: schema } });
    const refused = await live(owner, version.id);
    expect(faultOf(refused)).toEqual([409, "resource_missing"]);
    expect((refused.body as { error: { message: string } }).error.message).toContain(
      `uses tool '${name}', schema '${schema}', which were deleted`,
    );
    expect((await live(owner, version.id, { dropMissing: true })).status).toBe(200);
    expect(await draftOf(id)).toMatchObject({ tools: [], inputSchemaId: null, instructions: "one" });
  });

  test("a package is published by its approval, and its instructions are its own", async () => {
    const { workspace } = await given.workspace();
    const author = await given.member(workspace);
    const { agentId, packageId } = await givenPackage(author, await buildPackage());
    expect(faultOf(await saved(author, agentId, { instructions: "x" }))).toEqual([409, "package_field"]);
    const version = versionOf(await saved(author, agentId));
    expect(faultOf(await live(author, version.id))).toEqual([409, "review_pending"]);
    await db().package.update({ where: { id: packageId }, data: { status: "approved" } });
    await db().agent.update({ where: { id: agentId }, data: { reviewStatus: "ACTIVE" } });
    expect((await live(author, version.id)).status).toBe(200);
    const runtime = await db().runtime.findUniqueOrThrow({ where: { agentId } });
    expect([runtime.desiredState, runtime.desiredPackageId]).toEqual(["running", packageId]);
  });

  test("is refused where draft and live are switched off, to readers, to strangers and with an outdated If-Match", async () => {
    const { owner, workspace, id } = await givenDraft();
    const version = versionOf(await saved(owner, id));
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = (await given.workspace()).owner;
    // What was never live is the editors' own.
    expect(faultOf(await live(viewer, version.id))).toEqual([404, "not_found"]);
    expect(faultOf(await live(stranger, version.id))).toEqual([404, "not_found"]);
    expect(faultOf(await live(owner, version.id, {}, { "if-match": '"9"' }))).toEqual([412, "precondition_failed"]);
    expect(faultOf(await live(owner, version.id, { discardDraft: "yes" }))).toEqual([400, "invalid_body"]);
    await db().workspace.update({ where: { id: workspace.id }, data: { lifecycle: false } });
    expect(faultOf(await live(owner, version.id))).toEqual([403, "lifecycle_disabled"]);
    await db().workspace.update({ where: { id: workspace.id }, data: { lifecycle: true } });
    const two = await Promise.all([live(owner, version.id), live(owner, version.id)]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(faultOf(await live(viewer, version.id))).toEqual([403, "forbidden"]);
  });
});

describe("reading versions", () => {
  test("shows editors all of them, readers those that were live, strangers none", async () => {
    const { owner, workspace, id } = await givenDraft();
    await live(owner, versionOf(await saved(owner, id)).id);
    const hidden = versionOf(await saved(owner, id, { name: "secret try" }));
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = (await given.workspace()).owner;
    const agent_id = id;
    expect(await listed(owner, { agent_id })).toEqual(["secret try", "v1"]);
    expect(await listed(viewer, { agent_id })).toEqual(["v1"]);
    expect(await listed(viewer, { agent_id, ids: hidden.id })).toEqual([]);
    const show = async (as: Person) => (await call(showVersion, { as, params: { id: hidden.id } })).status;
    expect([await show(owner), await show(viewer), await show(stranger)]).toEqual([200, 404, 404]);
    expect(faultOf(await call(listOfVersions, { as: stranger, query: { agent_id } }))).toEqual([404, "not_found"]);
    await db().agent.update({ where: { id }, data: { deletedAt: new Date(), retentionTier: "short" } });
    expect(faultOf(await call(listOfVersions, { as: owner, query: { agent_id } }))).toEqual([404, "not_found"]);
    expect(await show(owner)).toBe(404);
  });

  test("needs an agent, but for instance admins; filters, orders and pages as the agents' list", async () => {
    const { owner, id, schema } = await givenDraft();
    for (const note of ["c", "a", "b"]) await saved(owner, id, { note });
    const agent_id = id;
    expect(faultOf(await call(listOfVersions, { as: owner }))).toEqual([400, "invalid_parameter"]);
    const admin = await given.outsider({ instanceAdmin: true });
    expect((await call(listOfVersions, { as: admin })).status).toBe(200);
    expect(await listed(owner, { agent_id, orderBy: '[{"note":"asc"}]' })).toEqual(["v2", "v3", "v1"]);
    expect(await listed(owner, { agent_id, filter: '{"note":{"in":["a","c"]},"publishedAt":null}' })).toEqual([
      "v2",
      "v1",
    ]);
    expect(
      await listed(owner, { agent_id, filter: `{"inputSchemaId":"${schema}","agent":{"id":"${id}"}}` }),
    ).toHaveLength(3);
    expect(await listed(owner, { agent_id, filter: '{"parent":null}', name: "V3" })).toEqual(["v3"]);
    const first = await call(listOfVersions, { as: owner, query: { agent_id, limit: "2" } });
    const { pageInfo } = first.body as { pageInfo: { total: number; endCursor: string; hasNextPage: boolean } };
    expect([pageInfo.total, pageInfo.hasNextPage]).toEqual([3, true]);
    expect(await listed(owner, { agent_id, limit: "2", after: pageInfo.endCursor })).toEqual(["v1"]);
    const fault = async (query: Record<string, string>) =>
      faultOf(await call(listOfVersions, { as: owner, query: { agent_id, ...query } }));
    expect(await fault({ filter: '{"content":{}}' })).toEqual([400, "invalid_filter"]);
    expect(await fault({ orderBy: '[{"instructions":"asc"}]' })).toEqual([400, "invalid_order_by"]);
    expect(await fault({ after: "x" })).toEqual([400, "invalid_cursor"]);
    expect(await fault({ limit: "0" })).toEqual([400, "invalid_parameter"]);
    expect(await fault({ tags: "x" })).toEqual([400, "invalid_parameter"]);
  });

  test("shows versions of packages too", async () => {
    const { ctx, owner } = await given.workspace();
    const { id } = await given.agent(ctx);
    const version = await givenLive(id, { description: "d", package: { id: "pkg_x" } });
    expect(versionOf(await call(showVersion, { as: owner, params: { id: version } }))).toMatchObject({
      instructions: "",
      models: [],
    });
  });
});
