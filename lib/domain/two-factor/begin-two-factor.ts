import { newTotpSecret, totpUri } from "@/lib/auth/totp";
import { sealTotpSecret } from "@/lib/auth/totp-secret";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { lockOwnFactor } from "@/lib/domain/two-factor/access";
import { assertOff } from "@/lib/domain/two-factor/rules";
import { assertInPerson, checkOwnPassword } from "@/lib/domain/users/check-own-password";

/** `secret` is shown to the person and kept sealed; `uri` is the same for authenticator apps. */
export type Enrolment = { secret: string; uri: string };

const keepSecret = command({
  permission: "self.write",
  audit: "two_factor.begun",
  target: (tx, ctx) => lockOwnFactor(tx, ctx),
  run: async ({ tx, ctx, target }, _input: null): Promise<Enrolment> => {
    assertOff(target.factor);
    const { userId: id, email } = ctx.actor;
    const secret = newTotpSecret();
    const data = {
      totpSecret: sealTotpSecret(id, secret),
      totpConfirmedAt: null,
      totpLastStep: null,
      recoveryCodes: [],
    };
    await tx.user.update({ where: { id }, data });
    const instance = await tx.instance.findUnique({ where: { id: 1 }, select: { name: true } });
    return { secret, uri: totpUri({ secret, email, issuer: instance?.name ?? "Muster" }) };
  },
});

async function begin(ctx: Ctx, { password }: { password: string }): Promise<Enrolment> {
  assertInPerson(ctx, "change two-factor");
  await checkOwnPassword(ctx, password, "password");
  return keepSecret(ctx, null);
}

/** A new secret for the caller's authenticator app, not in force before it is confirmed. Throws `invalid` at `password`, `conflict`. */
export const beginTwoFactor = Object.assign(begin, { permission: keepSecret.permission, audit: keepSecret.audit });
