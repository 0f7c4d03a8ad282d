import { jwtVerify, SignJWT } from "jose";
import { tokenKeys } from "@/lib/auth/secrets";

const ISSUER = "muster";
let keys: ReturnType<typeof tokenKeys> | undefined;

function currentKeys(): ReturnType<typeof tokenKeys> {
  keys ??= tokenKeys();
  return keys;
}

/** An access token (JWT, EdDSA) that carries a session id and nothing else. */
export function signToken(sessionId: string, expiresAt: Date): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: "EdDSA" })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(currentKeys().sign);
}

/** Whether we signed this token and it has not run out; its session is another question. */
export async function isGenuineToken(token: string): Promise<boolean> {
  return jwtVerify(token, currentKeys().verify, { algorithms: ["EdDSA"], issuer: ISSUER }).then(
    () => true,
    () => false,
  );
}
