import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { keyFor } from "@/lib/auth/secrets";

const NONCE = 12;
const TAG = 16;

const derived = (secret: string) => Buffer.from(hkdfSync("sha256", keyFor("answers"), secret, "muster:seal", 32));

/** Encrypts a text so that reading it takes both this deployment's secret and the caller's own (AES-256-GCM). */
export function sealWith(secret: string, text: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", derived(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The text again. Throws when either secret is another one or the text was altered. */
export function openWith(secret: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", derived(secret), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
}
