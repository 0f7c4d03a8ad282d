import { networkOf } from "@/lib/auth/network";
import { hashOf } from "@/lib/auth/secrets";
import { db } from "@/lib/db";

const WINDOW_MS = 15 * 60_000;

/** Wrong tries within 15 minutes, after which tries are not evaluated until the window has passed. */
export const attemptLimits = { account: 10, address: 30, code: 5 } as const;

export type Counter = { kind: keyof typeof attemptLimits; key: string };

/** The counter of one account, known or not, by its canonical e-mail. */
export function accountCounter(email: string): Counter {
  return { kind: "account", key: `sign-in:account:${hashOf(email)}` };
}

/** The counter of second factors of one person. */
export function codeCounter(userId: string): Counter {
  return { kind: "code", key: `sign-in:code:${userId}` };
}

/** The counter of one address; of IPv6 the half that a provider gives to one customer. */
export function addressCounter(address: string): Counter {
  return { kind: "address", key: `sign-in:address:${networkOf(address).slice(0, 100)}` };
}

/** Counts a try in advance, for all processes; false when it is one too many. `first` tells the try that closed the door. */
export async function countAttempt({ kind, key }: Counter): Promise<{ allowed: boolean; first: boolean }> {
  const now = Date.now();
  const [row] = await db().$queryRaw<{ points: number }[]>`
    INSERT INTO "RateLimit" AS r ("key", "points", "expire") VALUES (${key}, 1, ${now + WINDOW_MS}::bigint)
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN r."expire" <= ${now}::bigint THEN 1 ELSE r."points" + 1 END,
      "expire" = CASE WHEN r."expire" <= ${now}::bigint THEN EXCLUDED."expire" ELSE r."expire" END
    RETURNING "points"`;
  const points = row?.points ?? 1;
  return { allowed: points <= attemptLimits[kind], first: points === attemptLimits[kind] + 1 };
}

/** Takes a try back that was not a wrong one. */
export async function takeBackAttempt({ key }: Counter): Promise<void> {
  await db().$executeRaw`UPDATE "RateLimit" SET "points" = "points" - 1 WHERE "key" = ${key} AND "points" > 0`;
}

const turns = new Map<string, Promise<unknown>>();

/**
 * Runs work for one counter after the other in this process. Tries are counted before they are evaluated, so many right
 * ones at the same moment would otherwise look like an attack.
 */
export async function inTurn<T>({ key }: Counter, work: () => Promise<T>): Promise<T> {
  const before = turns.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  turns.set(key, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(key) === mine) turns.delete(key);
  }
}
