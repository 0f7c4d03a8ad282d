import { cacheActor, cachedActor } from "@/lib/auth/actor-cache";
import { cookieName, readCookies } from "@/lib/auth/cookies";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { loadActor, type SentCredential } from "@/lib/auth/load-actor";
import { hashOf } from "@/lib/auth/secrets";
import { isGenuineToken } from "@/lib/auth/token";
import type { Actor } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";

export type Authenticated = { actor: Actor; via: "cookie" | "header" };

const LONGEST_TOKEN = 1_024;
const keyShape = /^msk_[A-Za-z0-9_-]{43}$/;
const tokenShape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const cookieShape = /^[A-Za-z0-9_-]{43}$/;

type Sent = { value: string; kind: SentCredential["kind"]; via: Authenticated["via"] };

function notAuthenticated(): DomainError {
  return new DomainError("unauthenticated", "Not authenticated");
}

function inHeader(authorization: string): Sent {
  const value = authorization.replace(/^bearer +/i, "");
  if (value.length > LONGEST_TOKEN) throw notAuthenticated();
  if (keyShape.test(value)) return { value, kind: "key", via: "header" };
  if (tokenShape.test(value)) return { value, kind: "token", via: "header" };
  throw notAuthenticated();
}

function sentCredential(headers: HeaderReader): Sent | null {
  const authorization = headers.get("authorization")?.trim();
  if (authorization) return inHeader(authorization);
  const value = readCookies(headers).get(cookieName("session"));
  if (!value) return null;
  if (!cookieShape.test(value)) throw notAuthenticated();
  return { value, kind: "session", via: "cookie" };
}

async function load({ value, kind }: Sent, hash: string, address: string | null): Promise<Actor> {
  if (kind === "token" && !(await isGenuineToken(value))) throw notAuthenticated();
  const actor = await loadActor({ kind, hash }, address).catch((error: unknown) => {
    throw databaseFault(error);
  });
  if (!actor) throw notAuthenticated();
  return actor;
}

/**
 * Who sent a request, by `Authorization` (token or API key, `Bearer` optional) or else the session cookie; null when
 * neither was sent. `address` is only noted. Throws `unauthenticated` for anything that does not count now, `unavailable`.
 */
export async function authenticate(
  headers: HeaderReader,
  address: string | null = null,
): Promise<Authenticated | null> {
  const sent = sentCredential(headers);
  if (!sent) return null;
  const hash = hashOf(`${sent.kind}:${sent.value}`);
  const actor = cachedActor(hash) ?? (await cacheActor(hash, () => load(sent, hashOf(sent.value), address)));
  return { actor, via: sent.via };
}
