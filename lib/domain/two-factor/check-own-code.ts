import { type CodeProof, judgeCode, spendCode, takeBackCode } from "@/lib/auth/second-factor";
import type { Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";
import type { TwoFactorState } from "@/lib/domain/two-factor/access";

const LOCK_SECONDS = 15 * 60;

function wrongCode(): DomainError {
  return invalidField("code", "is not the code of this moment, or was used before");
}

/** What the caller's code proves; tries are counted with those of signing in. Throws `invalid` at `code`, `rate_limited`. */
export async function checkOwnCode(factor: TwoFactorState, totpSecret: string, code: string): Promise<CodeProof> {
  try {
    const verdict = await judgeCode({ ...factor, totpSecret }, code);
    if (verdict.kind === "wrong") throw wrongCode();
    if (verdict.kind !== "right") {
      const message = "Too many wrong codes; wait 15 minutes and try again";
      throw new DomainError("rate_limited", message, { retryAfter: LOCK_SECONDS });
    }
    await takeBackCode(factor.id);
    return verdict.proof;
  } catch (error) {
    throw databaseFault(error);
  }
}

/** Uses a proof up. Throws `invalid` at `code` when somebody was faster. */
export async function spendOwnCode(tx: Tx, { actor }: Ctx, proof: CodeProof): Promise<void> {
  if (!(await spendCode(tx, actor.userId, proof))) throw wrongCode();
}
