import { expect, test } from "@playwright/test";

const strict = { maxRedirects: 0 };
const api = "default-src 'none'; frame-ancestors 'none'; sandbox";

test("an unknown API address answers JSON with the API's headers, also with broken encoding", async ({ request }) => {
  for (const [address, status] of [
    ["/api/nonsense", 404],
    ["/api/nonsense/deep/", 404],
    ["/tenants/a/api/v2/nonsense", 404],
    ["/api/%zz", 400],
  ] as const) {
    const answer = await request.get(address, strict);
    expect([address, answer.status()]).toEqual([address, status]);
    const { error } = await answer.json();
    // Contract 3 names the request in the header alone.
    const named = address.startsWith("/tenants") ? undefined : answer.headers()["x-request-id"];
    expect([error.requestId, answer.headers()["x-request-id"]]).toEqual([named, expect.stringMatching(/^req_/)]);
    expect(answer.headers()["content-security-policy"]).toBe(api);
  }
  const submissions = await request.post("/api/v1/custom_agents/a/b/c", strict);
  expect([submissions.status(), (await submissions.json()).status_code]).toEqual([404, 404]);
});

test("a trailing slash is served, not redirected, for API and pages", async ({ request }) => {
  for (const [address, status] of [
    ["/api/v1/custom_agents/list/", 401],
    ["/api/me/", 401],
    ["/health/", 200],
    ["/sign-in/", 200],
    ["/nonsense/", 404],
  ] as const) {
    expect([address, (await request.get(address, strict)).status()]).toEqual([address, status]);
  }
  const signIn = await request.post("/api/user/login/", { ...strict, data: { username: "a@example.com" } });
  expect(signIn.status()).toBe(422);
});

test("pages below API names have the headers of pages", async ({ request }) => {
  for (const address of ["/token/x", "/docs/x/y"]) {
    const answer = await request.get(address, strict);
    expect([address, answer.status()]).toEqual([address, 404]);
    expect(answer.headers()["content-security-policy"]).toContain("'strict-dynamic'");
  }
});
