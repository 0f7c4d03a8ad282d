import { forgetUser } from "@/lib/auth/actor-cache";
import { checkPassword } from "@/lib/auth/check-password";
import { hashPassword, passwordProblem } from "@/lib/auth/passwords";
import { db } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";

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

async function checkedCurrent(ctx: Ctx, current: string): Promise<string> {
  const { userId, email } = ctx.actor;
  const found = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  const passwordHash = found?.passwordHash ?? null;
  const verdict = await checkPassword({ email, password: current, passwordHash, address: ctx.origin.address });
  if (verdict !== "right" || !passwordHash) throw invalidField("current", "is not your password");
  return passwordHash;
}

async function change(ctx: Ctx, input: PasswordChange): Promise<void> {
  if (ctx.actor.credential.kind === "key") throw new DomainError("forbidden", "API keys cannot change passwords");
  const problem = passwordProblem(input.new, ctx.actor.email);
  if (problem) throw invalidField("new", problem);
  const before = await checkedCurrent(ctx, input.current).catch((error: unknown) => {
    throw databaseFault(error);
  });
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
