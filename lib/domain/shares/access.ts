import { type Sql, sql, type Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isoTime, personJson } from "@/lib/domain/json-sql";
import type { Reader } from "@/lib/domain/query";
import type { ShareRole } from "@/lib/domain/shares/rules";

export type ShareRow = {
  id: string;
  agentId: string;
  agentName: string;
  email: string;
  role: ShareRole;
  /** The person does not exist or has never signed in. */
  pending: boolean;
  user: { id: string; name: string } | null;
  createdBy: { id: string; name: string } | null;
  createdByEmail: string | null;
  createdAt: string;
  expiresAt: string | null;
};

export const shareTables = sql`FROM "Share" s JOIN "Agent" a ON a."id" = s."agentId"
  LEFT JOIN "User" u ON u."id" = s."userId" LEFT JOIN "User" c ON c."id" = s."createdById"`;

/** One share `s` without its id. */
export const shareColumns: Sql = sql`s."agentId", a."name" AS "agentName", s."email", s."role",
  (u."id" IS NULL OR (u."passwordHash" IS NULL AND u."lastSignInAt" IS NULL)) AS "pending",
  ${personJson(sql`u."id"`, sql`u."name"`)} AS "user", ${personJson(sql`c."id"`, sql`c."name"`)} AS "createdBy",
  c."email" AS "createdByEmail", ${isoTime(sql`s."createdAt"`)} AS "createdAt", ${isoTime(sql`s."expiresAt"`)} AS "expiresAt"`;

/** True for shares `s` that still give something. */
export const validShares = sql`(s."expiresAt" IS NULL OR s."expiresAt" > now())`;

/** One share as it stands. */
export async function getShare(db: Reader, id: string): Promise<ShareRow> {
  const [row] = await db.$queryRaw<ShareRow[]>`SELECT s."id", ${shareColumns} ${shareTables} WHERE s."id" = ${id}`;
  if (!row) throw shareNotFound();
  return row;
}

/** Says the same of absent shares and of those that the caller may not know of. */
export function shareNotFound(): DomainError {
  return new DomainError("not_found", "Share not found");
}

export type ShareTarget = AgentTarget & { share: ShareRow };

/** A share that still counts with its agent, which is locked: changes to an agent's shares happen one after the other. */
export async function lockShare(tx: Tx, ctx: Ctx, { id }: { id: string }): Promise<ShareTarget> {
  const found = await tx.share.findUnique({ where: { id }, select: { agentId: true } });
  if (!found) throw shareNotFound();
  const agent = await lockAgent(tx, ctx, byId(found.agentId)).catch((error: unknown) => {
    throw error instanceof DomainError && error.fault === "not_found" ? shareNotFound() : error;
  });
  const share = await getShare(tx, id);
  if (share.expiresAt !== null && new Date(share.expiresAt) <= new Date()) throw shareNotFound();
  return { ...agent, share };
}
