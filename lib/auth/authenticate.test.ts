import { expect, test } from "vitest";
import { forgetUser } from "@/lib/auth/actor-cache";
import { authenticate } from "@/lib/auth/authenticate";
import { openSession, type SessionRequest } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { newId, newWorkspaceId } from "@/lib/domain/ids";

const origin = { requestId: "req_test", address: "203.0.113.7", userAgent: "test" };

async function person() {
  const id = newId("user");
  const workspaceId = newWorkspaceId();
  await db().workspace.create({ data: { id: workspaceId, slug: `w-${workspaceId.slice(0, 8)}`, name: "Default" } });
  const user = await db().user.create({ data: { id, email: `${id}@example.com`, name: "Ada" } });
  await db().membership.create({ data: { userId: id, workspaceId, role: "developer", canSubmit: false } });
  return { user, workspaceId };
}

const open = (user: SessionRequest["user"], kind: "browser" | "token") =>
  db().$transaction((tx) => openSession(tx, { user, kind, origin, method: "password" }));
const bearer = (value: string) => new Headers({ authorization: `Bearer ${value}` });
const cookie = (value: string) => new Headers({ cookie: `a=b; muster.session=${value}` });

test("a token says who sent the request, with and without Bearer", async () => {
  const { user, workspaceId } = await person();
  const { credential, id } = await open(user, "token");
  for (const headers of [bearer(credential), new Headers({ authorization: credential })]) {
    const found = await authenticate(headers);
    expect(found).toMatchObject({
      via: "header",
      actor: { userId: user.id, credential: { kind: "token", id, scopes: null } },
    });
    expect(found?.actor.memberships).toEqual([
      {
        workspaceId,
        slug: `w-${workspaceId.slice(0, 8)}`,
        name: "Default",
        role: "developer",
        canSubmit: false,
        whoMaySubmit: "developers",
      },
    ]);
  }
});

test("a session cookie says who sent the request, and works in the cookie only", async () => {
  const { user } = await person();
  const { credential } = await open(user, "browser");
  expect(await authenticate(cookie(credential))).toMatchObject({
    via: "cookie",
    actor: { userId: user.id, email: user.email },
  });
  await expect(authenticate(bearer(credential))).rejects.toMatchObject({ fault: "unauthenticated" });
});

test("nothing sent is nobody; anything else that does not count is refused", async () => {
  expect(await authenticate(new Headers())).toBeNull();
  expect(await authenticate(new Headers({ cookie: "other=1" }))).toBeNull();
  const forged = "eyJhbGciOiJFZERTQSJ9.eyJzaWQiOiJzZXNfMSJ9.AAAA";
  const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.eyJzaWQiOiJzZXNfMSJ9.AA`;
  const refused = ["x", "Basic YTpi", "Bearer", `msk_${"a".repeat(43)}`, forged, none, "a".repeat(5_000), "a b"];
  for (const value of refused) {
    await expect(authenticate(new Headers({ authorization: value }))).rejects.toMatchObject({
      fault: "unauthenticated",
    });
  }
  await expect(authenticate(cookie("a".repeat(43)))).rejects.toMatchObject({ fault: "unauthenticated" });
  await expect(authenticate(cookie("' OR 1=1"))).rejects.toMatchObject({ fault: "unauthenticated" });
});

test("a browser session ends after 30 minutes without a request, a token does not", async () => {
  const { user } = await person();
  const sessions = [await open(user, "browser"), await open(user, "token")] as const;
  await db().$executeRaw`UPDATE "Session" SET "lastSeenAt" = now() - interval '31 minutes'`;
  await expect(authenticate(cookie(sessions[0].credential))).rejects.toMatchObject({ fault: "unauthenticated" });
  expect(await authenticate(bearer(sessions[1].credential))).not.toBeNull();
});

test("use of a session is noted at most once a minute, after the answer", async () => {
  const { user } = await person();
  const { id, credential } = await open(user, "browser");
  const seen = async () => (await db().session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
  const fresh = await seen();
  await authenticate(cookie(credential));
  expect(await seen()).toBe(fresh);
  await db().$executeRaw`UPDATE "Session" SET "lastSeenAt" = now() - interval '5 minutes' WHERE "id" = ${id}`;
  forgetUser(user.id);
  await authenticate(cookie(credential));
  await expect.poll(seen).toBeGreaterThanOrEqual(fresh);
});

test("what is forgotten is asked again at once; what is not, within a second", async () => {
  const { user } = await person();
  const { credential } = await open(user, "token");
  const roleNow = async () => (await authenticate(bearer(credential)))?.actor.memberships[0]?.role;
  expect(await roleNow()).toBe("developer");
  await db().membership.updateMany({ where: { userId: user.id }, data: { role: "viewer" } });
  forgetUser(user.id);
  expect(await roleNow()).toBe("viewer");
  await db().session.deleteMany({ where: { userId: user.id } });
  await expect.poll(() => roleNow().catch((e) => e.fault), { timeout: 1_500 }).toBe("unauthenticated");
});

test("a person loaded while something changed is not kept", async () => {
  const { user } = await person();
  const { credential } = await open(user, "token");
  const slow = authenticate(bearer(credential));
  forgetUser(user.id);
  await slow;
  await db().session.deleteMany({ where: { userId: user.id } });
  await expect(authenticate(bearer(credential))).rejects.toMatchObject({ fault: "unauthenticated" });
});

test("a disabled person's sessions count no longer", async () => {
  const { user } = await person();
  const { credential } = await open(user, "browser");
  await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  await expect(authenticate(cookie(credential))).rejects.toMatchObject({ fault: "unauthenticated" });
});
