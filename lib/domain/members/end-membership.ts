import { forgetUser } from "@/lib/auth/actor-cache";
import type { Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { type MemberTarget, otherOwners } from "@/lib/domain/members/access";
import { assertOwnerRemains } from "@/lib/domain/members/rules";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";

type Step = { tx: Tx; target: MemberTarget; change: Change };

async function assertMember(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  const heir = await tx.membership.findFirst({ where: { workspaceId, userId }, select: { userId: true } });
  if (!heir) throw new DomainError("unknown_reference", "reassignTo: not a member of this workspace");
}

/**
 * Takes a person out of a workspace: their keys for it and SSH grants in it die, their agents there go to `heir`, who must be a member unless
 * `heirChecked`. Throws `last_owner`, `unknown_reference`.
 */
export async function endMembership({ tx, target, change }: Step, heir: { userId: string; checked: boolean }) {
  const { workspaceId, member } = target;
  const { userId } = member;
  if (member.role === "owner") assertOwnerRemains(await otherOwners(tx, workspaceId, userId));
  await tx.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
  if (!heir.checked) await assertMember(tx, workspaceId, heir.userId);
  const living = { workspaceId, userId, revokedAt: null };
  const keys = await tx.apiKey.updateMany({ where: living, data: { revokedAt: new Date() } });
  const agents = await tx.agent.updateMany({
    where: { workspaceId, ownerId: userId },
    data: { ownerId: heir.userId, rev: { increment: 1 } },
  });
  await endLostGrants({ tx, change }, userId);
  await tx.user.updateMany({
    where: { id: userId, defaultWorkspaceId: workspaceId },
    data: { defaultWorkspaceId: null },
  });
  await tx.workspace.updateMany({
    where: { id: workspaceId, defaultServiceUserId: userId },
    data: { defaultServiceUserId: null, rev: { increment: 1 } },
  });
  const after = { revokedKeys: keys.count, agents: agents.count, agentsGoTo: agents.count > 0 ? heir.userId : null };
  change.record({ before: { role: member.role, canSubmit: member.canSubmit }, after });
  await change.emit({ topic: "resources", type: "workspace_changed", targetId: workspaceId, workspaceId });
  change.afterCommit(() => forgetUser(userId));
}
