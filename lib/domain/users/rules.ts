import { z } from "zod";

const LONGEST_EMAIL = 254;
const LONGEST_SLUG = 63;
const address = z.email();

export const LONGEST_NAME = 100;

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The form under which an e-mail is stored and compared; null when the text is not one address. */
export function canonicalEmail(text: string): string | null {
  if (text.length > LONGEST_EMAIL) return null;
  const canonical = text.trim().normalize("NFC").toLowerCase();
  return address.safeParse(canonical).success ? canonical : null;
}

/** A person's name to begin with: what stands before the `@`. */
export function nameFromEmail(email: string): string {
  return (email.split("@")[0] ?? email).slice(0, LONGEST_NAME);
}

/** A workspace's slug to begin with, 2 to 63 of `a-z 0-9 -`. */
export function slugFromName(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const slug = plain
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join("-")
    .slice(0, LONGEST_SLUG);
  return slug.length < 2 ? "workspace" : slug;
}
