import { codeCounter, countAttempt, takeBackAttempt } from "@/lib/auth/attempts";
import { isRecoveryCode, recoveryHash } from "@/lib/auth/recovery-codes";
import { matchingStep } from "@/lib/auth/totp";
import { openTotpSecret } from "@/lib/auth/totp-secret";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";

export type TwoFactorAccount = {
  id: string;
  /** As it is kept: sealed. */
  totpSecret: string | null;
  totpConfirmedAt: Date | null;
  recoveryCodes: string[];
};

/** What proves the second factor: the step of a code, or the hash of a recovery code. */
export type CodeProof = { step: number } | { recovery: string };

/** `off`: not needed. `right` still has to be used up with `spendCode`. */
export type CodeVerdict =
  | { kind: "off" }
  | { kind: "right"; proof: CodeProof }
  | { kind: "wrong" | "locked" | "closing" };

function proofOf(account: TwoFactorAccount & { totpSecret: string }, code: string): CodeProof | null {
  if (isRecoveryCode(code)) {
    const recovery = recoveryHash(code);
    return account.recoveryCodes.includes(recovery) ? { recovery } : null;
  }
  const secret = openTotpSecret(account.id, account.totpSecret);
  const step = secret === null ? null : matchingStep(secret, code.replace(/\s/g, ""), Date.now());
  return step === null ? null : { step };
}

/** Judges a code, counted as a try in advance; `takeBackCode` when it was right. */
export async function judgeCode(
  account: TwoFactorAccount & { totpSecret: string },
  code: string,
): Promise<Exclude<CodeVerdict, { kind: "off" }>> {
  const { allowed, first } = await countAttempt(codeCounter(account.id));
  if (!allowed) return { kind: first ? "closing" : "locked" };
  const proof = proofOf(account, code);
  return proof ? { kind: "right", proof } : { kind: "wrong" };
}

/** Judges the code of a sign-in; codes are counted apart from passwords. Throws `two_factor_required` without one. */
export async function checkCode(account: TwoFactorAccount, code: string | null | undefined): Promise<CodeVerdict> {
  const { totpSecret, totpConfirmedAt } = account;
  if (!totpSecret || !totpConfirmedAt) return { kind: "off" };
  if (!code) throw new DomainError("two_factor_required", "Two-factor code required");
  return judgeCode({ ...account, totpSecret }, code);
}

/** Uses a code up; false when it, or a later one, was used before. */
export async function spendCode(tx: Tx, userId: string, proof: CodeProof): Promise<boolean> {
  if ("recovery" in proof) {
    const spent =
      await tx.$executeRaw`UPDATE "User" SET "recoveryCodes" = array_remove("recoveryCodes", ${proof.recovery})
      WHERE "id" = ${userId} AND ${proof.recovery} = ANY("recoveryCodes")`;
    return spent === 1;
  }
  const unused = [{ totpLastStep: null }, { totpLastStep: { lt: proof.step } }];
  const used = await tx.user.updateMany({ where: { id: userId, OR: unused }, data: { totpLastStep: proof.step } });
  return used.count === 1;
}

/** A right code does not count as a try. */
export async function takeBackCode(userId: string): Promise<void> {
  await takeBackAttempt(codeCounter(userId));
}
