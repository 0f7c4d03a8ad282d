import { forgetUser } from "@/lib/auth/actor-cache";
import { hashPassword, passwordProblem } from "@/lib/auth/passwords";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { assertInPerson, checkOwnPassword } from "@/lib/domain/users/check-own-password";

export type PasswordChange = { current: string; new: string };

const replacePassword = command({
  permission: "self.write",
  audit: "user.password_changed",
  target: async (_tx, { actor }) => ({
    subject: { workspaceId: null },
    audit: { type: "user", id: actor.userId, name: actor.name, workspaceId: null },
  }),
  run: async ({ tx, ctx, change }, hashes: { before: string; after: string }): Promise<void> => {
    const { userId, credential } = ctx.actor;
    const where = { id: userId, passwordHash: hashes.before };
    const changed = await tx.user.updateMany({ where, data: { passwordHash: hashes.after, rev: { increment: 1 } } });
    if (changed.count === 0) throw new DomainError("conflict", "Your password was changed meanwhile; sign in again");
    await tx.session.deleteMany({ where: { userId, id: { not: credential.id } } });
    change.afterCommit(() => forgetUser(userId));
  },
});

async function change(ctx: Ctx, input: PasswordChange): Promise<void> {
  assertInPerson(ctx, "change passwords");
  const problem = passwordProblem(input.new, ctx.actor.email);
  if (problem) throw invalidField("new", problem);
  const before = await checkOwnPassword(ctx, input.current, "current");
  await replacePassword(ctx, { before, after: await hashPassword(input.new) });
}

/**
 * Changes the caller's password and ends their other sessions. Throws `invalid` at `current`, counted as a sign-in try, and
 * at `new`.
 */
export const changePassword = Object.assign(change, {
  permission: replacePassword.permission,
  audit: replacePassword.audit,
});
