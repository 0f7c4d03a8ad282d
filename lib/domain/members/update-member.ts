import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import type { Role } from "@/lib/domain/context";
import { getMember, lockMember, type MemberRef, type MemberRow, otherOwners } from "@/lib/domain/members/access";
import { assertMaySetRoles, assertOwnerRemains } from "@/lib/domain/members/rules";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";

export type MemberChanges = MemberRef & { role?: Role; canSubmit?: boolean | null };

/** Changes a member's role or right to submit; it counts from their next request. Throws `forbidden`, `last_owner`. */
export const updateMember = command({
  permission: "workspace.administer",
  audit: "member.updated",
  target: (tx, ctx, input: MemberChanges) => lockMember(tx, ctx, input),
  run: async ({ tx, ctx, target, change }, input): Promise<MemberRow> => {
    const { workspaceId, member } = target;
    const { role = member.role, canSubmit = member.canSubmit } = input;
    if (role !== member.role) assertMaySetRoles(ctx.actor, workspaceId, [member.role, role]);
    if (member.role === "owner" && role !== "owner") {
      assertOwnerRemains(await otherOwners(tx, workspaceId, member.userId));
    }
    const where = { workspaceId_userId: { workspaceId, userId: member.userId } };
    await tx.membership.update({ where, data: { role, canSubmit } });
    await endLostGrants({ tx, change }, member.userId);
    change.record({ before: { role: member.role, canSubmit: member.canSubmit }, after: { role, canSubmit } });
    await change.emit({ topic: "resources", type: "workspace_changed", targetId: workspaceId, workspaceId });
    change.afterCommit(() => forgetUser(member.userId));
    return getMember(tx, workspaceId, member.userId);
  },
});
