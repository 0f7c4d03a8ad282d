import { command } from "@/lib/domain/command";
import { lockMember } from "@/lib/domain/members/access";
import { endMembership } from "@/lib/domain/members/end-membership";
import { assertOwnerRemains } from "@/lib/domain/members/rules";

export type Leaving = { workspace: string; reassignTo?: string };

/** Takes the caller out of a workspace; their agents go to `reassignTo`, else to its first owner. Throws `last_owner`. */
export const leaveWorkspace = command({
  permission: "self.write",
  audit: "member.removed",
  target: async (tx, ctx, { workspace }: Leaving) => {
    const target = await lockMember(tx, ctx, { workspace, userId: ctx.actor.userId });
    return { ...target, subject: { workspaceId: null } };
  },
  run: async (step, { reassignTo }): Promise<void> => {
    const { tx, ctx, target } = step;
    const owner = await tx.membership.findFirst({
      where: { workspaceId: target.workspaceId, role: "owner", userId: { not: ctx.actor.userId } },
      orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
      select: { userId: true },
    });
    if (!owner) return assertOwnerRemains(0);
    const heir = reassignTo ? { userId: reassignTo, checked: false } : { userId: owner.userId, checked: true };
    await endMembership(step, heir);
  },
});
