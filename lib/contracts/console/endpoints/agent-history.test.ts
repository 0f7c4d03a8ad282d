import { describe, expect, test } from "vitest";
import { compare, listOfHistory, restoreAsDraft } from "@/lib/contracts/console/endpoints/agent-history";
import type { Comparison, HistoryEntry } from "@/lib/contracts/console/wire/version";
import { publish, save } from "@/lib/contracts/registry/endpoints/versions";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenMcpServer, givenTool } from "@/lib/testing/given-assignable";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const idOf = ({ body }: Called) => (body as { id: string }).id;
const saved = async (as: Person, agentId: string, json: object = {}) =>
  idOf(await call(save, { as, json: { agentId, ...json } }));
const live = (as: Person, id: string, json: object = {}) => call(publish, { as, params: { id }, json });
const restore = (as: Person, agent: string, version: string, json: object = {}, headers = {}) =>
  call(restoreAsDraft, { as, params: { agent, version }, json, headers });
const compared = (as: Person, agent: string, from: string, to: string) =>
  call(compare, { as, params: { agent }, query: { from, to } });
const history = async (as: Person, agent: string, query = {}) =>
  ((await call(listOfHistory, { as, params: { agent }, query })).body as { data: HistoryEntry[] }).data;
const draftOf = (id: string) => db().agent.findUniqueOrThrow({ where: { id }, include: { tools: true } });
const auditsOf = (targetId: string) =>
  db().auditEvent.findMany({ where: { targetId, action: "agent.version_restored" } });

const hunk = (before: string, after: string) =>
  expect.objectContaining({
    lines: [
      ["-", before],
      ["+", after],
    ],
  });

/** v1 ("one", with a tool) was live, v2 ("two", without) is. */
async function givenReleases() {
  const scene = await given.workspace();
  const { id } = await given.agent(scene.ctx);
  const tool = await givenTool(scene.workspace);
  await db().agent.update({ where: { id }, data: { instructions: "one" } });
  await db().agentTool.create({ data: { agentId: id, toolId: tool } });
  await live(scene.owner, await saved(scene.owner, id, { note: "First." }));
  await db().agentTool.deleteMany({ where: { agentId: id } });
  await live(scene.owner, await saved(scene.owner, id, { instructions: "two" }));
  return { ...scene, id, tool };
}

/** The agent is in edit mode with this text. */
const edit = (id: string, instructions: string) =>
  db().agent.update({ where: { id }, data: { lifecycleState: "draft", instructions } });

describe("the history of an agent", () => {
  test("tells who made which version, what it repeats and which one is live, page by page", async () => {
    const { owner, id } = await givenReleases();
    const [, first] = await history(owner, id);
    await live(owner, first?.id ?? "");
    const entries = await history(owner, id);
    expect(entries.map(({ label, live, restoredFrom }) => [label, live, restoredFrom])).toEqual([
      ["v3", true, "v1"],
      ["v2", false, null],
      ["v1", false, null],
    ]);
    expect(entries[2]).toMatchObject({ note: "First.", author: { id: owner.id }, packageVersion: null });
    const page = await call(listOfHistory, { as: owner, params: { agent: id }, query: { limit: "2" } });
    const { pageInfo } = page.body as { pageInfo: { total: number; endCursor: string } };
    expect(pageInfo).toMatchObject({ total: 3, hasNextPage: true });
    expect((await history(owner, id, { after: pageInfo.endCursor })).map(({ label }) => label)).toEqual(["v1"]);
    const other = await given.agent(owner.ctx);
    const foreign = { as: owner, params: { agent: other.id }, query: { after: pageInfo.endCursor } };
    expect(faultOf(await call(listOfHistory, foreign))).toEqual([400, "invalid_cursor"]);
  });

  test("shows what was never live to editors alone, and nothing to strangers", async () => {
    const { owner, workspace, id } = await givenReleases();
    await saved(owner, id, { name: "try" });
    const viewer = await given.member(workspace, { role: "viewer" });
    expect((await history(owner, id)).map(({ label }) => label)).toEqual(["try", "v2", "v1"]);
    expect((await history(viewer, id)).map(({ label }) => label)).toEqual(["v2", "v1"]);
    expect(faultOf(await compared(viewer, id, "v1", "try"))).toEqual([404, "not_found"]);
    const stranger = (await given.workspace()).owner;
    expect(faultOf(await call(listOfHistory, { as: stranger, params: { agent: id } }))).toEqual([404, "not_found"]);
  });
});

describe("comparing", () => {
  test("names fields and attachments between versions, draft and live", async () => {
    const { owner, id, tool } = await givenReleases();
    const change = (await compared(owner, id, "v1", "live")).body as Comparison;
    expect(change).toMatchObject({
      identical: false,
      from: { ref: "v1", label: "v1" },
      to: { ref: "live", label: "v2" },
      fields: [{ field: "instructions", before: null, after: null, hunks: [hunk("one", "two")] }],
      attachments: [{ kind: "tools", added: [], removed: [{ id: tool }], changed: [], mapped: [] }],
    });
    // The draft of a live agent is what is live.
    expect((await compared(owner, id, "live", "draft")).body).toMatchObject({ identical: true, to: { label: "v2" } });
    await edit(id, "three");
    expect((await compared(owner, id, "live", "draft")).body).toMatchObject({
      to: { id: null, label: null },
      fields: [{ field: "instructions", hunks: [hunk("two", "three")] }],
    });
  });

  test("tells files by their paths, and what the mapping of a publish explains apart from differences", async () => {
    const { owner, ctx, workspace } = await given.workspace();
    const { id } = await given.agent(ctx);
    const [tried, real] = [await givenMcpServer(workspace), await givenMcpServer(workspace)];
    await db().agentMcpServer.create({ data: { agentId: id, mcpServerId: tried } });
    await publishDraft(owner.ctx, { agent: byId(id), mapping: { mcpServers: { [tried]: real } } });
    await edit(id, "");
    const exchanged = (await compared(owner, id, "live", "draft")).body as Comparison;
    expect(exchanged).toMatchObject({
      identical: true,
      attachments: [
        { kind: "mcpServers", added: [], removed: [], mapped: [{ from: { id: real }, to: { id: tried } }] },
      ],
    });
    await db().agentFile.create({ data: { agentId: id, path: "data/a.csv", size: 1, sha256: "a".repeat(64) } });
    const { identical, attachments } = (await compared(owner, id, "live", "draft")).body as Comparison;
    expect([identical, attachments.find(({ kind }) => kind === "files")?.added]).toEqual([
      false,
      [{ id: "data/a.csv", name: "a.csv" }],
    ]);
  });

  test("has an empty live side before the first publish; refuses the draft to readers, and what is not there", async () => {
    const { owner, ctx, workspace } = await given.workspace();
    const { id } = await given.agent(ctx, { description: "new" });
    expect((await compared(owner, id, "live", "draft")).body).toMatchObject({
      from: { id: null },
      fields: expect.arrayContaining([expect.objectContaining({ field: "description", change: "added" })]),
    });
    const viewer = await given.member(workspace, { role: "viewer" });
    expect(faultOf(await compared(viewer, id, "live", "draft"))).toEqual([403, "forbidden"]);
    expect((await compared(viewer, id, "live", "live")).status).toBe(200);
    expect(faultOf(await compared(owner, id, "v9", "live"))).toEqual([404, "not_found"]);
    expect(faultOf(await compared(owner, id, "", "live"))).toEqual([400, "invalid_parameter"]);
  });
});

describe("taking a version as draft", () => {
  test("brings text and attachments back beside what is live, with one audit row", async () => {
    const { owner, id, tool } = await givenReleases();
    const { rev, liveVersionId } = await draftOf(id);
    const answer = await restore(owner, id, "v1");
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, `"${rev + 1}"`]);
    expect(answer.body).toMatchObject({ lifecycleState: "draft", live: { id: liveVersionId, label: "v2" } });
    const draft = await draftOf(id);
    expect([draft.instructions, draft.tools.map(({ toolId }) => toolId), draft.liveVersionId]).toEqual([
      "one",
      [tool],
      liveVersionId,
    ]);
    expect((await auditsOf(id)).map(({ after }) => after)).toMatchObject([
      { label: "v1", replaced: ["instructions", "tools"] },
    ]);
    // Once more changes nothing.
    expect((await restore(owner, id, "v1")).headers.get("etag")).toBe(`"${rev + 1}"`);
    expect(await auditsOf(id)).toHaveLength(1);
  });

  test("gives up an unpublished draft only when that is said", async () => {
    const { owner, id } = await givenReleases();
    await edit(id, "unpublished");
    expect(faultOf(await restore(owner, id, "v1"))).toEqual([409, "draft_exists"]);
    expect((await draftOf(id)).instructions).toBe("unpublished");
    expect((await restore(owner, id, "v1", { discardDraft: true })).status).toBe(200);
    expect((await draftOf(id)).instructions).toBe("one");
    const { ctx, owner: other } = await given.workspace();
    const first = await given.agent(ctx);
    await saved(other, first.id);
    await db().agent.update({ where: { id: first.id }, data: { instructions: "later" } });
    expect(faultOf(await restore(other, first.id, "v1"))).toEqual([409, "draft_exists"]);
  });

  test("goes without resources that were deleted only when that is said", async () => {
    const { owner, id, tool } = await givenReleases();
    await db().tool.delete({ where: { id: tool } });
    expect(faultOf(await restore(owner, id, "v1"))).toEqual([409, "resource_missing"]);
    expect((await restore(owner, id, "v1", { dropMissing: true })).status).toBe(200);
    expect(await draftOf(id)).toMatchObject({ instructions: "one", tools: [] });
  });

  test("leaves the fields of a package as they are", async () => {
    const { owner, workspace } = await given.workspace();
    const author = await given.member(workspace);
    const { agentId } = await givenPackage(author, await buildPackage());
    await saved(owner, agentId);
    await db().agent.update({ where: { id: agentId }, data: { instructions: "of the package" } });
    const tool = await givenTool(workspace);
    await db().agentTool.create({ data: { agentId, toolId: tool } });
    expect((await restore(owner, agentId, "v1", { discardDraft: true })).status).toBe(200);
    expect(await draftOf(agentId)).toMatchObject({ instructions: "of the package", tools: [] });
  });

  test("is refused to readers, to strangers, with an outdated revision and where draft and live are off", async () => {
    const { owner, workspace, id } = await givenReleases();
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = (await given.workspace()).owner;
    expect(faultOf(await restore(viewer, id, "v1"))).toEqual([403, "forbidden"]);
    expect(faultOf(await restore(stranger, id, "v1"))).toEqual([404, "not_found"]);
    expect(faultOf(await restore(owner, id, "v7"))).toEqual([404, "not_found"]);
    expect(faultOf(await restore(owner, id, "v1", {}, { "if-match": '"99"' }))).toEqual([412, "precondition_failed"]);
    expect(faultOf(await restore(owner, id, "v1", { dropMissing: "yes" }))).toEqual([400, "invalid_body"]);
    await db().workspace.update({ where: { id: workspace.id }, data: { lifecycle: false } });
    expect(faultOf(await restore(owner, id, "v1"))).toEqual([403, "lifecycle_disabled"]);
    expect((await draftOf(id)).lifecycleState).toBe("live");
  });
});
