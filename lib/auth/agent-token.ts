import { createHmac, timingSafeEqual } from "node:crypto";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { keyFor, newSecret } from "@/lib/auth/secrets";

/** 43 characters of randomness and 22 of a seal over them. */
const shape = /^mra_[A-Za-z0-9_-]{65}$/;
const SEAL_BYTES = 16;
const SEAL_LENGTH = 22;

let key: Buffer | undefined;

function sealOf(secret: string): string {
  key ??= keyFor("agent-token");
  return createHmac("sha256", key).update(secret).digest().subarray(0, SEAL_BYTES).toString("base64url");
}

/** A new runtime token of an agent. Its end seals the rest, so that a process knows tokens of ours before it asks the database. */
export function newAgentToken(): string {
  const secret = `mra_${newSecret()}`;
  return `${secret}${sealOf(secret)}`;
}

/** Whether Muster made this runtime token; whether it still counts is another question. */
export function isAgentToken(text: string): boolean {
  if (!shape.test(text)) return false;
  // As text: sixteen endings decode to the same bytes, and only the one that was given out is the token.
  return timingSafeEqual(Buffer.from(text.slice(-SEAL_LENGTH)), Buffer.from(sealOf(text.slice(0, -SEAL_LENGTH))));
}

/** What `Authorization` holds, without `Bearer`; null where it is not sent. */
export function sentValue(headers: HeaderReader): string | null {
  return (
    headers
      .get("authorization")
      ?.trim()
      .replace(/^bearer +/i, "") || null
  );
}
