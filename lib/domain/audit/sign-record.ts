import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { settings } from "@/lib/env";

/** What a signature covers: the event without its number and time, which the database gives it. */
export type SignedFields = readonly unknown[];

/** Signature of events from before there were signatures. */
export const UNSIGNED = "before";

const keys = new Map<string, Buffer>();

function signingKey(): Buffer {
  const secret = settings().MUSTER_SECRET ?? "";
  const known = keys.get(secret) ?? Buffer.from(hkdfSync("sha256", secret, "", "audit signature", 32));
  keys.set(secret, known);
  return known;
}

/** One text for one value, however its keys are ordered: the database keeps JSON in an order of its own. */
export function canonicalJson(value: unknown): string {
  // As the database stores it: half a character becomes the sign for an unreadable one.
  if (typeof value === "string") return JSON.stringify(Buffer.from(value).toString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${canonicalJson(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

/** Signs an event with a key of this deployment; whoever has only the database cannot. */
export function signatureOf(fields: SignedFields): string {
  return createHmac("sha256", signingKey()).update(canonicalJson(fields)).digest("base64url");
}

/** Whether Muster wrote an event with these fields. */
export function isSigned(fields: SignedFields, signature: unknown): boolean {
  if (typeof signature !== "string") return false;
  const [own, given] = [Buffer.from(signatureOf(fields)), Buffer.from(signature)];
  return own.length === given.length && timingSafeEqual(own, given);
}
