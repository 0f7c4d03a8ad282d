import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import type { OidcClaims } from "@/lib/auth/oidc";
import { nextAuthRoute } from "@/lib/contracts/console/endpoints/next-auth";
import { db } from "@/lib/db";
import { settings } from "@/lib/env";
import { given } from "@/lib/testing/given";

const clientId = "muster-test";
const keys = await generateKeyPair("RS256");
let server: Server;
let issuer = "";
/** What the provider says about whoever signs in next. */
let claims: OidcClaims = { sub: "" };
let nonce = "";

async function answer(path: string): Promise<unknown> {
  if (path.startsWith("/.well-known")) {
    const endpoints = {
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
    };
    return {
      issuer,
      ...endpoints,
      response_types_supported: ["code"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
  }
  if (path === "/jwks") return { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "1", alg: "RS256", use: "sig" }] };
  const token = new SignJWT({ ...claims, nonce }).setProtectedHeader({ alg: "RS256", kid: "1" });
  const idToken = await token
    .setIssuer(issuer)
    .setAudience(clientId)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(keys.privateKey);
  return { access_token: "x", token_type: "Bearer", id_token: idToken };
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(await answer(request.url ?? "")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(settings(), {
    MUSTER_OIDC_ISSUER: issuer,
    MUSTER_OIDC_CLIENT_ID: clientId,
    MUSTER_OIDC_CLIENT_SECRET: "secret",
  });
});
afterAll(() => server.close());

const cookies = new Map<string, string>();

async function send(method: "GET" | "POST", path: string, form?: Record<string, string>): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, origin: "http://localhost:3000" };
  const body = form && new URLSearchParams(form);
  const response = await nextAuthRoute[method](
    new Request(`http://localhost:3000/api/auth/${path}`, { method, headers, body }),
  );
  for (const line of response.headers.getSetCookie()) {
    const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
    cookies.set(name, value);
  }
  return response;
}

/** Goes through the whole round as a browser would; gives where it ends and the session cookie. */
async function signInAs(said: OidcClaims): Promise<{ location: string; session: string }> {
  cookies.clear();
  claims = said;
  const { csrfToken } = (await (await send("GET", "csrf")).json()) as { csrfToken: string };
  const there = new URL((await send("POST", "signin/oidc", { csrfToken })).headers.get("location") ?? "");
  nonce = there.searchParams.get("nonce") ?? "";
  expect(there.searchParams.get("code_challenge_method")).toBe("S256");
  const back = await send("GET", `callback/oidc?code=c&state=${there.searchParams.get("state")}`);
  return { location: back.headers.get("location") ?? "", session: cookies.get("muster.session") ?? "" };
}

const who = async (session: string) =>
  (await authenticate(new Headers({ cookie: `muster.session=${session}` })))?.actor;

test("a known person with a verified e-mail is linked and signed in, later by the link alone", async () => {
  const user = await given.user();
  const first = await signInAs({ sub: "s-1", email: user.email.toUpperCase(), email_verified: true });
  expect(await who(first.session)).toMatchObject({ userId: user.id });
  expect(await db().identity.findMany({ where: { userId: user.id } })).toMatchObject([
    { provider: issuer, subject: "s-1" },
  ]);
  const later = await signInAs({ sub: "s-1", email: "changed@example.com", email_verified: false });
  expect(await who(later.session)).toMatchObject({ userId: user.id });
});

test("an unverified, unknown or disabled person is refused, nobody is made, and it is audited", async () => {
  const [user, gone] = [await given.user(), await given.user({ disabledAt: new Date() })];
  const users = await db().user.count();
  for (const said of [
    { sub: "s-2", email: user.email, email_verified: false },
    { sub: "s-3", email: user.email },
    { sub: "s-4", email: "stranger@example.com", email_verified: true },
    { sub: "s-5", email: gone.email, email_verified: true },
    { sub: "s-6" },
  ]) {
    const { location, session } = await signInAs(said);
    expect(location).toContain("error=AccessDenied");
    expect(session).toBe("");
  }
  expect(await db().user.count()).toBe(users);
  const refused = await db().auditEvent.findMany({ where: { action: "session.refused", via: "oidc" } });
  expect(refused).toHaveLength(5);
});

test("a callback that nobody asked for is refused", async () => {
  cookies.clear();
  claims = { sub: "s-1" };
  expect((await send("GET", "callback/oidc?code=c&state=made-up")).headers.get("location")).toContain("error=");
  expect(cookies.get("muster.session") ?? "").toBe("");
});
