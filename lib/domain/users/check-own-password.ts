import { checkPassword } from "@/lib/auth/check-password";
import { db } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";

/** Keys act for a person, but the person's own locks are out of their reach. Throws `forbidden`. */
export function assertInPerson({ actor }: Ctx, what: string): void {
  if (actor.credential.kind === "key")
    throw new DomainError("forbidden", `API keys cannot ${what}; sign in to do that`);
}

/** The caller's password hash, once they have shown the password; a wrong one is counted as a sign-in try. Throws `invalid` at `field`. */
export async function checkOwnPassword(ctx: Ctx, password: string, field: string): Promise<string> {
  const { userId, email } = ctx.actor;
  try {
    const found = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
    const passwordHash = found?.passwordHash ?? null;
    const verdict = await checkPassword({ email, password, passwordHash, address: ctx.origin.address });
    if (verdict !== "right" || !passwordHash) throw invalidField(field, "is not your password");
    return passwordHash;
  } catch (error) {
    throw databaseFault(error);
  }
}
