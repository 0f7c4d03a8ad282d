import { sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import { type Ctx, membershipIn, type Role } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/id-shapes";
import type { Reader } from "@/lib/domain/query";

export type MemberRow = {
  userId: string;
  email: string;
  name: string;
  role: Role;
  canSubmit: boolean | null;
  invited: boolean;
  joinedAt: Date;
  lastSeenAt: Date | null;
};

export const memberColumns = sql`m."userId", u."email", u."name", m."role", m."canSubmit", m."createdAt" AS "joinedAt",
  u."passwordHash" IS NULL AND u."lastSignInAt" IS NULL AS "invited",
  greatest(u."lastSignInAt", (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."userId" = u."id")) AS "lastSeenAt"`;

export type WorkspaceTarget = Target & { workspaceId: string; name: string };

/** A workspace by id or slug that the caller may know of; `not_found` otherwise. */
export async function getWorkspaceTarget(db: Reader, ctx: Ctx, ref: string): Promise<WorkspaceTarget> {
  const found = await db.workspace.findUnique({
    where: isUuid(ref) ? { id: ref } : { slug: ref },
    select: { id: true, name: true },
  });
  if (!found || !(membershipIn(ctx.actor, found.id) || ctx.actor.instanceAdmin)) {
    throw new DomainError("not_found", "Workspace not found");
  }
  const { id, name } = found;
  const audit = { type: "workspace", id, name, workspaceId: id };
  return { workspaceId: id, name, subject: { workspaceId: id }, audit };
}

/** One member; `not_found` where the person is none. */
export async function getMember(db: Reader, workspaceId: string, userId: string): Promise<MemberRow> {
  const [member] = await db.$queryRaw<MemberRow[]>`SELECT ${memberColumns}
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
    WHERE m."workspaceId" = ${workspaceId}::uuid AND m."userId" = ${userId}`;
  if (!member) throw new DomainError("not_found", "This person is not a member of the workspace");
  return member;
}

export type MemberTarget = WorkspaceTarget & { member: MemberRow };
export type MemberRef = { workspace: string; userId: string };

/** A member to change, with the workspace's owners locked: changes to owners happen one after the other. */
export async function lockMember(tx: Tx, ctx: Ctx, ref: MemberRef): Promise<MemberTarget> {
  const workspace = await getWorkspaceTarget(tx, ctx, ref.workspace);
  await tx.$queryRaw`SELECT 1 FROM "Membership" WHERE "workspaceId" = ${workspace.workspaceId}::uuid
    AND ("role" = 'owner' OR "userId" = ${ref.userId}) ORDER BY "userId" FOR UPDATE`;
  const member = await getMember(tx, workspace.workspaceId, ref.userId);
  const audit = { type: "member", id: ref.userId, name: member.name, workspaceId: workspace.workspaceId };
  return { ...workspace, member, audit };
}

/** How many owners a workspace has besides one person. */
export function otherOwners(tx: Tx, workspaceId: string, userId: string): Promise<number> {
  return tx.membership.count({ where: { workspaceId, role: "owner", userId: { not: userId } } });
}
