import {
  accountCounter,
  addressCounter,
  type Counter,
  countAttempt,
  inTurn,
  takeBackAttempt,
} from "@/lib/auth/attempts";
import { verifyPassword } from "@/lib/auth/passwords";

export type PasswordAttempt = {
  /** Canonical. */
  email: string;
  password: string;
  /** The stored hash; null where there is no such person, or one without a password. */
  passwordHash: string | null;
  address: string | null;
};

/** `closing` is the first try that found the door locked. */
export type PasswordVerdict = "right" | "wrong" | "locked" | "closing";

async function evaluate(attempt: PasswordAttempt, counters: Counter[]): Promise<PasswordVerdict> {
  const counted: Counter[] = [];
  for (const counter of counters) {
    const { allowed, first } = await countAttempt(counter);
    if (!allowed) return first ? "closing" : "locked";
    counted.push(counter);
  }
  const right = await verifyPassword(attempt.passwordHash, attempt.password);
  if (right) await Promise.all(counted.map(takeBackAttempt));
  return right ? "right" : "wrong";
}

/**
 * Whether a password is right, counted for account and address together with every other way of signing in. A locked try
 * is not evaluated, yet takes as long as a wrong one.
 */
export async function checkPassword(attempt: PasswordAttempt): Promise<PasswordVerdict> {
  const account = accountCounter(attempt.email);
  const address = attempt.address ? addressCounter(attempt.address) : null;
  const verdict = address
    ? await inTurn(address, () => inTurn(account, () => evaluate(attempt, [address, account])))
    : await inTurn(account, () => evaluate(attempt, [account]));
  if (verdict === "locked" || verdict === "closing") await verifyPassword(null, attempt.password);
  return verdict;
}
