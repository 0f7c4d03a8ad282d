import { randomInt } from "node:crypto";
import { hashOf } from "@/lib/auth/secrets";

const COUNT = 10;
const LENGTH = 16;
/** Without letters and digits that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

const plain = (code: string) => code.replace(/[\s-]/g, "").toLowerCase();

/** Whether a text has the form of a recovery code; whether it is one is another question. */
export function isRecoveryCode(text: string): boolean {
  return text.length <= 2 * LENGTH && /^[a-z2-9]{16}$/.test(plain(text));
}

/** How a recovery code is kept; it has 79 bits, so a plain hash is enough. */
export function recoveryHash(code: string): string {
  return hashOf(`recovery:${plain(code)}`);
}

/** Ten new recovery codes, `abcd-efgh-jkmn-pqrs`, and what is kept of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const letters = () => Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
  const codes = Array.from({ length: COUNT }, () => (letters().match(/.{4}/g) ?? []).join("-"));
  return { codes, hashes: codes.map(recoveryHash) };
}
