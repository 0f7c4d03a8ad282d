import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import type { Role } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { getMember, getWorkspaceTarget, type MemberRow } from "@/lib/domain/members/access";
import { assertMaySetRoles } from "@/lib/domain/members/rules";
import { proofOfLinkBy } from "@/lib/domain/shares/address-proof";
import { attachShares } from "@/lib/domain/shares/attach-shares";
import { invite, inviteAgain } from "@/lib/domain/users/invite-user";
import { canonicalEmail } from "@/lib/domain/users/rules";

export type NewMember = { workspace: string; email: string; role: Role; canSubmit?: boolean | null };

/** `inviteUrl`: only for a person who was unknown until now, or never came and belongs nowhere else; shown once. */
export type Added = { member: MemberRow; inviteUrl: string | null };

/** Adds a person by e-mail; an unknown one is invited. Throws `conflict` for a member, `forbidden` where only owners may. */
export const addMember = command({
  permission: "workspace.administer",
  audit: "member.added",
  target: (tx, ctx, { workspace }: NewMember) => getWorkspaceTarget(tx, ctx, workspace),
  run: async ({ tx, ctx, target, change }, { role, canSubmit = null, ...input }): Promise<Added> => {
    const { workspaceId } = target;
    const email = canonicalEmail(input.email);
    if (!email) throw invalidField("email", "must be one e-mail address");
    assertMaySetRoles(ctx.actor, workspaceId, [role]);
    const known = await tx.user.findUnique({ where: { email }, select: { id: true, name: true } });
    const proof = proofOfLinkBy(ctx.actor);
    const person = known
      ? { ...known, inviteUrl: await inviteAgain(tx, known.id, proof) }
      : await invite(tx, { email, proof });
    const data = [{ workspaceId, userId: person.id, role, canSubmit }];
    const added = await tx.membership.createMany({ data, skipDuplicates: true });
    if (added.count === 0) throw new DomainError("conflict", `${person.name} is a member of this workspace already`);
    const shares = await attachShares(tx, person.id);
    await tx.user.updateMany({
      where: { id: person.id, defaultWorkspaceId: null },
      data: { defaultWorkspaceId: workspaceId },
    });
    change.target({ type: "member", id: person.id, name: person.name, workspaceId });
    change.record({ after: { role, canSubmit, invited: known === null, ...(shares > 0 && { shares }) } });
    await change.emit({ topic: "resources", type: "workspace_changed", targetId: workspaceId, workspaceId });
    change.afterCommit(() => forgetUser(person.id));
    return { member: await getMember(tx, workspaceId, person.id), inviteUrl: person.inviteUrl };
  },
});
