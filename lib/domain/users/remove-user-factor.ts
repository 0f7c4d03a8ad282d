import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { forgetFactor } from "@/lib/domain/two-factor/remove-two-factor";
import { lockUserRow, securityNotice } from "@/lib/domain/users/access";

/** Switches somebody's two-factor off, for who lost their phone; they are told. Throws `conflict` where it is off. */
export const removeUserFactor = command({
  permission: "instance.administer",
  audit: "two_factor.removed",
  target: (tx, _ctx, id: string) => lockUserRow(tx, id),
  run: async ({ tx, ctx, target, change }, id): Promise<void> => {
    const { name, twoFactor } = target.user;
    if (!twoFactor) throw new DomainError("conflict", `${name} does not use two-factor`);
    await forgetFactor(tx, id);
    await change.notify([id], securityNotice(target, `${ctx.actor.name} switched your two-factor sign-in off`));
  },
});
