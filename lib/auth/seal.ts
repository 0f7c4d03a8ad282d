import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { keyFor } from "@/lib/auth/secrets";

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM: nonce, tag, text. It opens under the same key alone. */
function encrypt(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function decrypt(key: Buffer, bytes: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
}

const derived = (purpose: "answers" | "resource", salt: string) =>
  Buffer.from(hkdfSync("sha256", keyFor(purpose), salt, "muster:seal", 32));

/** Encrypts a text so that reading it takes both this deployment's secret and the caller's own (AES-256-GCM). */
export function sealWith(secret: string, text: string): string {
  return encrypt(derived("answers", secret), text).toString("base64");
}

/** The text again. Throws when either secret is another one or the text was altered. */
export function openWith(secret: string, sealed: string): string {
  return decrypt(derived("answers", secret), Buffer.from(sealed, "base64"));
}

/** Encrypts a JSON value for one owner under this deployment's secret; only `unseal` for that owner opens it. */
export function seal(value: unknown, owner: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encrypt(derived("resource", owner), JSON.stringify(value)));
}

/** Opens what was sealed for this owner; null when it was altered, moved to another owner or sealed under another secret. */
export function unseal(sealed: Uint8Array, owner: string): unknown {
  if (sealed.length < NONCE + TAG) return null;
  try {
    return JSON.parse(decrypt(derived("resource", owner), Buffer.from(sealed)));
  } catch {
    return null;
  }
}
