const HOUR = 3_600_000;

/** Corrections of a clock, and what passes between two readings, ms. */
const SLIGHT = 60_000;
/** Behind a step that nothing explains the clock must go on evenly for so long before that step counts, ms. */
export const PROOF = 6 * HOUR;
/** So many steps are told apart. */
const MOST_DOUBTS = 100;
/** Days before the purge that somebody is warned; without a warning so long ago nothing is purged. */
export const WARNING_DAYS = 3;

/**
 * A step of the clock that may be wrong. `gap`: how far it went ahead of what was seen to pass, ms, as while Muster was off;
 * null: it is not known how far. `proof`: for how long it has gone on evenly since, ms, in however many runs.
 */
export type Doubt = { gap: number | null; proof: number };
/** What was last seen of the database's clock. */
export type Clock = { seenAt: Date; doubts: Doubt[] };
/** A look at it; `ranFor`: for how many ms this run had been running, by a clock that nobody can set. */
export type Look = { seenAt: Date; ranFor: number };
/** `now`: how late it is at least, by what is proved; null where nothing is. */
export type Reading = { clock: Clock; now: Date | null };

/** Doubts with as much proof are one; too many become fewer, with the lesser proof. */
function merged(doubts: readonly Doubt[]): Doubt[] {
  const found: Doubt[] = [];
  for (const doubt of doubts) {
    const last = found.at(-1);
    if (!last || (last.proof !== doubt.proof && found.length < MOST_DOUBTS)) found.push(doubt);
    else found[found.length - 1] = { gap: sumOf(last.gap, doubt.gap), proof: Math.min(last.proof, doubt.proof) };
  }
  return found;
}

const sumOf = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

const between = (from: Date, to: Date) => to.getTime() - from.getTime();

function doubtsAfter(before: Clock | null, look: Look, own: Look | null): Doubt[] {
  const ran = own ? look.ranFor - own.ranFor : 0;
  const ahead = own ? between(own.seenAt, look.seenAt) - ran : 0;
  const went = before ? between(before.seenAt, look.seenAt) : 0;
  // The first look, and a clock that was set back: it was wrong before or is wrong now.
  if (before === null || went < -SLIGHT || ahead < -SLIGHT) return [{ gap: null, proof: 0 }];
  const isEven = own !== null && ahead <= SLIGHT;
  const even = isEven ? Math.max(0, Math.min(went, ran)) : 0;
  const gap = Math.max(0, went) - even;
  const older = before.doubts.map((doubt) => ({ ...doubt, proof: doubt.proof + even }));
  const all = gap > (isEven ? SLIGHT : 0) ? [...older, { gap, proof: 0 }] : older;
  return merged(all.filter(({ proof }) => proof < PROOF));
}

/**
 * How late it is at least, at a look behind the run's `own` last one. Time that a run has seen pass counts at once. What the
 * clock went ahead besides (Muster was off, or somebody set it) counts only once runs that add up to six hours have seen it
 * go on evenly; a clock that is new or was set back says nothing until then.
 */
export function readClock(before: Clock | null, look: Look, own: Look | null): Reading {
  const doubts = doubtsAfter(before, look, own);
  const doubted = doubts.reduce<number | null>((sum, { gap }) => sumOf(sum, gap), 0);
  const now = doubted === null ? null : new Date(look.seenAt.getTime() - doubted);
  return { clock: { seenAt: look.seenAt, doubts }, now };
}
