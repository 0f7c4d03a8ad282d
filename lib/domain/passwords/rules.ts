/** A new password has at least so many characters … */
export const FEWEST_CHARACTERS = 8;
/** … and at most so many bytes of UTF-8. */
export const MOST_PASSWORD_BYTES = 1_024;
const PRODUCT = "muster";

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}]/gu, "");

/** Whether nothing but digits and signs were put around a word, or it was written several times. */
function isDressedUp(password: string, word: string): boolean {
  const bare = lettersOf(word);
  return bare.length > 2 && lettersOf(password).split(bare).join("") === "" && lettersOf(password) !== "";
}

function isOwnEmail(password: string, email: string): boolean {
  const own = email.trim().toLowerCase();
  const local = own.split("@")[0] ?? "";
  const lower = password.toLowerCase();
  return own !== "" && (lower === own || lower === local || isDressedUp(password, local));
}

type PasswordRule = { id: string; label: string; problem: string; holds: (password: string, email: string) => boolean };

/** What a new password must keep, apart from the list of common ones; forms show the labels while people type. */
export const passwordRules = [
  {
    id: "long",
    label: `At least ${FEWEST_CHARACTERS} characters`,
    problem: `must have at least ${FEWEST_CHARACTERS} characters`,
    holds: (password) => [...password].length >= FEWEST_CHARACTERS,
  },
  {
    id: "product",
    label: "Not the name of this product",
    problem: "must not be the name of this product",
    holds: (password) => !isDressedUp(password, PRODUCT),
  },
  {
    id: "email",
    label: "Not your e-mail address",
    problem: "must not be your e-mail address",
    holds: (password, email) => !isOwnEmail(password, email),
  },
] as const satisfies readonly PasswordRule[];

/** The first rule that a password breaks, as the end of a sentence; null when it keeps them all. */
export function brokenRule(password: string, email: string): string | null {
  if (new TextEncoder().encode(password).length > MOST_PASSWORD_BYTES) {
    return `must have at most ${MOST_PASSWORD_BYTES} bytes`;
  }
  const normal = password.normalize("NFC");
  return passwordRules.find((rule) => !rule.holds(normal, email))?.problem ?? null;
}
