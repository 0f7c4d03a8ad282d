import { describe, expect, test } from "vitest";
import { showMe } from "@/lib/contracts/console/endpoints/me";
import {
  addWorkspaceMember,
  listWorkspaceMembers,
  patchWorkspaceMember,
  removeWorkspaceMember,
} from "@/lib/contracts/console/endpoints/members";
import { acceptOwnInvitation } from "@/lib/contracts/console/endpoints/sign-in";
import { inviteUser, listPeople, patchUser, showUser } from "@/lib/contracts/console/endpoints/users";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const admin = () => given.outsider({ instanceAdmin: true });
const tokenIn = (body: unknown) => (body as { inviteUrl: string }).inviteUrl.split("#")[1] ?? "";
const email = () => `new-${Math.random().toString(36).slice(2)}@example.com`;
const codeOf = (body: unknown) => (body as { error: { code: string } }).error.code;

describe("people", () => {
  test("an instance admin invites; the person accepts once, is signed in and a member", async () => {
    const [as, workspace] = [await admin(), await given.place()];
    const address = email();
    const json = { email: address.toUpperCase(), name: "Bob", workspaces: [{ id: workspace.id, role: "developer" }] };
    const invited = await call(inviteUser, { as, json });
    expect([invited.status, invited.body]).toMatchObject([
      201,
      { email: address, invited: true, disabled: false, workspaceCount: 1, rev: 1 },
    ]);
    const token = tokenIn(invited.body);
    expect(JSON.stringify(await db().oneTimeToken.findMany())).not.toContain(token);
    const weak = await call(acceptOwnInvitation, { json: { token, name: "Bob", password: "password1" } });
    expect(weak.status).toBe(400);
    const uses = await Promise.all(
      Array.from({ length: 8 }, () =>
        call(acceptOwnInvitation, { json: { token, name: "Bob B.", password: "correct horse 9" } }),
      ),
    );
    expect(uses.map((use) => use.status).sort()).toEqual([201, ...Array(7).fill(404)]);
    const cookie =
      uses
        .find((use) => use.status === 201)
        ?.headers.get("set-cookie")
        ?.split(";")[0] ?? "";
    expect((await call(showMe, { headers: { cookie } })).body).toMatchObject({
      email: address,
      name: "Bob B.",
      workspaces: [{ id: workspace.id, role: "developer" }],
    });
    const seen = await call(showUser, { as, params: { user: (invited.body as { id: string }).id } });
    expect([seen.body, seen.headers.get("etag")]).toMatchObject([{ invited: false }, '"2"']);
  });

  test("a taken or broken e-mail, an unknown workspace, an expired invitation are refused", async () => {
    const as = await admin();
    const taken = await call(inviteUser, { as, json: { email: as.email.toUpperCase() } });
    expect([taken.status, codeOf(taken.body)]).toEqual([409, "name_taken"]);
    for (const bad of ["a@b@c", "a@example.com, b@example.com", "nobody", "Ada <ada@example.com>", "a@exa mple.com"]) {
      expect((await call(inviteUser, { as, json: { email: bad } })).status).toBe(400);
    }
    const unknown = await call(inviteUser, {
      as,
      json: { email: email(), workspaces: [{ id: crypto.randomUUID(), role: "viewer" }] },
    });
    expect(codeOf(unknown.body)).toBe("unknown_reference");
    const token = tokenIn((await call(inviteUser, { as, json: { email: email() } })).body);
    await db().oneTimeToken.updateMany({ where: { kind: "invitation" }, data: { expiresAt: new Date() } });
    expect((await call(acceptOwnInvitation, { json: { token, name: "x", password: "correct horse 9" } })).status).toBe(
      404,
    );
  });

  test("only instance admins see or change people", async () => {
    const { owner } = await given.workspace();
    const params = { user: owner.id };
    for (const attempt of [
      call(listPeople, { as: owner }),
      call(inviteUser, { as: owner, json: { email: email() } }),
      call(showUser, { as: owner, params }),
      call(patchUser, { as: owner, params, json: { instanceAdmin: true } }),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    const as = await admin();
    const found = (
      await call(listPeople, { as, query: { q: owner.email.slice(0, 10).toUpperCase(), disabled: "false" } })
    ).body;
    expect(found).toMatchObject({ data: [{ id: owner.id }], pageInfo: { total: 1 } });
    expect((await call(showUser, { as, params: { user: "usr_nobody" } })).status).toBe(404);
  });

  test("disabling ends a person's sessions at once; an outdated revision is refused", async () => {
    const [as, victim] = [await admin(), await given.outsider()];
    const params = { user: victim.id };
    expect((await call(showMe, { as: victim })).status).toBe(200);
    const stale = await call(patchUser, { as, params, json: { disabled: true }, headers: { "if-match": '"7"' } });
    expect([stale.status, codeOf(stale.body)]).toEqual([412, "precondition_failed"]);
    expect(
      (await call(patchUser, { as, params, json: { disabled: true }, headers: { "if-match": '"1"' } })).status,
    ).toBe(200);
    expect((await call(showMe, { as: victim })).status).toBe(401);
    await call(patchUser, { as, params, json: { disabled: false } });
    expect((await call(showMe, { as: victim })).status).toBe(401);
  });

  test("one instance admin remains, also when two remove each other at the same moment", async () => {
    await db().user.updateMany({ data: { instanceAdmin: false } });
    const [one, two] = [await admin(), await admin()];
    const demote = (as: Person, whom: Person) =>
      call(patchUser, { as, params: { user: whom.id }, json: { instanceAdmin: false } });
    await Promise.all([demote(one, two), demote(two, one)]);
    expect(await db().user.count({ where: { instanceAdmin: true } })).toBe(1);
    const left = (await db().user.findFirstOrThrow({ where: { instanceAdmin: true } })).id === one.id ? one : two;
    for (const json of [{ instanceAdmin: false }, { disabled: true }]) {
      const { status, body } = await call(patchUser, { as: left, params: { user: left.id }, json });
      expect([status, codeOf(body)]).toEqual([409, "last_admin"]);
    }
  });
});

describe("members", () => {
  const at = (workspace: { id: string }, person?: Person) => ({
    workspace: workspace.id,
    ...(person ? { user: person.id } : {}),
  });

  test("are listed for members, by id or slug; the workspace is not there for others", async () => {
    const { owner, workspace } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const { body } = await call(listWorkspaceMembers, { as: viewer, params: { workspace: workspace.slug } });
    expect(body).toMatchObject({
      data: [{ userId: viewer.id, role: "viewer", canSubmit: null, invited: false }, { userId: owner.id }],
      pageInfo: { total: 2 },
    });
    const stranger = await given.outsider();
    for (const workspaceRef of [workspace.id, crypto.randomUUID(), "nowhere"]) {
      expect((await call(listWorkspaceMembers, { as: stranger, params: { workspace: workspaceRef } })).status).toBe(
        404,
      );
    }
  });

  test("admins add known and unknown people; a second time is a conflict", async () => {
    const { workspace } = await given.workspace();
    const as = await given.member(workspace, { role: "admin" });
    const known = await given.outsider();
    const added = await call(addWorkspaceMember, {
      as,
      params: at(workspace),
      json: { email: known.email, role: "viewer", canSubmit: true },
    });
    expect([added.status, added.body]).toMatchObject([201, { userId: known.id, canSubmit: true, inviteUrl: null }]);
    expect((await call(showMe, { as: known })).body).toMatchObject({
      workspaces: [{ id: workspace.id, canSubmit: true }],
    });
    const again = await call(addWorkspaceMember, {
      as,
      params: at(workspace),
      json: { email: known.email, role: "viewer" },
    });
    expect(again.status).toBe(409);
    const invited = await call(addWorkspaceMember, {
      as,
      params: at(workspace),
      json: { email: email(), role: "developer" },
    });
    expect(invited.body).toMatchObject({ invited: true, inviteUrl: expect.stringContaining("/invitation#") });
    const viewer = await given.member(workspace, { role: "developer" });
    expect(
      (await call(addWorkspaceMember, { as: viewer, params: at(workspace), json: { email: email(), role: "viewer" } }))
        .status,
    ).toBe(403);
  });

  test("a change of role counts from the next request", async () => {
    const { owner, workspace } = await given.workspace();
    const person = await given.member(workspace, { role: "admin" });
    const add = () =>
      call(addWorkspaceMember, { as: person, params: at(workspace), json: { email: email(), role: "viewer" } });
    expect((await add()).status).toBe(201);
    expect(
      (await call(patchWorkspaceMember, { as: owner, params: at(workspace, person), json: { role: "viewer" } })).status,
    ).toBe(200);
    expect((await add()).status).toBe(403);
  });

  test("only owners and instance admins make and unmake owners", async () => {
    const { owner, workspace } = await given.workspace();
    const [as, dev] = [await given.member(workspace, { role: "admin" }), await given.member(workspace)];
    const promote = (by: Person) =>
      call(patchWorkspaceMember, { as: by, params: at(workspace, dev), json: { role: "owner" } });
    expect((await promote(as)).status).toBe(403);
    expect(
      (await call(patchWorkspaceMember, { as, params: at(workspace, owner), json: { role: "viewer" } })).status,
    ).toBe(403);
    expect((await call(removeWorkspaceMember, { as, params: at(workspace, owner) })).status).toBe(403);
    expect(
      (await call(addWorkspaceMember, { as, params: at(workspace), json: { email: email(), role: "owner" } })).status,
    ).toBe(403);
    expect((await promote(await admin())).status).toBe(200);
  });

  test("the last owner stays, also when two leave at the same moment", async () => {
    const { owner, workspace } = await given.workspace();
    for (const attempt of [
      () => call(patchWorkspaceMember, { as: owner, params: at(workspace, owner), json: { role: "admin" } }),
      () => call(removeWorkspaceMember, { as: owner, params: at(workspace, owner) }),
    ]) {
      const { status, body } = await attempt();
      expect([status, codeOf(body)]).toEqual([409, "last_owner"]);
    }
    const second = await given.member(workspace, { role: "owner" });
    await Promise.all(
      [owner, second].map((one) => call(removeWorkspaceMember, { as: one, params: at(workspace, one) })),
    );
    expect(await db().membership.count({ where: { workspaceId: workspace.id, role: "owner" } })).toBe(1);
  });

  test("whoever goes loses access at once; their agents go to the named member, else to the remover", async () => {
    const { owner, workspace } = await given.workspace();
    const [leaver, removed, heir] = [
      await given.member(workspace),
      await given.member(workspace),
      await given.member(workspace),
    ];
    const [one, two] = [await given.agent(leaver.ctx), await given.agent(removed.ctx)];
    const stranger = await given.outsider();
    const query = { reassignTo: stranger.id };
    const wrong = await call(removeWorkspaceMember, { as: owner, params: at(workspace, removed), query });
    expect([wrong.status, codeOf(wrong.body)]).toEqual([400, "unknown_reference"]);
    expect((await call(removeWorkspaceMember, { as: leaver, params: at(workspace, removed) })).status).toBe(403);
    expect(
      (await call(removeWorkspaceMember, { as: leaver, params: at(workspace, leaver), query: { reassignTo: heir.id } }))
        .status,
    ).toBe(204);
    expect((await call(removeWorkspaceMember, { as: owner, params: at(workspace, removed) })).status).toBe(204);
    const owners = await db().agent.findMany({ where: { id: { in: [one.id, two.id] } }, orderBy: { number: "asc" } });
    expect(owners.map((agent) => agent.ownerId)).toEqual([heir.id, owner.id]);
    expect((await call(listWorkspaceMembers, { as: leaver, params: at(workspace) })).status).toBe(404);
    const actions = await db().auditEvent.findMany({ where: { action: "member.removed", workspaceId: workspace.id } });
    expect(actions.map((row) => row.outcome).sort()).toEqual(["denied", "success", "success"]);
  });
});
