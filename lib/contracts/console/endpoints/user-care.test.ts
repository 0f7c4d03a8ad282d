import { describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/auth/passwords";
import { createKey } from "@/lib/contracts/console/endpoints/api-keys";
import { showMe } from "@/lib/contracts/console/endpoints/me";
import { listNotices } from "@/lib/contracts/console/endpoints/notifications";
import { forgetPassword, resetOwnPassword } from "@/lib/contracts/console/endpoints/password";
import { replacePreferences, showPreferences } from "@/lib/contracts/console/endpoints/preferences";
import {
  endSessionsOf,
  listSessionsOf,
  makeResetLink,
  removeFactorOf,
  removeUser,
} from "@/lib/contracts/console/endpoints/user-care";
import { inviteUser, listPeople, showUser } from "@/lib/contracts/console/endpoints/users";
import { login } from "@/lib/contracts/submissions/endpoints/login";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

const password = "correct horse 9";
const passwordHash = await hashPassword(password);
const admin = () => given.outsider({ instanceAdmin: true });
const codeOf = (body: unknown) => (body as { error: { code: string } }).error.code;
const at = (person: Person) => ({ user: person.id });
const signIn = async (who: Person, secret = password) =>
  (await call(login, { json: { username: who.email, password: secret } })).status;
const toldOf = async (as: Person) =>
  ((await call(listNotices, { as })).body as { data: { kind: string; title: string }[] }).data;
const auditedOf = async (id: string) =>
  (await db().auditEvent.findMany({ where: { targetId: id, outcome: "success" }, orderBy: { seq: "asc" } })).map(
    (row) => row.action,
  );

describe("a lost password", () => {
  const newLink = async (as: Person, who: Person) => {
    const { status, body } = await call(makeResetLink, { as, params: at(who) });
    return { status, token: (body as { resetUrl?: string }).resetUrl?.split("/reset-password#")[1] ?? "" };
  };
  const reset = async (token: string, secret = "another horse 10") =>
    (await call(resetOwnPassword, { json: { token, password: secret } })).status;

  test("is replaced by a link that works once, ends every session, and is kept as a hash", async () => {
    const [as, who] = [await admin(), await given.outsider({ passwordHash })];
    const { status, token } = await newLink(as, who);
    expect([status, token]).toEqual([200, expect.stringMatching(/^[\w-]{43}$/)]);
    expect(JSON.stringify(await db().oneTimeToken.findMany())).not.toContain(token);
    expect(await reset(token, "short")).toBe(400);
    const uses = await Promise.all(Array.from({ length: 8 }, () => reset(token)));
    expect(uses.sort()).toEqual([204, ...Array(7).fill(404)]);
    expect((await call(showMe, { as: who })).status).toBe(401);
    expect([await signIn(who), await signIn(who, "another horse 10")]).toEqual([401, 200]);
    expect(await auditedOf(who.id)).toEqual(["user.password_reset_offered", "user.password_reset"]);
  });

  test("an older, expired or invented link, and one of a disabled person, are all the same 404", async () => {
    const [as, who, off] = [await admin(), await given.outsider({ passwordHash }), await given.outsider()];
    const older = (await newLink(as, who)).token;
    const { token } = await newLink(as, who);
    expect([await reset(older), await reset("x".repeat(43))]).toEqual([404, 404]);
    await db().oneTimeToken.updateMany({ where: { userId: who.id }, data: { expiresAt: new Date() } });
    expect(await reset(token)).toBe(404);
    const late = (await newLink(as, off)).token;
    await db().user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    expect([await reset(late), (await newLink(as, off)).status]).toEqual([404, 409]);
  });

  test("asking for one says the same to everybody; making one is for instance admins", async () => {
    const { owner } = await given.workspace();
    const answers = await Promise.all(
      [owner.email, "nobody@example.com"].map((email) => call(forgetPassword, { json: { email } })),
    );
    expect(answers.map(({ status, body }) => [status, String(body)])).toEqual([
      [202, ""],
      [202, ""],
    ]);
    expect((await newLink(owner, owner)).status).toBe(403);
  });
});

describe("what an instance admin does for a person", () => {
  test("two-factor off and sessions ended: each is told and audited; others may not", async () => {
    const [as, who] = [await admin(), await given.outsider({ passwordHash })];
    await db().user.update({
      where: { id: who.id },
      data: { totpSecret: "GEZDGNBVGY3TQOJQ", totpConfirmedAt: new Date() },
    });
    expect(await signIn(who)).toBe(401);
    expect((await call(removeFactorOf, { as, params: at(who) })).status).toBe(204);
    expect((await call(removeFactorOf, { as, params: at(who) })).status).toBe(409);
    expect(await signIn(who)).toBe(200);
    const listed = await call(listSessionsOf, { as, params: at(who) });
    expect(listed.body).toMatchObject({ data: [{ current: false }, { current: false }], pageInfo: { total: 2 } });
    expect((await call(endSessionsOf, { as, params: at(who) })).body).toEqual({ count: 2 });
    expect((await call(showMe, { as: who })).status).toBe(401);
    expect((await call(endSessionsOf, { as, params: at(who) })).body).toEqual({ count: 0 });
    const told = await toldOf(await given.signedIn(who.id));
    expect(told.map(({ kind, title }) => [kind, title])).toEqual([
      ["security", `${as.name} ended all your sessions`],
      ["security", `${as.name} switched your two-factor sign-in off`],
    ]);
    expect(await auditedOf(who.id)).toEqual(["two_factor.removed", "session.all_ended"]);
    const { owner } = await given.workspace();
    for (const endpoint of [removeFactorOf, listSessionsOf, endSessionsOf, removeUser]) {
      expect((await call(endpoint, { as: owner, params: at(who) })).status).toBe(403);
      expect((await call(endpoint, { as, params: { user: "usr_nobody" } })).status).toBe(404);
    }
  });

  test("everybody can ask for themselves as me; a list is ordered by what it knows", async () => {
    const [as, who] = [await admin(), await given.outsider({ name: `Zoe ${crypto.randomUUID()}` })];
    expect((await call(showUser, { as: who, params: { user: "me" } })).body).toMatchObject({ id: who.id });
    const sorted = async (orderBy: string) => {
      const { status, body } = await call(listPeople, { as, query: { q: "example.com", orderBy } });
      return { status, names: (body as { data?: { name: string }[] }).data?.map(({ name }) => name) ?? [] };
    };
    const { names } = await sorted('[{"name":"desc"}]');
    expect(names).toEqual([...names].sort().reverse());
    expect((await sorted('[{"lastSignInAt":"asc"},{"email":"desc"}]')).status).toBe(200);
    expect((await sorted('[{"passwordHash":"asc"}]')).status).toBe(400);
  });
});

describe("deleting a person", () => {
  test("their agents go to who is named; what they submitted stays; their address becomes free", async () => {
    const { workspace, owner } = await given.workspace();
    const [as, who] = [await admin(), await given.member(workspace, { passwordHash })];
    const made = await call(createKey, { as: who, json: { name: "CI", scopes: ["read"] } });
    const headers = { authorization: (made.body as { key: string }).key };
    expect((await call(showMe, { headers })).status).toBe(200);
    const { agentId, packageId } = await givenPackage(who, await buildPackage());
    const refused = await call(removeUser, { as, params: at(who) });
    expect([refused.status, refused.body]).toMatchObject([409, { error: { code: "in_use", agentCount: 1 } }]);
    for (const reassignTo of [who.id, "usr_nobody"]) {
      const wrong = await call(removeUser, { as, params: at(who), query: { reassignTo } });
      expect([wrong.status, codeOf(wrong.body)]).toEqual([400, "unknown_reference"]);
    }
    expect((await call(removeUser, { as, params: at(who), query: { reassignTo: owner.id } })).status).toBe(204);
    expect((await db().agent.findUniqueOrThrow({ where: { id: agentId } })).ownerId).toBe(owner.id);
    const pkg = await db().package.findUniqueOrThrow({ where: { id: packageId }, include: { submittedBy: true } });
    expect(pkg.submittedBy.name).toBe(who.name);
    expect((await call(showMe, { as: who })).status).toBe(401);
    expect((await call(showMe, { headers })).status).toBe(401);
    expect((await call(showUser, { as, params: at(who) })).status).toBe(404);
    const found = await call(listPeople, { as, query: { q: who.name } });
    expect(found.body).toMatchObject({ data: [] });
    expect(await signIn(who)).toBe(401);
    const again = await call(inviteUser, { as, json: { email: who.email } });
    expect(again.status).toBe(201);
    expect((again.body as { id: string }).id).not.toBe(who.id);
  });

  test("neither the last instance admin nor the last owner of a workspace", async () => {
    const { workspace, owner } = await given.workspace();
    const as = await admin();
    const orphan = await call(removeUser, { as, params: at(owner) });
    expect([orphan.status, codeOf(orphan.body)]).toEqual([409, "last_owner"]);
    await given.member(workspace, { role: "owner" });
    expect((await call(removeUser, { as, params: at(owner) })).status).toBe(204);
    await db().user.updateMany({ where: { id: { not: as.id } }, data: { instanceAdmin: false } });
    const last = await call(removeUser, { as, params: at(as) });
    expect([last.status, codeOf(last.body)]).toEqual([409, "last_admin"]);
  });
});

describe("notification preferences", () => {
  test("begin with the usual, are replaced as a whole, and are kept to", async () => {
    const [as, boss] = [await given.outsider(), await admin()];
    const usual = (await call(showPreferences, { as })).body as Record<string, unknown>;
    expect(usual).toMatchObject({ package_approved: { app: true, mail: false }, security: { app: true, mail: false } });
    const json = { package_approved: { app: false, mail: true } };
    const set = await call(replacePreferences, { as, json });
    expect([set.status, set.body]).toEqual([200, { ...usual, ...json }]);
    expect((await call(showPreferences, { as })).body).toEqual({ ...usual, ...json });
    expect((await call(replacePreferences, { as, json: {} })).body).toEqual(usual);
    for (const bad of [
      { security: { app: false, mail: false } },
      { package_eaten: { app: true, mail: true } },
      { package_approved: { app: true } },
      { package_approved: true },
    ]) {
      expect((await call(replacePreferences, { as, json: bad })).status).toBe(400);
    }
    await call(makeResetLink, { as: boss, params: at(as) });
    expect((await toldOf(as)).map(({ kind }) => kind)).toEqual(["security"]);
    expect(await auditedOf(as.id)).toEqual([
      "user.notifications_updated",
      "user.notifications_updated",
      "user.password_reset_offered",
    ]);
  });
});
