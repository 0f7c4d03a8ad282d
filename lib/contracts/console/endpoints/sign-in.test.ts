import { expect, test } from "vitest";
import { createSetupToken } from "@/lib/auth/setup";
import { showMe } from "@/lib/contracts/console/endpoints/me";
import { setUp, showSetup, showSignInOptions } from "@/lib/contracts/console/endpoints/sign-in";
import { call } from "@/lib/testing/call";

const form = { email: "ada@example.com", name: "Ada", password: "correct horse 9", workspaceName: "Default" };

test("an empty Muster waits for its first admin, who is signed in by setting it up; then there is nothing there", async () => {
  expect((await call(showSetup)).body).toEqual({ needed: true });
  expect((await call(showSignInOptions)).body).toEqual({
    password: true,
    oidc: [],
    mail: false,
    setupNeeded: true,
    name: "Muster",
  });
  const token = await createSetupToken();
  expect((await call(setUp, { json: { ...form, token: "st_wrong" } })).status).toBe(403);
  const weak = await call(setUp, { json: { ...form, token, password: "password1" } });
  expect([weak.status, weak.body]).toMatchObject([
    400,
    { error: { code: "invalid_body", fields: { password: expect.any(String) } } },
  ]);
  expect(JSON.stringify(weak.body)).not.toContain("password1");
  const both = await Promise.all([1, 2].map(() => call(setUp, { json: { ...form, token } })));
  expect(both.map((one) => one.status).sort()).toEqual([201, 404]);
  const done = both.find((one) => one.status === 201);
  expect(done?.body).toEqual({
    userId: expect.stringMatching(/^usr_/),
    workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const cookie = done?.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^muster\.session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
  const me = await call(showMe, { headers: { cookie: cookie.split(";")[0] ?? "" } });
  expect(me.body).toMatchObject({
    email: "ada@example.com",
    instanceAdmin: true,
    workspaces: [{ slug: "default", role: "owner" }],
  });
  expect((await call(showSetup)).status).toBe(404);
  expect((await call(setUp, { json: { ...form, token } })).status).toBe(404);
});
