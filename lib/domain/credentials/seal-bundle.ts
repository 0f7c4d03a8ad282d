import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { type CredentialFiles, fromBase64 } from "@/lib/domain/credentials/rules";
import { DomainError } from "@/lib/domain/faults";
import { settings } from "@/lib/env";

const NONCE = 12;
const TAG = 16;

/** Contract 2, 4.20. */
export const credentialBundle = z.object({
  version: z.literal(1),
  algorithm: z.literal("AES-256-GCM"),
  nonce: z.string(),
  ciphertext: z.string(),
});
export type CredentialBundle = z.output<typeof credentialBundle>;

const contents = z.record(z.string(), z.union([z.string(), z.strictObject({ b64: z.string() })]));

/** The key that deployments share which exchange bundles. Throws `unavailable` where there is none. */
function bundleKey(): Buffer {
  const key = settings().CREDENTIAL_ENCRYPTION_KEY;
  if (!key) throw new DomainError("unavailable", "CREDENTIAL_ENCRYPTION_KEY is not set; start Muster with `npm start`");
  return Buffer.from(key, "hex");
}

/** The text of a file, or base64 where it is no UTF-8. */
function storedForm(bytes: Buffer): string | { b64: string } {
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) ? text : { b64: bytes.toString("base64") };
}

/** Encrypts credential files for another deployment that has the same key. */
export function sealBundle(files: CredentialFiles, key = bundleKey()): CredentialBundle {
  const plain = JSON.stringify(Object.fromEntries([...files].map(([path, bytes]) => [path, storedForm(bytes)])));
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  const ciphertext = sealed.toString("base64");
  return { version: 1, algorithm: "AES-256-GCM", nonce: nonce.toString("base64"), ciphertext };
}

function decrypt({ nonce, ciphertext }: CredentialBundle, key: Buffer): string {
  const [iv, sealed] = [fromBase64(nonce), fromBase64(ciphertext)];
  if (iv?.length !== NONCE || !sealed || sealed.length < TAG) throw notABundle();
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]).toString("utf8");
  } catch {
    throw new DomainError("invalid", "Cannot decrypt: wrong key or damaged bundle");
  }
}

function notABundle(): DomainError {
  return new DomainError("invalid", "This is not a credentials bundle");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a bundle from the text of its file. Throws `invalid`. */
export function readBundle(text: string): CredentialBundle {
  const found = credentialBundle.safeParse(parsed(text));
  if (!found.success) throw notABundle();
  return found.data;
}

/** The files of a bundle. Throws `invalid` for another key, an altered or a foreign thing. */
export function openBundle(bundle: CredentialBundle, key = bundleKey()): CredentialFiles {
  const found = contents.safeParse(parsed(decrypt(bundle, key)));
  if (!found.success) throw notABundle();
  const files = new Map<string, Buffer>();
  for (const [path, value] of Object.entries(found.data)) {
    const bytes = typeof value === "string" ? Buffer.from(value) : fromBase64(value.b64);
    if (!bytes) throw notABundle();
    files.set(path, bytes);
  }
  return files;
}
