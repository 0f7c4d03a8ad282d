import { sql, type Tx } from "@/lib/db";
import type { NotificationText } from "@/lib/domain/change";
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

/** A person by id; `not_found` where there is none, or no longer. For instance admins. */
export async function getUserRow(db: Reader, id: string): Promise<UserTarget> {
  const [user] = await db.$queryRaw<UserRow[]>`SELECT u."id", ${userColumns} FROM "User" u
    WHERE u."id" = ${id} AND u."deletedAt" IS NULL`;
  if (!user) throw new DomainError("not_found", "Person not found");
  return { user, subject: { workspaceId: null }, audit: { type: "user", id, name: user.name, workspaceId: null } };
}

/** The same locked, for changes. */
export async function lockUserRow(tx: Tx, id: string): Promise<UserTarget> {
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${id} FOR UPDATE`;
  return getUserRow(tx, id);
}

/** Locks the admins in one order, so that two of them cannot remove each other at the same moment. Throws `last_admin`. */
export async function assertAnotherAdmin(tx: Tx, id: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "instanceAdmin" AND "disabledAt" IS NULL ORDER BY "id" FOR UPDATE`;
  if (admins.every((admin) => admin.id === id)) {
    throw new DomainError("last_admin", "This is the last instance admin; make somebody else one first");
  }
}

/** Locks the owners of the person's workspaces. Throws `last_owner` where one of these would be left without. */
export async function assertOwnerElsewhere(tx: Tx, id: string): Promise<void> {
  const owners = await tx.$queryRaw<{ workspaceId: string; userId: string; name: string }[]>`
    SELECT m."workspaceId"::text AS "workspaceId", m."userId", w."name" FROM "Membership" m
    JOIN "Workspace" w ON w."id" = m."workspaceId"
    WHERE m."role" = 'owner' AND m."workspaceId" IN
      (SELECT o."workspaceId" FROM "Membership" o WHERE o."userId" = ${id} AND o."role" = 'owner')
    ORDER BY m."workspaceId", m."userId" FOR UPDATE OF m`;
  const kept = new Set(owners.filter((owner) => owner.userId !== id).map((owner) => owner.workspaceId));
  const orphan = owners.find((owner) => !kept.has(owner.workspaceId));
  if (!orphan) return;
  throw new DomainError("last_owner", `This is the last owner of ${orphan.name}; make somebody else an owner first`);
}

/** Tells a person what an admin did to their account. */
export function securityNotice({ audit }: UserTarget, title: string): NotificationText {
  return { kind: "security", title, link: "/settings/profile", target: audit };
}
