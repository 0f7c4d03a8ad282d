import { seal, unseal } from "@/lib/auth/seal";

/** Before what is sealed; base32 has no such letters, so that older rows in the clear are told apart. */
export const SEALED = "sealed:";

const ownerOf = (userId: string) => `totp:${userId}`;

/** How a person's TOTP secret is kept: readable with this deployment's secret, and for this person alone. */
export function sealTotpSecret(userId: string, secret: string): string {
  return SEALED + Buffer.from(seal(secret, ownerOf(userId))).toString("base64");
}

/** The secret again, also from a row of before it was sealed; null when it was altered, moved or sealed under another MUSTER_SECRET. */
export function openTotpSecret(userId: string, kept: string): string | null {
  if (!kept.startsWith(SEALED)) return kept;
  const opened = unseal(Buffer.from(kept.slice(SEALED.length), "base64"), ownerOf(userId));
  return typeof opened === "string" ? opened : null;
}
