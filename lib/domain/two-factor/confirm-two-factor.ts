import { newRecoveryCodes } from "@/lib/auth/recovery-codes";
import type { CodeProof } from "@/lib/auth/second-factor";
import { db } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { invalidField } from "@/lib/domain/faults";
import { getOwnFactor, lockOwnFactor } from "@/lib/domain/two-factor/access";
import { checkOwnCode, spendOwnCode } from "@/lib/domain/two-factor/check-own-code";
import { secretToConfirm } from "@/lib/domain/two-factor/rules";
import { assertInPerson } from "@/lib/domain/users/check-own-password";

const switchOn = command({
  permission: "self.write",
  audit: "two_factor.enabled",
  target: (tx, ctx) => lockOwnFactor(tx, ctx),
  run: async ({ tx, ctx, target }, { proof, secret }: { proof: CodeProof; secret: string }): Promise<string[]> => {
    if (secretToConfirm(target.factor) !== secret)
      throw invalidField("code", "belongs to an older QR code; scan again");
    await spendOwnCode(tx, ctx, proof);
    const { codes, hashes } = newRecoveryCodes();
    const data = { totpConfirmedAt: new Date(), recoveryCodes: hashes, rev: { increment: 1 } };
    await tx.user.update({ where: { id: ctx.actor.userId }, data });
    return codes;
  },
});

async function confirm(ctx: Ctx, { code }: { code: string }): Promise<string[]> {
  assertInPerson(ctx, "change two-factor");
  const factor = await getOwnFactor(db(), ctx);
  const secret = secretToConfirm(factor);
  return switchOn(ctx, { proof: await checkOwnCode(factor, secret, code), secret });
}

/** Switches two-factor on by a first code; gives ten recovery codes, which are shown once. Throws `invalid` at `code`, `conflict`. */
export const confirmTwoFactor = Object.assign(confirm, { permission: switchOn.permission, audit: switchOn.audit });
