import type { OAuthConfig } from "next-auth/providers/oauth";
import { auditRefused } from "@/lib/auth/audit-refused";
import { hashOf } from "@/lib/auth/secrets";
import { type NewSession, openSession } from "@/lib/auth/session";
import type { Tx } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import type { Origin } from "@/lib/domain/context";
import { proveAddress } from "@/lib/domain/shares/attach-shares";
import { canonicalEmail } from "@/lib/domain/users/rules";
import { settings } from "@/lib/env";

export const OIDC_ID = "oidc";

export type OidcClaims = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** The configured OpenID Connect provider as next-auth knows it; null without one. */
export function oidcProvider(): OAuthConfig<OidcClaims> | null {
  const { MUSTER_OIDC_ISSUER: issuer, MUSTER_OIDC_CLIENT_ID: clientId, MUSTER_OIDC_CLIENT_SECRET } = settings();
  if (!issuer || !clientId || !MUSTER_OIDC_CLIENT_SECRET) return null;
  return {
    id: OIDC_ID,
    name: settings().MUSTER_OIDC_NAME,
    type: "oauth",
    issuer,
    wellKnown: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId,
    clientSecret: MUSTER_OIDC_CLIENT_SECRET,
    profile: (claims) => ({ id: claims.sub, email: claims.email ?? null, name: claims.name ?? null }),
  };
}

type Person = { id: string; name: string };
const person = { id: true, name: true } as const;

/** The linked person; or one whose e-mail is known here and verified there, who is linked now. Nobody is made. */
async function personOf(tx: Tx, provider: string, claims: OidcClaims): Promise<Person | null> {
  const key = { provider, subject: claims.sub };
  const linked = await tx.identity.findUnique({ where: { provider_subject: key }, select: { userId: true } });
  if (linked) return tx.user.findFirst({ where: { id: linked.userId, disabledAt: null }, select: person });
  const email = claims.email_verified === true ? canonicalEmail(claims.email ?? "") : null;
  if (!email) return null;
  const known = await tx.user.findFirst({ where: { email, disabledAt: null }, select: person });
  if (!known) return null;
  await tx.identity.createMany({ data: [{ ...key, userId: known.id }], skipDuplicates: true });
  await proveAddress(tx, known.id);
  return known;
}

export type OidcSignIn = { issuer: string; claims: OidcClaims; origin: Origin; replaces?: string | null };

/** Signs in whom the provider vouches for; null, with an audit row, for people who are not known here or disabled. */
export async function signInByOidc({ issuer, claims, origin, replaces }: OidcSignIn): Promise<NewSession | null> {
  const session = await transaction(async (tx) => {
    const user = await personOf(tx, issuer, claims);
    if (!user) return null;
    if (replaces) await tx.session.deleteMany({ where: { secretHash: hashOf(replaces) } });
    return openSession(tx, { user, kind: "browser", origin, method: OIDC_ID });
  });
  const email = canonicalEmail(claims.email ?? "");
  if (!session) await auditRefused({ email, account: null, reason: "not_known_here", via: OIDC_ID, origin }, {});
  return session;
}
