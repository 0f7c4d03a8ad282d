import { SEALED, sealTotpSecret } from "@/lib/auth/totp-secret";
import { db } from "@/lib/db";

const AT_ONCE = 200;

/** Seals the TOTP secrets that an earlier release kept in the clear; gives how many. Safe to repeat, and beside sign-ins. */
export async function sealSecrets(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const open = await db().user.findMany({
      where: { totpSecret: { not: null }, NOT: { totpSecret: { startsWith: SEALED } } },
      select: { id: true, totpSecret: true },
      take: AT_ONCE,
    });
    for (const { id, totpSecret } of open) {
      if (totpSecret === null) continue;
      const same = { where: { id, totpSecret }, data: { totpSecret: sealTotpSecret(id, totpSecret) } };
      sealed += (await db().user.updateMany(same)).count;
    }
    if (open.length < AT_ONCE) return sealed;
  }
}
