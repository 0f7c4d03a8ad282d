import { command } from "@/lib/domain/command";
import type { Role } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { proofOfLinkBy } from "@/lib/domain/shares/address-proof";
import { getUserRow, type UserRow } from "@/lib/domain/users/access";
import { invite } from "@/lib/domain/users/invite-user";
import { canonicalEmail } from "@/lib/domain/users/rules";

export type NewUser = {
  email: string;
  name?: string;
  instanceAdmin?: boolean;
  workspaces?: { id: string; role: Role }[];
};

/** Invites a person; `name_taken` for a known e-mail, `unknown_reference` for a workspace that is not there. */
export const createUser = command({
  permission: "instance.administer",
  audit: "user.created",
  target: async (_tx, _ctx, { email }: NewUser) => ({
    subject: { workspaceId: null },
    audit: { type: "user", id: "", name: email.slice(0, 254), workspaceId: null },
  }),
  run: async ({ tx, ctx, change }, input): Promise<{ user: UserRow; inviteUrl: string }> => {
    const { name, instanceAdmin = false, workspaces = [] } = input;
    const email = canonicalEmail(input.email);
    if (!email) throw invalidField("email", "must be one e-mail address");
    const ids = [...new Set(workspaces.map((w) => w.id))];
    if ((await tx.workspace.count({ where: { id: { in: ids } } })) < workspaces.length) {
      throw new DomainError("unknown_reference", "workspaces: names a workspace twice, or one that does not exist");
    }
    const invited = await invite(tx, { email, name, instanceAdmin, proof: proofOfLinkBy(ctx.actor) });
    const memberships = workspaces.map(({ id, role }) => ({ workspaceId: id, userId: invited.id, role }));
    await tx.membership.createMany({ data: memberships });
    await tx.user.update({ where: { id: invited.id }, data: { defaultWorkspaceId: ids[0] ?? null } });
    change.target({ type: "user", id: invited.id, name: invited.name, workspaceId: null });
    change.record({ after: { email, instanceAdmin, workspaces } });
    return { user: (await getUserRow(tx, invited.id)).user, inviteUrl: invited.inviteUrl };
  },
});
