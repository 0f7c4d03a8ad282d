import type { Actor } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

export const MOST_KEYS = 100;
export const LONGEST_KEY_NAME = 100;
export const MOST_KEY_DAYS = 366;
export const USUAL_KEY_DAYS = 90;
/** After a rotation the old key works so long, ms. */
export const GRACE = 3_600_000;

/** A key that could make keys could give itself more than it was given. Throws `forbidden`. */
export function assertNoKey(actor: Actor): void {
  if (actor.credential.kind === "key") {
    throw new DomainError("forbidden", "API keys cannot create or rotate API keys; sign in to do that");
  }
}
