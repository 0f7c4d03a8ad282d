import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "@/lib/auth/secrets";

const FEWEST_CHARACTERS = 8;
export const MOST_PASSWORD_BYTES = 1_024;
const PRODUCT = "muster";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let common: Set<string> | undefined;

function commonPasswords(): Set<string> {
  common ??= new Set(readFileSync(join(process.cwd(), "lib/auth/common-passwords.txt"), "utf8").split("\n"));
  return common;
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}]/gu, "");

/** Whether nothing but digits and signs were put around a word, or it was written several times. */
function isDressedUp(password: string, word: string): boolean {
  const bare = lettersOf(word);
  return bare.length > 2 && lettersOf(password).split(bare).join("") === "" && lettersOf(password) !== "";
}

/** Why a new password is refused, as a sentence; null when it is good. `email` is the person's own. */
export function passwordProblem(password: string, email: string): string | null {
  if (Buffer.byteLength(password) > MOST_PASSWORD_BYTES) return `must have at most ${MOST_PASSWORD_BYTES} bytes`;
  const normal = password.normalize("NFC");
  if ([...normal].length < FEWEST_CHARACTERS) return `must have at least ${FEWEST_CHARACTERS} characters`;
  const lower = normal.toLowerCase();
  if (commonPasswords().has(lower)) return "is one of the most used passwords; choose another";
  if (isDressedUp(normal, PRODUCT)) return "must not be the name of this product";
  const local = email.split("@")[0] ?? "";
  if (lower === email || lower === local || isDressedUp(normal, local)) return "must not be your e-mail address";
  return null;
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
