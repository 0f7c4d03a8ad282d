import type { Actor } from "@/lib/domain/context";

/** How long an answer may be used without asking the database again, ms. */
const LIFETIME = 1_000;
const MOST_ENTRIES = 10_000;

type Entry = { actor: Actor; until: number };
type Cache = { entries: Map<string, Entry>; generation: number };

const processes = globalThis as typeof globalThis & { musterActors?: Cache };

function cache(): Cache {
  processes.musterActors ??= { entries: new Map(), generation: 0 };
  return processes.musterActors;
}

/** The actor behind a credential's hash, if asked within the last second. */
export function cachedActor(hash: string): Actor | undefined {
  const entry = cache().entries.get(hash);
  const now = Date.now();
  return entry && entry.until > now && entry.actor.credential.expiresAt.getTime() > now ? entry.actor : undefined;
}

/** Loads an actor and keeps it for a second, unless something was forgotten while it was loading. */
export async function cacheActor(hash: string, load: () => Promise<Actor>): Promise<Actor> {
  const { entries, generation } = cache();
  const until = Date.now() + LIFETIME;
  const actor = await load();
  if (cache().generation !== generation) return actor;
  if (entries.size >= MOST_ENTRIES) entries.clear();
  entries.set(hash, { actor, until });
  return actor;
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
