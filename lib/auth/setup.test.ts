import { beforeEach, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import { completeSetup, createSetupToken, ensureFirstAdmin, setupNeeded } from "@/lib/auth/setup";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";

const origin = { requestId: "req_test", address: "203.0.113.7", userAgent: "test" };
const form = {
  email: "Ada@Example.com",
  name: "Ada",
  password: "correct horse 9",
  workspaceName: "Größe & Co",
  origin,
};
const token = async () => (await createSetupToken()) ?? "";

beforeEach(async () => {
  await db().user.deleteMany();
  await db().workspace.deleteMany();
  await db().oneTimeToken.deleteMany();
});

test("set-up makes the admin, who owns the first workspace and is signed in", async () => {
  expect(await setupNeeded()).toBe(true);
  const { userId, workspaceId, session } = await completeSetup({ ...form, token: await token() });
  expect(await setupNeeded()).toBe(false);
  const found = await authenticate(new Headers({ cookie: `muster.session=${session.credential}` }));
  expect(found?.actor).toMatchObject({
    userId,
    email: "ada@example.com",
    instanceAdmin: true,
    defaultWorkspaceId: workspaceId,
    memberships: [{ workspaceId, slug: "gro-e-co", name: "Größe & Co", role: "owner" }],
  });
  const actions = (await db().auditEvent.findMany({ where: { actorId: userId }, orderBy: { seq: "asc" } })).map(
    (row) => row.action,
  );
  expect(actions).toEqual(["user.created", "workspace.created", "session.created"]);
});

test("two at once make one admin; the other, and everyone later, is told that there is nothing here", async () => {
  const one = await token();
  const both = await Promise.allSettled([
    completeSetup({ ...form, token: one }),
    completeSetup({ ...form, email: "eve@example.com", token: one }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find((answer) => answer.status === "rejected")).toMatchObject({ reason: { fault: "not_found" } });
  expect(await db().user.count()).toBe(1);
  await expect(completeSetup({ ...form, token: one })).rejects.toMatchObject({ fault: "not_found" });
  expect(await createSetupToken()).toBeNull();
});

test("only the newest token counts, for 30 minutes, and it is not stored as it is", async () => {
  const old = await token();
  const now = await token();
  expect(now).toMatch(/^st_[\w-]{43}$/);
  expect(JSON.stringify(await db().oneTimeToken.findMany())).not.toContain(now);
  for (const wrong of [old, "st_wrong", ""]) {
    await expect(completeSetup({ ...form, token: wrong })).rejects.toMatchObject({ fault: "forbidden" });
  }
  await db().oneTimeToken.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(completeSetup({ ...form, token: now })).rejects.toMatchObject({ fault: "forbidden" });
  expect(await db().user.count()).toBe(0);
});

test("a bad password or e-mail leaves the token unused", async () => {
  const one = await token();
  await expect(completeSetup({ ...form, token: one, password: "password1" })).rejects.toMatchObject({
    fault: "invalid",
  });
  await expect(completeSetup({ ...form, token: one, email: "a@b, c@d" })).rejects.toMatchObject({ fault: "invalid" });
  await expect(completeSetup({ ...form, token: one })).resolves.toBeDefined();
});

test("settings can name the first admin; they are looked at on an empty database only", async () => {
  expect(await ensureFirstAdmin()).toBe(false);
  Object.assign(settings(), { MUSTER_ADMIN_EMAIL: "Root@Example.com", MUSTER_ADMIN_PASSWORD: "password1" });
  await expect(ensureFirstAdmin()).rejects.toThrow("MUSTER_ADMIN_PASSWORD: is one of the most used");
  Object.assign(settings(), { MUSTER_ADMIN_PASSWORD: "correct horse 9" });
  const made = await Promise.all([ensureFirstAdmin(), ensureFirstAdmin()]);
  expect(made.sort()).toEqual([false, true]);
  expect(await db().user.findMany()).toMatchObject([{ email: "root@example.com", instanceAdmin: true }]);
  expect(await createSetupToken()).toBeNull();
});
