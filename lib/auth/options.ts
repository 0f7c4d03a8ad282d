import type { NextAuthOptions } from "next-auth";
import type { CredentialsConfig } from "next-auth/providers/credentials";
import { cookieName, cookieOptions } from "@/lib/auth/cookies";
import { loadActor } from "@/lib/auth/load-actor";
import { type OidcClaims, oidcProvider, signInByOidc } from "@/lib/auth/oidc";
import { hashOf, keyFor } from "@/lib/auth/secrets";
import { type NewSession, SESSION_HOURS } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import type { Actor, Origin } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { signOut } from "@/lib/domain/sessions/sign-out";
import { settings } from "@/lib/env";
import { log } from "@/lib/log";

/** One request to next-auth: where it came from and the session cookie it brought. */
export type AuthRequest = { origin: Origin; sessionCookie: string | null };

/** What next-auth learns while it serves one request. */
type Progress = { opened: NewSession | null; actor: Actor | null };

const logger: NextAuthOptions["logger"] = {
  error: (code, metadata) =>
    log().warn({ code, reason: metadata instanceof Error ? metadata.message : undefined }, "sign-in"),
  warn: (code) => log().debug({ code }, "sign-in"),
  debug: () => undefined,
};

const cookies: () => NextAuthOptions["cookies"] = () => {
  const options = cookieOptions();
  const short = { ...options, maxAge: 15 * 60 };
  return {
    sessionToken: { name: cookieName("session"), options },
    csrfToken: { name: cookieName("csrf"), options },
    callbackUrl: { name: cookieName("callback"), options },
    state: { name: cookieName("state"), options: short },
    pkceCodeVerifier: { name: cookieName("pkce"), options: short },
    nonce: { name: cookieName("nonce"), options: short },
  };
};

/** Sign-in by password. A fault's name reaches the page as `error` in the answer's `url`. */
function passwordProvider(request: AuthRequest, progress: Progress): CredentialsConfig {
  return {
    id: "credentials",
    name: "Password",
    type: "credentials",
    credentials: { email: {}, password: {}, totp: {} },
    authorize: async (sent) => {
      const { email = "", password = "", totp } = sent ?? {};
      const { origin, sessionCookie } = request;
      try {
        const attempt = { email: String(email), password: String(password), totp: totp ? String(totp) : null };
        progress.opened = await signIn({ ...attempt, kind: "browser", replaces: sessionCookie, origin });
      } catch (error) {
        throw new Error(error instanceof DomainError ? error.fault : "internal");
      }
      return { id: progress.opened.id };
    },
  };
}

async function admit(request: AuthRequest, progress: Progress, profile: OidcClaims | undefined): Promise<boolean> {
  if (progress.opened) return true;
  const issuer = settings().MUSTER_OIDC_ISSUER;
  if (!issuer || !profile) return false;
  const { origin, sessionCookie } = request;
  progress.opened = await signInByOidc({ issuer, claims: profile, origin, replaces: sessionCookie });
  return progress.opened !== null;
}

async function decode(token: string | undefined, progress: Progress) {
  progress.actor = token ? await loadActor({ kind: "session", hash: hashOf(token) }, null) : null;
  if (!progress.actor) return null;
  const { userId, email, name } = progress.actor;
  return { secret: token, sub: userId, email, name };
}

/**
 * next-auth for one request. Its cookie holds nothing but the secret of a session row: every sign-in makes a new row, a
 * cookie that was brought along is never adopted.
 */
export function authOptions(request: AuthRequest): NextAuthOptions {
  const progress: Progress = { opened: null, actor: null };
  const oidc = oidcProvider();
  return {
    secret: keyFor("next-auth").toString("base64url"),
    providers: [passwordProvider(request, progress), ...(oidc ? [oidc] : [])],
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    cookies: cookies(),
    logger,
    jwt: {
      encode: async ({ token }) => String(token?.secret ?? ""),
      decode: async ({ token }) => decode(token, progress),
    },
    callbacks: {
      signIn: async ({ profile }) => admit(request, progress, profile as OidcClaims | undefined),
      jwt: async ({ token }) => (progress.opened ? { secret: progress.opened.credential } : token),
    },
    events: {
      signOut: async () => {
        if (progress.actor) await signOut({ actor: progress.actor, workspaceId: null, origin: request.origin }, null);
      },
    },
  };
}
