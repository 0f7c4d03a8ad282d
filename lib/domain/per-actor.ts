import type { Sql } from "@/lib/db";
import type { Actor, Ctx } from "@/lib/domain/context";

/** What is known of a caller whatever they ask for. */
export type Caller = Pick<Ctx, "actor">;

/**
 * A piece of SQL that depends on nothing but who asks, composed once for each person that this process knows: whoever asks
 * again is the same object (`actor-cache.ts`), and another as soon as anything about them changes.
 */
export function perActor(compose: (caller: Caller) => Sql): (caller: Caller) => Sql {
  const composed = new WeakMap<Actor, Sql>();
  return ({ actor }) => {
    const known = composed.get(actor) ?? compose({ actor });
    composed.set(actor, known);
    return known;
  };
}
