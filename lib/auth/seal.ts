import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyFor } from "@/lib/auth/secrets";

const FORM = 1;
const NONCE = 12;
const TAG = 16;

/** Encrypts a JSON value for one owner (AES-256-GCM under a key derived from MUSTER_SECRET); only `unseal` for that owner opens it. */
export function seal(value: unknown, owner: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyFor("resource"), nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(owner));
  const hidden = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([FORM]), nonce, cipher.getAuthTag(), hidden]));
}

/** Opens what was sealed for this owner; null when it was altered, moved to another owner or sealed under another secret. */
export function unseal(sealed: Uint8Array, owner: string): unknown {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== FORM || bytes.length <= 1 + NONCE + TAG) return null;
  const nonce = bytes.subarray(1, 1 + NONCE);
  const decipher = createDecipheriv("aes-256-gcm", keyFor("resource"), nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]).toString("utf8");
    return JSON.parse(text);
  } catch {
    return null;
  }
}
