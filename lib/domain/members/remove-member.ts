import { command } from "@/lib/domain/command";
import { lockMember, type MemberRef } from "@/lib/domain/members/access";
import { endMembership } from "@/lib/domain/members/end-membership";
import { assertMaySetRoles } from "@/lib/domain/members/rules";

export type Removal = MemberRef & { reassignTo?: string };

/** Takes a person out of a workspace; their agents go to `reassignTo`, else to the caller. Throws `forbidden`, `last_owner`. */
export const removeMember = command({
  permission: "workspace.administer",
  audit: "member.removed",
  target: (tx, ctx, input: Removal) => lockMember(tx, ctx, input),
  run: async (step, { reassignTo }): Promise<void> => {
    const { ctx, target } = step;
    assertMaySetRoles(ctx.actor, target.workspaceId, [target.member.role]);
    const heir = reassignTo ? { userId: reassignTo, checked: false } : { userId: ctx.actor.userId, checked: true };
    await endMembership(step, heir);
  },
});
