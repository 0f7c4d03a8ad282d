import { hashOf, newSecret } from "@/lib/auth/secrets";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { proofOfLinkBy } from "@/lib/domain/shares/address-proof";
import { lockUserRow, securityNotice } from "@/lib/domain/users/access";
import { publicUrl } from "@/lib/env";

const RESET_HOURS = 1;

/** A one-time link (an hour) by which a person chooses a new password; shown once, earlier ones end. Throws `conflict` for a disabled person. */
export const offerPasswordReset = command({
  permission: "instance.administer",
  audit: "user.password_reset_offered",
  target: (tx, _ctx, id: string) => lockUserRow(tx, id),
  run: async ({ tx, ctx, target, change }, id): Promise<{ resetUrl: string }> => {
    const { name, disabled } = target.user;
    if (disabled) throw new DomainError("conflict", `${name} is disabled; enable the account first`);
    const proof = proofOfLinkBy(ctx.actor);
    const token = newSecret();
    const expiresAt = new Date(Date.now() + RESET_HOURS * 3_600_000);
    await tx.oneTimeToken.deleteMany({ where: { userId: id, kind: "password_reset" } });
    await tx.oneTimeToken.create({
      data: { hash: hashOf(token), kind: "password_reset", proof, userId: id, expiresAt },
    });
    await change.notify([id], securityNotice(target, `${ctx.actor.name} made a link to reset your password`));
    return { resetUrl: `${publicUrl()}/reset-password#${token}` };
  },
});
