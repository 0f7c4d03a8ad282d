import { hashPassword, passwordProblem } from "@/lib/auth/passwords";
import { hashOf } from "@/lib/auth/secrets";
import { type NewSession, openSession } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import { type Doer, insertAudit } from "@/lib/domain/change";
import type { Origin } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { attachShares, proveAddress } from "@/lib/domain/shares/attach-shares";

export type Acceptance = { token: string; name: string; password: string; origin: Origin };
export type Accepted = { userId: string; session: NewSession };

function gone(): DomainError {
  return new DomainError("not_found", "This invitation was used or has expired; ask for a new one");
}

async function accept({ token, name, password, origin }: Acceptance): Promise<Accepted> {
  const hash = hashOf(token);
  const open = { hash, kind: "invitation", usedAt: null, expiresAt: { gt: new Date() } };
  const person = { proof: true, user: { select: { id: true, email: true, disabledAt: true } } } as const;
  const found = await db().oneTimeToken.findFirst({ where: open, select: person });
  if (!found?.user || found.user.disabledAt) throw gone();
  const { proof } = found;
  const { id, email } = found.user;
  const problem = passwordProblem(password, email);
  if (problem) throw invalidField("password", problem);
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const used = await tx.oneTimeToken.updateMany({ where: open, data: { usedAt: new Date() } });
    if (used.count === 0) throw gone();
    await tx.oneTimeToken.deleteMany({ where: { userId: id, kind: "invitation", hash: { not: hash } } });
    await tx.user.update({ where: { id }, data: { name, passwordHash, rev: { increment: 1 } } });
    const doer: Doer = { type: "user", id, name, via: "invitation", origin };
    const shares = await (proof ? proveAddress(tx, id) : attachShares(tx, id));
    await insertAudit(tx, doer, {
      action: "invitation.accepted",
      target: { type: "user", id, name, workspaceId: null },
      after: { addressProof: proof, shares },
    });
    const session = await openSession(tx, { user: { id, name }, kind: "browser", origin, method: "invitation" });
    return { userId: id, session };
  });
}

/** An invited person chooses name and password and is signed in. Throws `not_found` for a token that does not count, `invalid`. */
export async function acceptInvitation(acceptance: Acceptance): Promise<Accepted> {
  try {
    return await accept(acceptance);
  } catch (error) {
    throw databaseFault(error);
  }
}
