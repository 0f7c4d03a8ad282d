import { describe, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import { hashPassword } from "@/lib/auth/passwords";
import { openSession } from "@/lib/auth/session";
import { patchMe, replacePassword, showMe } from "@/lib/contracts/console/endpoints/me";
import { endOneOwnSession, endOtherOwnSessions, listOwnSessions } from "@/lib/contracts/console/endpoints/sessions";
import { endOwnSession } from "@/lib/contracts/console/endpoints/sign-in";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const password = "correct horse 9";
const passwordHash = await hashPassword(password);

async function member(role: "viewer" | "developer" = "developer") {
  const { workspace } = await given.workspace();
  return { workspace, person: await given.member(workspace, { role, passwordHash }) };
}
const browserOf = async ({ id, name, ctx }: Person) =>
  db().$transaction((tx) =>
    openSession(tx, { user: { id, name }, kind: "browser", origin: ctx.origin, method: "test" }),
  );
const asBrowser = (secret: string) => ({
  cookie: `muster.session=${secret}`,
  origin: "http://localhost:3000",
  "sec-fetch-site": "same-origin",
});
const lives = async (person: Person) =>
  authenticate(new Headers({ authorization: person.token })).then(
    () => true,
    () => false,
  );
const audited = async (person: Person) =>
  (await db().auditEvent.findMany({ where: { actorId: person.id }, orderBy: { seq: "asc" } })).map((row) => row.action);

describe("me", () => {
  test("is profile, workspaces with the right to submit, and credential", async () => {
    const { person, workspace } = await member("viewer");
    const { status, body } = await call(showMe, { as: person });
    expect([status, body]).toEqual([
      200,
      {
        id: person.id,
        email: person.email,
        name: person.name,
        instanceAdmin: false,
        twoFactor: false,
        defaultWorkspaceId: null,
        locale: "en",
        theme: "system",
        shortcuts: true,
        workspaces: [{ ...workspace, role: "viewer", canSubmit: false }].map(({ id, slug, name, role, canSubmit }) => ({
          id,
          slug,
          name,
          role,
          canSubmit,
        })),
        credential: {
          kind: "token",
          scopes: null,
          contract: "registry",
          expiresAt: expect.stringMatching(/T.*\.\d{3}Z$/),
        },
        unread: 0,
      },
    ]);
    expect((await call(showMe)).status).toBe(401);
  });

  test("can be changed, but not by server-owned keys nor to another's workspace", async () => {
    const { person, workspace } = await member();
    const json = {
      name: " Ada L. ",
      theme: "dark",
      shortcuts: false,
      locale: "de-AT",
      defaultWorkspaceId: workspace.id,
    };
    const changed = await call(patchMe, { as: person, json });
    expect(changed.body).toMatchObject({ ...json, name: "Ada L." });
    const other = await given.place();
    const refused = await call(patchMe, { as: person, json: { defaultWorkspaceId: other.id } });
    expect([refused.status, refused.body]).toMatchObject([400, { error: { code: "unknown_reference" } }]);
    for (const bad of [
      { instanceAdmin: true },
      { email: "x@example.com" },
      { id: "usr_1" },
      { name: "" },
      { name: "a\nb" },
      { theme: "pink" },
    ]) {
      expect((await call(patchMe, { as: person, json: bad })).status).toBe(400);
    }
    expect(await audited(person)).toEqual(["session.created", "user.updated"]);
  });
});

describe("password", () => {
  test("is changed with the current one; other sessions end, this one stays", async () => {
    const { person } = await member();
    const other = await given.signedIn(person.id);
    expect(await lives(other)).toBe(true);
    const { status } = await call(replacePassword, {
      as: person,
      json: { current: password, new: "another horse 10" },
    });
    expect([status, await lives(person), await lives(other)]).toEqual([204, true, false]);
    expect(await audited(person)).toContain("user.password_changed");
    const again = await call(replacePassword, { as: person, json: { current: password, new: "yet another 11" } });
    expect([again.status, again.body]).toMatchObject([
      400,
      { error: { code: "invalid_body", fields: { current: expect.any(String) } } },
    ]);
  });

  test("has to be a good one", async () => {
    const { person } = await member();
    for (const bad of ["short", "password1", "x".repeat(1_500), person.email]) {
      const { status, body } = await call(replacePassword, { as: person, json: { current: password, new: bad } });
      expect([status, body]).toMatchObject([400, { error: { fields: { new: expect.any(String) } } }]);
    }
  });

  test("wrong current ones count as sign-in tries", async () => {
    const { person } = await member();
    const attempt = (current: string) =>
      call(replacePassword, { as: person, json: { current, new: "another horse 10" } });
    for (let i = 0; i < 10; i += 1) expect((await attempt("wrong horse 9")).status).toBe(400);
    expect((await attempt(password)).status).toBe(400);
    expect(await lives(person)).toBe(true);
  });
});

describe("sessions", () => {
  test("are listed with the one that asks, and another's are not", async () => {
    const { person } = await member();
    await browserOf(person);
    const { body } = await call(listOwnSessions, { as: person });
    const { data, pageInfo } = body as {
      data: { kind: string; current: boolean; address: string }[];
      pageInfo: { total: number };
    };
    expect(data.map(({ kind, current }) => [kind, current])).toEqual([
      ["browser", false],
      ["token", true],
    ]);
    expect([pageInfo.total, data[0]?.address]).toEqual([2, "127.0.0.1"]);
  });

  test("one's own can be ended, another's is not there", async () => {
    const [{ person }, { person: other }] = [await member(), await member()];
    const second = await given.signedIn(person.id);
    const params = { session: second.ctx.actor.credential.id };
    expect((await call(endOneOwnSession, { as: other, params })).status).toBe(404);
    expect(await lives(second)).toBe(true);
    expect((await call(endOneOwnSession, { as: person, params })).status).toBe(204);
    expect(await lives(second)).toBe(false);
    expect((await call(endOneOwnSession, { as: person, params })).status).toBe(404);
  });

  test("all but this one end together", async () => {
    const { person } = await member();
    const others = [await given.signedIn(person.id), await given.signedIn(person.id)];
    expect(await Promise.all(others.map(lives))).toEqual([true, true]);
    expect((await call(endOtherOwnSessions, { as: person })).body).toEqual({ count: 2 });
    expect(await Promise.all([person, ...others].map(lives))).toEqual([true, false, false]);
    expect((await call(endOtherOwnSessions, { as: person })).body).toEqual({ count: 0 });
    expect((await audited(person)).filter((action) => action === "session.others_ended")).toHaveLength(1);
  });

  test("signing out ends the session of a token or cookie at once and takes the cookie away", async () => {
    const { person } = await member();
    const browser = await browserOf(person);
    const headers = asBrowser(browser.credential);
    expect((await call(showMe, { headers })).status).toBe(200);
    const out = await call(endOwnSession, { headers });
    expect([out.status, out.headers.get("set-cookie")]).toEqual([
      204,
      expect.stringContaining("muster.session=; Path=/; Expires=Thu, 01 Jan 1970"),
    ]);
    expect((await call(showMe, { headers })).status).toBe(401);
    expect((await call(endOwnSession, { as: person })).status).toBe(204);
    expect((await call(endOwnSession, { as: person })).status).toBe(401);
  });

  test("a cookie speaks only for our own pages", async () => {
    const { person } = await member();
    const { credential } = await browserOf(person);
    const foreign = { ...asBrowser(credential), origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    for (const headers of [foreign, { cookie: `muster.session=${credential}` }]) {
      const { status, body } = await call(patchMe, { headers, json: { name: "Eve" } });
      expect([status, body]).toMatchObject([403, { error: { code: "cross_origin" } }]);
    }
  });
});
