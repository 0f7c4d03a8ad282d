import { newRecoveryCodes } from "@/lib/auth/recovery-codes";
import type { CodeProof } from "@/lib/auth/second-factor";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { lockOwnFactor } from "@/lib/domain/two-factor/access";
import { spendOwnCode } from "@/lib/domain/two-factor/check-own-code";
import { type Proof, proveOneself } from "@/lib/domain/two-factor/prove-oneself";
import { secretInUse } from "@/lib/domain/two-factor/rules";

const replace = command({
  permission: "self.write",
  audit: "two_factor.recovery_codes_replaced",
  target: (tx, ctx) => lockOwnFactor(tx, ctx),
  run: async ({ tx, ctx, target }, proof: CodeProof): Promise<string[]> => {
    secretInUse(target.factor);
    await spendOwnCode(tx, ctx, proof);
    const { codes, hashes } = newRecoveryCodes();
    await tx.user.update({ where: { id: ctx.actor.userId }, data: { recoveryCodes: hashes } });
    return codes;
  },
});

async function prove(ctx: Ctx, proof: Proof): Promise<string[]> {
  return replace(ctx, await proveOneself(ctx, proof));
}

/** Ten new recovery codes in place of the old ones. Throws `invalid` at `password` or `code`, `conflict` where two-factor is off. */
export const replaceRecoveryCodes = Object.assign(prove, { permission: replace.permission, audit: replace.audit });
