import { DomainError, invalidField } from "@/lib/domain/faults";

export const shareRoles = ["viewer", "operator", "editor"] as const;
export type ShareRole = (typeof shareRoles)[number];

export const MOST_SHARES = 200;
/** Who has a share that ends is warned so many days before. */
export const WARNED_DAYS = 3;

/** An end that has come already would give nothing. Throws `invalid`. */
export function assertFutureEnd(expiresAt: Date | null | undefined, now: Date): void {
  if (expiresAt && expiresAt <= now) throw invalidField("expiresAt", "must lie in the future", expiresAt.toISOString());
}

/** Nobody shares with themself or with the owner, who have more than any share gives. Throws `invalid`. */
export function assertOther(email: string, own: string, owner: string | null): void {
  if (email === own) throw invalidField("email", "is your own", email);
  if (email === owner) throw invalidField("email", "is the owner's, who has every right already", email);
}

/** Throws `quota_exceeded` where an agent has as many shares as it can. */
export function assertShareRoom(name: string, count: number): void {
  if (count < MOST_SHARES) return;
  throw new DomainError("quota_exceeded", `'${name}' has ${count} shares; at most ${MOST_SHARES}`);
}
