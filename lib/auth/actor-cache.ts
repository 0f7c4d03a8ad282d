import type { Actor } from "@/lib/domain/context";

/** How old an answer may be that nothing vouches for, and how long an answer of the listener vouches for all, ms. */
const TRUSTED = 1_000;
/** How old an answer may be while the listener hears of every change: use of credentials is noted as often as this, ms. */
const LIFETIME = 30_000;
const MOST_ENTRIES = 10_000;

type Entry = { actor: Actor; since: number };
type Cache = { entries: Map<string, Entry>; generation: number; heardUntil: number; askedAt: number };

const processes = globalThis as typeof globalThis & { musterActors?: Cache };

function cache(): Cache {
  processes.musterActors ??= { entries: new Map(), generation: 0, heardUntil: 0, askedAt: 0 };
  return processes.musterActors;
}

/**
 * The actor behind a credential's hash. What was loaded is used for 30 s while the listener proves at least once a second
 * that it has heard of every change, and otherwise for 1 s: nobody acts on rights that ended more than a second ago.
 */
export function cachedActor(hash: string): Actor | undefined {
  const { entries, heardUntil } = cache();
  const now = Date.now();
  cache().askedAt = now;
  const entry = entries.get(hash);
  if (!entry || entry.actor.credential.expiresAt.getTime() <= now) return undefined;
  return now - entry.since < (now < heardUntil ? LIFETIME : TRUSTED) ? entry.actor : undefined;
}

/** Loads an actor and keeps it, unless something was forgotten while it was loading. */
export async function cacheActor(hash: string, load: () => Promise<Actor>): Promise<Actor> {
  const { entries, generation } = cache();
  const since = Date.now();
  const actor = await load();
  if (cache().generation !== generation) return actor;
  if (entries.size >= MOST_ENTRIES) entries.clear();
  entries.set(hash, { actor, since });
  return actor;
}

/** Says that everything announced up to this moment (ms since 1970) has been heard. */
export function heardEverythingUntil(moment: number): void {
  cache().heardUntil = moment + TRUSTED;
}

/** When this process last asked who stands behind a credential, ms since 1970; 0 when never. */
export function lastAsked(): number {
  return cache().askedAt;
}

function forget(matches: (actor: Actor) => boolean): void {
  const { entries } = cache();
  cache().generation += 1;
  for (const [hash, entry] of entries) if (matches(entry.actor)) entries.delete(hash);
}

/** From now on this process asks the database again who stands behind a session, token or key. */
export function forgetCredential(credentialId: string): void {
  forget((actor) => actor.credential.id === credentialId);
}

/** The same for every credential of a person: after a change of role, membership, password or account. */
export function forgetUser(userId: string): void {
  forget((actor) => actor.userId === userId);
}

/** The same for everybody: after a change to a workspace, and when notifications were missed. */
export function forgetEverybody(): void {
  forget(() => true);
}
