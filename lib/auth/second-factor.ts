import { codeCounter, countAttempt, takeBackAttempt } from "@/lib/auth/attempts";
import { matchingStep } from "@/lib/auth/totp";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";

export type TwoFactorAccount = { id: string; totpSecret: string | null; totpConfirmedAt: Date | null };

/** `off`: not needed. `right` still has to be used up with `spendCode`. */
export type CodeVerdict = { kind: "off" } | { kind: "right"; step: number } | { kind: "wrong" | "locked" | "closing" };

/** Judges the one-time code of a sign-in; codes are counted apart from passwords. Throws `two_factor_required` without one. */
export async function checkCode(account: TwoFactorAccount, code: string | null | undefined): Promise<CodeVerdict> {
  if (!account.totpSecret || !account.totpConfirmedAt) return { kind: "off" };
  if (!code) throw new DomainError("two_factor_required", "Two-factor code required");
  const { allowed, first } = await countAttempt(codeCounter(account.id));
  if (!allowed) return { kind: first ? "closing" : "locked" };
  const step = matchingStep(account.totpSecret, code.replace(/\s/g, ""), Date.now());
  return step === null ? { kind: "wrong" } : { kind: "right", step };
}

/** Uses a code up; false when it, or a later one, was used before. */
export async function spendCode(tx: Tx, userId: string, step: number): Promise<boolean> {
  const unused = [{ totpLastStep: null }, { totpLastStep: { lt: step } }];
  const used = await tx.user.updateMany({ where: { id: userId, OR: unused }, data: { totpLastStep: step } });
  return used.count === 1;
}

/** A right code does not count as a try. */
export async function takeBackCode(userId: string): Promise<void> {
  await takeBackAttempt(codeCounter(userId));
}
