import { describe, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import { hashPassword } from "@/lib/auth/passwords";
import { issueToken } from "@/lib/contracts/fleet/endpoints/token";
import { login } from "@/lib/contracts/submissions/endpoints/login";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

const password = "correct horse 9";
const passwordHash = await hashPassword(password);
const person = async () => {
  const { workspace } = await given.workspace();
  return { workspace, ...(await given.member(workspace, { passwordHash })) };
};
const peer = { "x-muster-peer": "198.51.100.77" };

describe("POST /token", () => {
  test("gives a token that works and is pinned to the fleet contract", async () => {
    const user = await person();
    const form = { username: user.email, password, grant_type: "password", scope: "", client_id: "x" };
    const { status, body } = await call(issueToken, { form });
    expect([status, body]).toEqual([
      200,
      { access_token: expect.stringMatching(/^eyJhbGciOiJFZERTQSJ9\./), token_type: "bearer" },
    ]);
    const { access_token } = body as { access_token: string };
    const found = await authenticate(new Headers({ authorization: access_token }));
    expect(found?.actor).toMatchObject({ userId: user.id, credential: { contract: "fleet", kind: "token" } });
  });

  test("says detail: 401 for a refusal, 422 with a list for a missing field", async () => {
    const user = await person();
    const wrong = await call(issueToken, { form: { username: user.email, password: "wrong horse 9" } });
    expect([wrong.status, wrong.body]).toEqual([401, { detail: "Incorrect username or password" }]);
    expect(wrong.headers.get("www-authenticate")).toBe("Bearer");
    const missing = await call(issueToken, { form: { username: user.email } });
    expect([missing.status, missing.body]).toMatchObject([
      422,
      { detail: [{ type: "missing", loc: ["body", "password"] }] },
    ]);
    expect((await call(issueToken, { json: { username: user.email, password } })).status).toBe(422);
  });
});

describe("POST /api/user/login", () => {
  test("gives the same token twice, ignores unknown keys, and X-Workspace-ID pins the workspace", async () => {
    const user = await person();
    const headers = { "X-Workspace-ID": user.workspace.slug };
    const { status, body } = await call(login, { json: { username: user.email, password, remember: true }, headers });
    const { token, access_token } = body as { token: string; access_token: string };
    expect([status, body]).toEqual([200, { token: access_token, access_token: token, token_type: "bearer" }]);
    const found = await authenticate(new Headers({ authorization: `Bearer ${token}` }));
    expect(found?.actor.credential.workspaceId).toBe(user.workspace.id);
  });

  test("says its own errors: refusal, second factor, missing field, foreign workspace", async () => {
    const user = await person();
    const wrong = await call(login, { json: { username: user.email, password: "wrong horse 9" }, headers: peer });
    expect([wrong.status, wrong.body]).toEqual([401, { status_code: 401, message: "Incorrect username or password" }]);
    const missing = await call(login, { json: { username: user.email }, headers: peer });
    expect([missing.status, missing.body]).toMatchObject([422, { status_code: 422, errors: [{ type: "missing" }] }]);
    expect((await call(login, { json: { username: user.email, password: "x".repeat(1_025) } })).status).toBe(422);
    const elsewhere = { "X-Workspace-ID": (await given.place()).id };
    expect((await call(login, { json: { username: user.email, password }, headers: elsewhere })).status).toBe(403);
    await db().user.update({
      where: { id: user.id },
      data: { totpSecret: "GEZDGNBVGY3TQOJQ", totpConfirmedAt: new Date() },
    });
    const code = await call(login, { json: { username: user.email, password } });
    expect([code.status, code.body]).toEqual([401, { status_code: 401, message: "Two-factor code required" }]);
  });

  test("an ended session's token is refused at once", async () => {
    const user = await person();
    const { body } = await call(login, { json: { username: user.email, password } });
    const headers = new Headers({ authorization: (body as { token: string }).token });
    const found = await authenticate(headers);
    await db().session.delete({ where: { id: found?.actor.credential.id } });
    await expect.poll(() => authenticate(headers).catch((e) => e.fault), { timeout: 1_500 }).toBe("unauthenticated");
  });
});
