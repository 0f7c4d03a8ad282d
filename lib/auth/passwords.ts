import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "@/lib/auth/secrets";
import { brokenRule, MOST_PASSWORD_BYTES } from "@/lib/domain/passwords/rules";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let common: Set<string> | undefined;

function commonPasswords(): Set<string> {
  common ??= new Set(readFileSync(join(process.cwd(), "lib/auth/common-passwords.txt"), "utf8").split("\n"));
  return common;
}

/** Why a new password is refused, as a sentence; null when it is good. `email` is the person's own. */
export function passwordProblem(password: string, email: string): string | null {
  const isCommon = () => commonPasswords().has(password.normalize("NFC").toLowerCase());
  return brokenRule(password, email) ?? (isCommon() ? "is one of the most used passwords; choose another" : null);
}

/** argon2id of a password, in its PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

let dummy: Promise<string> | undefined;

/** Whether the password is the hashed one; without a hash it takes the same time and is false. Longer ones are not looked at. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (Buffer.byteLength(password) > MOST_PASSWORD_BYTES) return false;
  dummy ??= hashPassword(newSecret());
  const right = await verify(stored ?? (await dummy), password.normalize("NFC"));
  return right && stored !== null;
}
