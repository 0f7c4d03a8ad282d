import { IDLE_MINUTES } from "@/lib/auth/load-actor";
import { hashOf, newSecret } from "@/lib/auth/secrets";
import { signToken } from "@/lib/auth/token";
import type { Tx } from "@/lib/db";
import { insertAudit } from "@/lib/domain/change";
import type { ContractName, Origin } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";

/** A session ends after so many hours, whatever happens. */
export const SESSION_HOURS = 12;

export type SessionRequest = {
  user: { id: string; name: string };
  kind: "browser" | "token";
  /** Contract and workspace that the credential is pinned to. */
  contract?: ContractName | null;
  workspaceId?: string | null;
  origin: Origin;
  /** How the person showed who they are, for the audit trail. */
  method: string;
};

/** `credential` is the cookie's value or the token; it exists nowhere else. */
export type NewSession = { id: string; credential: string; expiresAt: Date };

/** Makes a session with its audit row, always a new one; the person's ended ones go. */
export async function openSession(tx: Tx, request: SessionRequest): Promise<NewSession> {
  const { user, kind, origin, contract = null, workspaceId = null } = request;
  const id = newId("session");
  const expiresAt = new Date(Math.floor(Date.now() / 1000) * 1000 + SESSION_HOURS * 3_600_000);
  const credential = kind === "browser" ? newSecret() : await signToken(id, expiresAt);
  await tx.$executeRaw`DELETE FROM "Session" WHERE "userId" = ${user.id} AND ("expiresAt" <= now()
    OR ("kind" = 'browser' AND "lastSeenAt" <= now() - make_interval(mins => ${IDLE_MINUTES}::int)))`;
  const place = { address: origin.address, userAgent: origin.userAgent?.slice(0, 500) ?? null };
  const data = { id, secretHash: hashOf(credential), userId: user.id, kind, contract, workspaceId, expiresAt };
  await tx.session.create({ data: { ...data, ...place } });
  await tx.user.update({ where: { id: user.id }, data: { lastSignInAt: new Date() } });
  const doer = { type: "user", id: user.id, name: user.name, via: request.method, origin } as const;
  const target = { type: "session", id, name: user.name, workspaceId };
  await insertAudit(tx, doer, { action: "session.created", target, after: { kind, contract } });
  return { id, credential, expiresAt };
}
