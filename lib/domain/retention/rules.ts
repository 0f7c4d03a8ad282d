const HOUR = 3_600_000;

/** Retention looks this often, at least; a longer gap may be a clock that jumped as well as a Muster that did not run. */
export const LONGEST_GAP = 3 * HOUR;
/** A clock steps back a little when it is corrected. */
const SLIGHT = 60_000;
/** After a jump the clock must go on evenly for so long before anything is removed by it. */
export const PROOF = 6 * HOUR;
/** Days before the purge that somebody is warned; without a warning so long ago nothing is purged. */
export const WARNING_DAYS = 3;

/** What was last seen of the database's clock; `heldSince`: since when it has to prove itself. */
export type Clock = { seenAt: Date; heldSince: Date | null };
export type Reading = { clock: Clock; trusted: boolean };

/**
 * Whether the clock may be acted on. The first look, a jump forward beyond what the schedule explains, and a jump back
 * hold retention until later looks have seen the clock go on evenly for six hours.
 */
export function readClock(before: Clock | null, now: Date): Reading {
  const gap = before ? now.getTime() - before.seenAt.getTime() : null;
  if (before === null || gap === null || gap > LONGEST_GAP || gap < -SLIGHT) {
    return { clock: { seenAt: now, heldSince: now }, trusted: false };
  }
  const { heldSince } = before;
  const proven = heldSince === null || now.getTime() - heldSince.getTime() >= PROOF;
  return { clock: { seenAt: now, heldSince: proven ? null : heldSince }, trusted: proven };
}
