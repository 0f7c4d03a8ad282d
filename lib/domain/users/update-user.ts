import { forgetUser } from "@/lib/auth/actor-cache";
import { assertExpected, command } from "@/lib/domain/command";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";
import { assertAnotherAdmin, getUserRow, lockUserRow, type UserRow } from "@/lib/domain/users/access";

export type UserChanges = {
  id: string;
  name?: string;
  instanceAdmin?: boolean;
  disabled?: boolean;
};

/** Changes a person; disabling ends their sessions, keys and SSH grants at once. Throws `last_admin`, and `precondition_failed` for another revision. */
export const updateUser = command({
  permission: "instance.administer",
  audit: "user.updated",
  target: (tx, _ctx, { id }: UserChanges) => getUserRow(tx, id),
  run: async ({ tx, ctx, target, change }, { id, ...input }): Promise<UserRow> => {
    if (input.instanceAdmin === false || input.disabled === true) await assertAnotherAdmin(tx, id);
    const { user } = await lockUserRow(tx, id);
    // The lock comes after those of the admins, so the revision is looked at here.
    assertExpected(ctx, { rev: user.rev, audit: target.audit });
    const { name = user.name, instanceAdmin = user.instanceAdmin, disabled = user.disabled } = input;
    const disabledAt = disabled === user.disabled ? {} : { disabledAt: disabled ? new Date() : null };
    await tx.user.update({ where: { id }, data: { name, instanceAdmin, ...disabledAt, rev: { increment: 1 } } });
    if (disabled) await tx.session.deleteMany({ where: { userId: id } });
    await endLostGrants({ tx, change }, id);
    const before = { name: user.name, instanceAdmin: user.instanceAdmin, disabled: user.disabled };
    change.record({ before, after: { name, instanceAdmin, disabled } });
    change.afterCommit(() => forgetUser(id));
    return (await getUserRow(tx, id)).user;
  },
});
