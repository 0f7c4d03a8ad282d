import type { CodeProof } from "@/lib/auth/second-factor";
import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { lockOwnFactor } from "@/lib/domain/two-factor/access";
import { spendOwnCode } from "@/lib/domain/two-factor/check-own-code";
import { type Proof, proveOneself } from "@/lib/domain/two-factor/prove-oneself";
import { secretInUse } from "@/lib/domain/two-factor/rules";

/** Forgets a person's second factor; a step of the commands that may. */
export async function forgetFactor(tx: Tx, id: string): Promise<void> {
  const off = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null, recoveryCodes: [] };
  await tx.user.update({ where: { id }, data: { ...off, rev: { increment: 1 } } });
}

const switchOff = command({
  permission: "self.write",
  audit: "two_factor.disabled",
  target: (tx, ctx) => lockOwnFactor(tx, ctx),
  run: async ({ tx, ctx, target }, proof: CodeProof): Promise<void> => {
    secretInUse(target.factor);
    await spendOwnCode(tx, ctx, proof);
    await forgetFactor(tx, ctx.actor.userId);
  },
});

async function prove(ctx: Ctx, proof: Proof): Promise<void> {
  await switchOff(ctx, await proveOneself(ctx, proof));
}

/** Switches the caller's two-factor off. Throws `invalid` at `password` or `code`, `conflict` where it is off. */
export const removeTwoFactor = Object.assign(prove, { permission: switchOff.permission, audit: switchOff.audit });
