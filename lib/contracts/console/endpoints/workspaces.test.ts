import { describe, expect, test } from "vitest";
import { addWorkspaceMember, removeWorkspaceMember } from "@/lib/contracts/console/endpoints/members";
import {
  listOwnWorkspaces,
  makeWorkspace,
  patchWorkspace,
  removeWorkspace,
  showWorkspace,
} from "@/lib/contracts/console/endpoints/workspaces";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person, type Place } from "@/lib/testing/given";

const admin = () => given.outsider({ instanceAdmin: true });
const codeOf = (body: unknown) => (body as { error: { code: string } }).error.code;
const at = (workspace: Place) => ({ workspace: workspace.id });
const patch = (as: Person, workspace: Place, json: object, headers = {}) =>
  call(patchWorkspace, { as, params: at(workspace), json, headers });
const slugs = async (as: Person, query = {}) =>
  ((await call(listOwnWorkspaces, { as, query })).body as { data: { slug: string }[] }).data.map(({ slug }) => slug);

describe("reading", () => {
  test("people see their workspaces by id and slug with settings, quotas and usage; others see nothing", async () => {
    const { workspace, owner, ctx } = await given.workspace({ quotaAgents: 5 });
    await given.agent(ctx);
    const { id } = await given.agent(ctx);
    await db().agent.update({ where: { id }, data: { cpu: 1.5, memoryMb: 1536 } });
    await given.agent(ctx, { deletedAt: new Date() });
    const viewer = await given.member(workspace, { role: "viewer" });
    for (const ref of [workspace.id, workspace.slug]) {
      const seen = await call(showWorkspace, { as: viewer, params: { workspace: ref } });
      expect([seen.status, seen.headers.get("etag"), seen.body]).toMatchObject([
        200,
        '"1"',
        {
          id: workspace.id,
          role: "viewer",
          retentionTier: "medium",
          defaultServiceUserId: null,
          memberCount: 2,
          agentCount: 2,
          settings: { lifecycle: true, whoMaySubmit: "developers", quotas: { agents: 5, cpu: null, memoryGb: null } },
          usage: { agents: 2, cpu: 1.5, memoryGb: 1.5 },
        },
      ]);
    }
    const stranger = (await given.workspace()).owner;
    expect((await call(showWorkspace, { as: stranger, params: at(workspace) })).status).toBe(404);
    expect((await patch(stranger, workspace, { name: "Mine" })).status).toBe(404);
    expect(await slugs(owner)).toEqual([workspace.slug]);
    expect(await slugs(stranger)).not.toContain(workspace.slug);
  });

  test("all of them are for instance admins alone", async () => {
    const { workspace, owner } = await given.workspace();
    const as = await admin();
    expect(await slugs(as)).toEqual([]);
    expect(await slugs(as, { all: "true", q: workspace.slug.toUpperCase() })).toEqual([workspace.slug]);
    expect((await call(listOwnWorkspaces, { as: owner, query: { all: "true" } })).status).toBe(403);
    const seen = await call(showWorkspace, { as, params: at(workspace) });
    expect([seen.status, seen.body]).toMatchObject([200, { role: null }]);
  });
});

describe("creating and deleting", () => {
  test("an instance admin makes one and owns it; a slug belongs to one workspace", async () => {
    const as = await admin();
    const slug = `w-${as.id.slice(-8)}`;
    const made = await call(makeWorkspace, { as, json: { name: "Blue team", slug } });
    expect([made.status, made.body]).toMatchObject([201, { name: "Blue team", slug, role: "owner", memberCount: 1 }]);
    expect(made.headers.get("location")).toBe(`/api/workspaces/${(made.body as Place).id}`);
    const again = await call(makeWorkspace, { as, json: { name: "Other", slug } });
    expect([again.status, codeOf(again.body)]).toEqual([409, "name_taken"]);
    for (const bad of [
      { name: "" },
      { name: "x", slug: "A" },
      { name: "x", slug: "with space" },
      { name: "x", slug: crypto.randomUUID() },
      { name: "x", id: "1" },
    ]) {
      expect((await call(makeWorkspace, { as, json: bad })).status).toBe(400);
    }
    const { owner } = await given.workspace();
    expect((await call(makeWorkspace, { as: owner, json: { name: "Mine" } })).status).toBe(403);
  });

  test("it is deleted only when no agent is left, the trash included", async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const as = await admin();
    const agent = await given.agent(ctx, { deletedAt: new Date() });
    const params = at(workspace);
    expect((await call(removeWorkspace, { as: owner, params })).status).toBe(403);
    const used = await call(removeWorkspace, { as, params });
    expect([used.status, used.body]).toMatchObject([409, { error: { code: "in_use", agentCount: 1, trashed: 1 } }]);
    await db().agent.delete({ where: { id: agent.id } });
    expect((await call(removeWorkspace, { as, params })).status).toBe(204);
    expect((await call(removeWorkspace, { as, params })).status).toBe(404);
    expect((await call(showWorkspace, { as: owner, params })).status).toBe(404);
    const rows = await db().auditEvent.findMany({
      where: { targetId: workspace.id, action: "workspace.deleted" },
      orderBy: { seq: "asc" },
    });
    expect(rows.map((row) => row.outcome)).toEqual(["denied", "success"]);
  });
});

describe("changing", () => {
  test("admins set name, retention, service user and settings, with one audit row that tells the difference", async () => {
    const { workspace, ctx } = await given.workspace();
    const as = await given.member(workspace, { role: "admin" });
    const trashed = await given.agent(ctx, { deletedAt: new Date() });
    const json = {
      name: "Renamed",
      retentionTier: "short",
      defaultServiceUserId: as.id,
      settings: { lifecycle: false, whoMaySubmit: "everyone" },
    };
    const changed = await patch(as, workspace, json);
    expect([changed.status, changed.body]).toMatchObject([200, { ...json, rev: 2 }]);
    expect((await db().agent.findUniqueOrThrow({ where: { id: trashed.id } })).retentionTier).toBe("medium");
    expect((await patch(as, workspace, { name: "Renamed" })).body).toMatchObject({ rev: 2 });
    const rows = await db().auditEvent.findMany({ where: { targetId: workspace.id, action: "workspace.updated" } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ before: { retentionTier: "medium" }, after: { retentionTier: "short" } });
    expect((await patch(as, workspace, { name: "Late" }, { "if-match": '"1"' })).status).toBe(412);
    expect((await patch(as, workspace, { name: "In time" }, { "if-match": '"2"' })).status).toBe(200);
  });

  test("members who are no admins may not; slug and quotas are for instance admins", async () => {
    const { workspace, owner } = await given.workspace();
    for (const role of ["viewer", "developer"] as const) {
      expect((await patch(await given.member(workspace, { role }), workspace, { name: "x" })).status).toBe(403);
    }
    const slug = `s-${owner.id.slice(-8)}`;
    const quotas = { settings: { quotas: { agents: 3, memoryGb: null } } };
    for (const json of [{ slug }, quotas]) expect((await patch(owner, workspace, json)).status).toBe(403);
    const set = await patch(await admin(), workspace, { slug, ...quotas });
    expect(set.body).toMatchObject({ slug, settings: { quotas: { agents: 3, cpu: null, memoryGb: null } } });
    const other = await given.place();
    const taken = await patch(await admin(), workspace, { slug: other.slug });
    expect([taken.status, codeOf(taken.body)]).toEqual([409, "name_taken"]);
  });

  test("wrong values name their field", async () => {
    const { workspace, owner } = await given.workspace();
    const stranger = await given.outsider();
    for (const [json, field] of [
      [{ retentionTier: "forever" }, "retentionTier"],
      [{ defaultServiceUserId: stranger.id }, "defaultServiceUserId"],
      [{ settings: { whoMaySubmit: "nobody" } }, "settings.whoMaySubmit"],
      [{ settings: { quotas: { agents: -1 } } }, "settings.quotas.agents"],
      [{ settings: { quotas: { cpu: 1.5 } } }, "settings.quotas.cpu"],
      [{ rev: 9 }, "rev"],
    ] as const) {
      const { status, body } = await patch(owner, workspace, json);
      expect([status, Object.keys((body as { error: { fields: object } }).error.fields)]).toEqual([400, [field]]);
    }
  });

  test("a service user who leaves is one no longer", async () => {
    const { workspace, owner } = await given.workspace();
    const service = await given.member(workspace);
    await patch(owner, workspace, { defaultServiceUserId: service.id });
    await call(removeWorkspaceMember, { as: owner, params: { ...at(workspace), user: service.id } });
    expect((await call(showWorkspace, { as: owner, params: at(workspace) })).body).toMatchObject({
      defaultServiceUserId: null,
    });
  });
});

describe("an invitation whose link is lost", () => {
  const add = (as: Person, workspace: Place, email: string) =>
    call(addWorkspaceMember, { as, params: at(workspace), json: { email, role: "viewer" } });

  test("is made again by removing and adding; nobody else's invitation can be taken that way", async () => {
    const { workspace, owner } = await given.workspace();
    const email = `lost-${owner.id.slice(-8)}@example.com`;
    const first = (await add(owner, workspace, email)).body as { userId: string; inviteUrl: string };
    const elsewhere = await given.workspace();
    expect((await add(elsewhere.owner, elsewhere.workspace, email)).body).toMatchObject({ inviteUrl: null });
    const leave = (by: Person, place: Place) =>
      call(removeWorkspaceMember, { as: by, params: { ...at(place), user: first.userId } });
    await leave(elsewhere.owner, elsewhere.workspace);
    await leave(owner, workspace);
    const second = (await add(owner, workspace, email)).body as { userId: string; inviteUrl: string };
    expect(second.userId).toBe(first.userId);
    expect(second.inviteUrl).toContain("/invitation#");
    expect(second.inviteUrl).not.toBe(first.inviteUrl);
    expect(await db().oneTimeToken.count({ where: { userId: first.userId } })).toBe(1);
  });
});
