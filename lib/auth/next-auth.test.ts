import { afterEach, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import { hashPassword } from "@/lib/auth/passwords";
import { nextAuthRoute } from "@/lib/contracts/console/endpoints/next-auth";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";
import { given } from "@/lib/testing/given";

const password = "correct horse 9";
const passwordHash = await hashPassword(password);
const own = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin", "x-muster-peer": "127.0.0.1" };

/** A browser: keeps cookies, sends the CSRF token as next-auth's own client does. */
class Browser {
  readonly cookies = new Map<string, string>();
  last = new Response();

  async send(
    method: "GET" | "POST",
    path: string,
    form?: Record<string, string>,
    headers: Record<string, string> = own,
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form && new URLSearchParams(form);
    const request = new Request(`http://localhost:3000/api/auth/${path}`, {
      method,
      body,
      headers: { ...headers, cookie },
    });
    this.last = await nextAuthRoute[method](request);
    for (const line of this.last.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return this.last;
  }

  async csrf(): Promise<string> {
    const { csrfToken } = (await (await this.send("GET", "csrf")).json()) as { csrfToken: string };
    return csrfToken;
  }

  async signIn(email: string, more: Record<string, string> = {}) {
    const form = { email, password, csrfToken: await this.csrf(), json: "true", ...more };
    return this.send("POST", "callback/credentials", form);
  }

  get session() {
    return this.cookies.get(sessionName()) ?? "";
  }
}

const sessionName = () => (settings().MUSTER_URL?.startsWith("https") ? "__Host-muster.session" : "muster.session");
const who = (secret: string) => authenticate(new Headers({ cookie: `${sessionName()}=${secret}` }));
const person = () => given.user({ passwordHash });

afterEach(() => {
  settings().MUSTER_URL = undefined;
});

test("signing in gives a cookie that holds nothing but the secret of a new session", async () => {
  const user = await person();
  const browser = new Browser();
  const response = await browser.signIn(user.email);
  expect(response.status).toBe(200);
  expect(browser.session).toMatch(/^[\w-]{43}$/);
  expect(await who(browser.session)).toMatchObject({
    via: "cookie",
    actor: { userId: user.id, credential: { kind: "session" } },
  });
  const line = response.headers.getSetCookie().find((one) => one.startsWith("muster.session=")) ?? "";
  expect(line).toContain("HttpOnly");
  expect(line).toContain("SameSite=Lax");
  expect(line).not.toContain("Secure");
  expect(JSON.stringify(await db().session.findMany({ where: { userId: user.id } }))).not.toContain(browser.session);
});

test("with https the cookies are Secure and bound to the host", async () => {
  settings().MUSTER_URL = "https://muster.example.com";
  const user = await person();
  const browser = new Browser();
  const response = await browser.send("GET", "csrf");
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const headers = { ...own, origin: "https://muster.example.com" };
  await browser.send("POST", "callback/credentials", { email: user.email, password, csrfToken, json: "true" }, headers);
  const lines = [...response.headers.getSetCookie(), ...browser.last.headers.getSetCookie()];
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(line).toMatch(/^__Host-muster\..*Path=\/;.*HttpOnly; Secure; SameSite=Lax/);
  expect(browser.last.headers.get("strict-transport-security")).toContain("max-age");
  expect(await who(browser.session)).not.toBeNull();
});

test("a planted session id is not adopted, and a session before ends with the new one", async () => {
  const user = await person();
  const browser = new Browser();
  browser.cookies.set("muster.session", "a".repeat(43));
  await browser.signIn(user.email);
  const first = browser.session;
  expect(first).not.toBe("a".repeat(43));
  await browser.signIn(user.email);
  expect(browser.session).not.toBe(first);
  await expect(who(first)).rejects.toMatchObject({ fault: "unauthenticated" });
});

test("a refusal says why only where it may, and sets no session", async () => {
  const user = await person();
  const browser = new Browser();
  const wrong = await browser.signIn(user.email, { password: "wrong horse 9" });
  expect(wrong.status).toBe(401);
  expect(await wrong.json()).toEqual({ url: "http://localhost:3000/api/auth/error?error=sign_in_refused" });
  const unknown = await browser.signIn("nobody@example.com");
  expect([unknown.status, await unknown.json()]).toEqual([
    401,
    { url: "http://localhost:3000/api/auth/error?error=sign_in_refused" },
  ]);
  await db().user.update({
    where: { id: user.id },
    data: { totpSecret: "GEZDGNBVGY3TQOJQ", totpConfirmedAt: new Date() },
  });
  expect((await (await browser.signIn(user.email)).json()).url).toContain("error=two_factor_required");
  expect(browser.session).toBe("");
});

test("signing in and out needs our own page and its CSRF token", async () => {
  const user = await person();
  const browser = new Browser();
  const form = { email: user.email, password, csrfToken: await browser.csrf(), json: "true" };
  for (const headers of [
    { ...own, origin: "https://evil.example" },
    { ...own, "sec-fetch-site": "cross-site" },
    { "x-muster-peer": "127.0.0.1" },
  ]) {
    expect((await browser.send("POST", "callback/credentials", form, headers)).status).toBe(403);
  }
  await browser.send("POST", "callback/credentials", { ...form, csrfToken: "wrong" });
  expect(browser.session).toBe("");
});

test("the session is told, and signing out ends it everywhere", async () => {
  const user = await person();
  const browser = new Browser();
  await browser.signIn(user.email);
  const secret = browser.session;
  const told = await (await browser.send("GET", "session")).json();
  expect(told).toMatchObject({ user: { email: user.email } });
  expect(browser.session).toBe(secret);
  await browser.send("POST", "signout", { csrfToken: await browser.csrf(), json: "true" });
  expect(browser.session).toBe("");
  await expect(who(secret)).rejects.toMatchObject({ fault: "unauthenticated" });
  browser.cookies.set("muster.session", secret);
  expect(await (await browser.send("GET", "session")).json()).toEqual({});
  const actions = await db().auditEvent.findMany({ where: { actorId: user.id }, orderBy: { seq: "asc" } });
  expect(actions.map((row) => row.action)).toEqual(["session.created", "session.ended"]);
});

test("nothing else is served", async () => {
  const browser = new Browser();
  for (const path of ["_log", "session", "nothing", ""]) {
    expect((await browser.send("POST", path, {})).status).toBe(404);
  }
  const split = await browser.send("GET", "error?error=x%0d%0aSet-Cookie:%20a=b%20ü");
  expect([split.status, split.headers.getSetCookie().join()]).toEqual([302, expect.not.stringContaining("a=b")]);
});

test("whatever is sent, it is no fault of ours, and no redirect leads elsewhere", async () => {
  const browser = new Browser();
  const away = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "%00", ""];
  for (const callbackUrl of away) {
    browser.cookies.set("muster.callback", callbackUrl);
    for (const path of ["csrf", "signin", "error", "callback/oidc", "session", "providers", "signout"]) {
      const response = await browser.send("GET", `${path}?callbackUrl=${encodeURIComponent(callbackUrl)}`);
      expect(response.status, `${path} ${callbackUrl}`).toBeLessThan(500);
      expect(response.headers.get("location") ?? "").not.toMatch(/evil|javascript/);
    }
    for (const path of ["callback/credentials", "signin/oidc", "signout"]) {
      expect((await browser.send("POST", path, { callbackUrl, json: "1" })).status).toBeLessThan(500);
    }
  }
});
