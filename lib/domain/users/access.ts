import { sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";

export type UserRow = {
  id: string;
  email: string;
  name: string;
  instanceAdmin: boolean;
  disabled: boolean;
  /** Was invited and has never signed in. */
  invited: boolean;
  twoFactor: boolean;
  workspaceCount: number;
  agentCount: number;
  createdAt: Date;
  lastSignInAt: Date | null;
  rev: number;
};

export const userColumns = sql`u."email", u."name", u."instanceAdmin", u."disabledAt" IS NOT NULL AS "disabled",
  u."passwordHash" IS NULL AND u."lastSignInAt" IS NULL AS "invited", u."totpConfirmedAt" IS NOT NULL AS "twoFactor",
  (SELECT count(*)::int FROM "Membership" m WHERE m."userId" = u."id") AS "workspaceCount",
  (SELECT count(*)::int FROM "Agent" a WHERE a."ownerId" = u."id" AND a."deletedAt" IS NULL) AS "agentCount",
  u."createdAt", u."lastSignInAt", u."rev"`;

export type UserTarget = Target & { user: UserRow };

/** A person by id; `not_found` where there is none. For instance admins. */
export async function getUserRow(db: Reader, id: string): Promise<UserTarget> {
  const [user] = await db.$queryRaw<UserRow[]>`SELECT u."id", ${userColumns} FROM "User" u WHERE u."id" = ${id}`;
  if (!user) throw new DomainError("not_found", "Person not found");
  return { user, subject: { workspaceId: null }, audit: { type: "user", id, name: user.name, workspaceId: null } };
}

/** The same locked, for changes. */
export async function lockUserRow(tx: Tx, id: string): Promise<UserTarget> {
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${id} FOR UPDATE`;
  return getUserRow(tx, id);
}
