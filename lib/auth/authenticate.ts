import { cacheActor, cachedActor } from "@/lib/auth/actor-cache";
import { isAgentToken, sentValue } from "@/lib/auth/agent-token";
import { cookieName, readCookies } from "@/lib/auth/cookies";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { loadActor, loadAgentActor, type SentCredential } from "@/lib/auth/load-actor";
import { hashOf } from "@/lib/auth/secrets";
import { isGenuineToken } from "@/lib/auth/token";
import { type Actor, type Credential, callingAgent } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { AGENTS_READ_THEMSELVES } from "@/lib/domain/policy";

export type Authenticated = { actor: Actor; via: "cookie" | "header" };

const LONGEST_TOKEN = 1_024;
const keyShape = /^msk_[A-Za-z0-9_-]{43}$/;
const tokenShape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const cookieShape = /^[A-Za-z0-9_-]{43}$/;

type Sent<Kind = Credential["kind"]> = { value: string; kind: Kind; via: Authenticated["via"] };

function notAuthenticated(): DomainError {
  return new DomainError("unauthenticated", "Not authenticated");
}

function inHeader(value: string): Sent {
  if (value.length > LONGEST_TOKEN) throw notAuthenticated();
  if (keyShape.test(value)) return { value, kind: "key", via: "header" };
  if (tokenShape.test(value)) return { value, kind: "token", via: "header" };
  if (isAgentToken(value)) return { value, kind: "agent", via: "header" };
  throw notAuthenticated();
}

function sentCredential(headers: HeaderReader): Sent | null {
  const inAuthorization = sentValue(headers);
  if (inAuthorization !== null) return inHeader(inAuthorization);
  const value = readCookies(headers).get(cookieName("session"));
  if (!value) return null;
  if (!cookieShape.test(value)) throw notAuthenticated();
  return { value, kind: "session", via: "cookie" };
}

async function orRefused(loading: Promise<Actor | null>): Promise<Actor> {
  const actor = await loading.catch((error: unknown) => {
    throw databaseFault(error);
  });
  if (!actor) throw notAuthenticated();
  return actor;
}

async function load({ value, kind }: Sent<SentCredential["kind"]>, address: string | null): Promise<Actor> {
  if (kind === "token" && !(await isGenuineToken(value))) throw notAuthenticated();
  return orRefused(loadActor({ kind, hash: hashOf(value) }, address));
}

const keyOf = ({ kind, value }: Sent) => hashOf(`${kind}:${value}`);

/** The same as `authenticateAny`, at once, where this process knows the person behind the credential; undefined elsewhere. */
export function knownCaller(headers: HeaderReader): Authenticated | undefined {
  const sent = sentCredential(headers);
  const actor = sent && sent.kind !== "agent" ? cachedActor(keyOf(sent)) : undefined;
  return sent && actor ? { actor, via: sent.via } : undefined;
}

/**
 * Who sent a request, by `Authorization` (token, API key or an agent's runtime token, `Bearer` optional) or else the session
 * cookie; null when none was sent. `address` is only noted. Throws `unauthenticated` for anything that does not count now,
 * `unavailable`. An agent may do next to nothing: whoever calls this looks at `callingAgent`.
 */
export async function authenticateAny(
  headers: HeaderReader,
  address: string | null = null,
): Promise<Authenticated | null> {
  const sent = sentCredential(headers);
  if (!sent) return null;
  const { kind, value, via } = sent;
  if (kind === "agent") return { actor: await orRefused(loadAgentActor(hashOf(value))), via };
  const hash = keyOf(sent);
  const actor = cachedActor(hash) ?? (await cacheActor(hash, () => load({ kind, value, via }, address)));
  return { actor, via };
}

/** The same where only people are served: an agent's runtime token is `forbidden`. */
export async function authenticate(
  headers: HeaderReader,
  address: string | null = null,
): Promise<Authenticated | null> {
  const found = await authenticateAny(headers, address);
  if (found && callingAgent(found.actor) !== null) throw new DomainError("forbidden", AGENTS_READ_THEMSELVES);
  return found;
}
