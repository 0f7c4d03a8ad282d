import { hashPassword, passwordProblem } from "@/lib/auth/passwords";
import { hashOf } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import { type Doer, insertAudit } from "@/lib/domain/change";
import type { Origin } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { attachShares, proveAddress } from "@/lib/domain/shares/attach-shares";

export type PasswordReset = { token: string; password: string; origin: Origin };

function gone(): DomainError {
  return new DomainError("not_found", "This link was used or has expired; ask an admin for a new one");
}

async function reset({ token, password, origin }: PasswordReset): Promise<void> {
  const open = { hash: hashOf(token), kind: "password_reset", usedAt: null, expiresAt: { gt: new Date() } };
  const person = { proof: true, user: { select: { id: true, name: true, email: true, disabledAt: true } } } as const;
  const found = await db().oneTimeToken.findFirst({ where: open, select: person });
  if (!found?.user || found.user.disabledAt) throw gone();
  const { proof } = found;
  const { id, name, email } = found.user;
  const problem = passwordProblem(password, email);
  if (problem) throw invalidField("password", problem);
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    const used = await tx.oneTimeToken.updateMany({ where: open, data: { usedAt: new Date() } });
    if (used.count === 0) throw gone();
    // An invitation that is still about would be a second way to this account.
    await tx.oneTimeToken.deleteMany({ where: { userId: id, usedAt: null } });
    await tx.user.update({ where: { id }, data: { passwordHash, rev: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: id } });
    const shares = await (proof ? proveAddress(tx, id) : attachShares(tx, id));
    const doer: Doer = { type: "user", id, name, via: "password_reset", origin };
    const target = { type: "user", id, name, workspaceId: null };
    await insertAudit(tx, doer, { action: "user.password_reset", target, after: { addressProof: proof, shares } });
  });
}

/** A new password by a one-time link; all of the person's sessions end. Throws `not_found` for a token that does not count, `invalid`. */
export async function resetPassword(request: PasswordReset): Promise<void> {
  try {
    await reset(request);
  } catch (error) {
    throw databaseFault(error);
  }
}
