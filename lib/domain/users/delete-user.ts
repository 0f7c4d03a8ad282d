import { forgetUser } from "@/lib/auth/actor-cache";
import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";
import { assertAnotherAdmin, assertOwnerElsewhere, getUserRow, lockUserRow } from "@/lib/domain/users/access";

export type UserDeletion = { id: string; reassignTo?: string };

/** Gives a person's agents to their heir and their number; deleted ones in the trash count too. Throws `in_use`, `unknown_reference`. */
async function passOnAgents(tx: Tx, { id, reassignTo }: UserDeletion, name: string): Promise<number> {
  const owned = await tx.agent.count({ where: { ownerId: id } });
  if (owned > 0 && !reassignTo) {
    const message = `${name} owns ${owned} ${owned === 1 ? "agent" : "agents"}; name who takes them over`;
    throw new DomainError("in_use", message, { facts: { agentCount: owned } });
  }
  if (!reassignTo) return 0;
  const heir = await tx.user.findFirst({ where: { id: reassignTo, disabledAt: null }, select: { id: true } });
  if (!heir || reassignTo === id) {
    throw new DomainError("unknown_reference", "reassignTo: must be another person who is not disabled");
  }
  await tx.agent.updateMany({ where: { ownerId: id }, data: { ownerId: reassignTo, rev: { increment: 1 } } });
  return owned;
}

/** What goes with a person; what they submitted and wrote stays under their name. */
async function forgetPerson(tx: Tx, id: string): Promise<void> {
  const userId = id;
  await tx.session.deleteMany({ where: { userId } });
  await tx.apiKey.deleteMany({ where: { userId } });
  await tx.oneTimeToken.deleteMany({ where: { userId } });
  await tx.identity.deleteMany({ where: { userId } });
  await tx.notification.deleteMany({ where: { userId } });
  await tx.membership.deleteMany({ where: { userId } });
  await tx.share.deleteMany({ where: { userId } });
  await tx.savedView.deleteMany({ where: { ownerId: userId } });
  await tx.viewedFile.deleteMany({ where: { userId } });
  await tx.agent.updateMany({ where: { runtimeUserId: userId }, data: { runtimeUserId: null } });
  const unclaimed = { where: { claimedById: userId }, data: { claimedById: null, claimedAt: null } };
  await tx.package.updateMany(unclaimed);
  await tx.pluginVersion.updateMany(unclaimed);
  await tx.workspace.updateMany({ where: { defaultServiceUserId: userId }, data: { defaultServiceUserId: null } });
  const now = new Date();
  const gone = { deletedAt: now, disabledAt: now, instanceAdmin: false, email: `${id}@deleted.invalid` };
  const secrets = { passwordHash: null, totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
  const rest = { recoveryCodes: [], notificationPreferences: {}, defaultWorkspaceId: null, lastSignInAt: null };
  await tx.user.update({ where: { id }, data: { ...gone, ...secrets, ...rest, rev: { increment: 1 } } });
}

/**
 * Deletes a person for good; their e-mail becomes free, their agents go to `reassignTo`. Throws `last_admin`, `last_owner`,
 * `in_use` where they own agents and nobody is named.
 */
export const deleteUser = command({
  permission: "instance.administer",
  audit: "user.deleted",
  target: (tx, _ctx, { id }: UserDeletion) => getUserRow(tx, id),
  run: async ({ tx, change }, input): Promise<void> => {
    await assertAnotherAdmin(tx, input.id);
    const { id, name, email, instanceAdmin } = (await lockUserRow(tx, input.id)).user;
    await assertOwnerElsewhere(tx, id);
    const agents = await passOnAgents(tx, input, name);
    await forgetPerson(tx, id);
    await endLostGrants({ tx, change }, id);
    const agentsGoTo = agents > 0 ? input.reassignTo : null;
    change.record({ before: { email, name, instanceAdmin }, after: { agents, agentsGoTo } });
    change.afterCommit(() => forgetUser(id));
  },
});
