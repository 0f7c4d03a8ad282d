import { createPrivateKey, createPublicKey, hash, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { settings } from "@/lib/env";

const SECRET_BYTES = 32;

/** 32 random bytes as 43 characters of base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

const PREFIX_LENGTH = 8;

/** A new API key, and the beginning of it by which people tell keys apart. */
export function newApiKey(): { key: string; prefix: string } {
  const key = `msk_${newSecret()}`;
  return { key, prefix: key.slice(0, PREFIX_LENGTH) };
}

/** SHA-256 in hex: how secrets of high entropy are kept at rest and found again. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** 32 bytes for one purpose, derived from MUSTER_SECRET; keys of two purposes say nothing about each other. */
export function keyFor(
  purpose: "token" | "agent-token" | "next-auth" | "answers" | "resource" | "installation",
): Buffer {
  const secret = settings().MUSTER_SECRET;
  if (!secret) throw new Error("MUSTER_SECRET: not set; start Muster with `npm start`");
  return Buffer.from(hkdfSync("sha256", secret, "", `muster:${purpose}`, SECRET_BYTES));
}

/** What comes before a 32-byte Ed25519 seed in PKCS #8. */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** The pair of keys that signs access tokens. */
export function tokenKeys(): { sign: KeyObject; verify: KeyObject } {
  const der = Buffer.concat([ED25519_PREFIX, keyFor("token")]);
  const sign = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { sign, verify: createPublicKey(sign) };
}
