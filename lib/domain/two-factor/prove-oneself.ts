import type { CodeProof } from "@/lib/auth/second-factor";
import { db } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { getOwnFactor } from "@/lib/domain/two-factor/access";
import { checkOwnCode } from "@/lib/domain/two-factor/check-own-code";
import { secretInUse } from "@/lib/domain/two-factor/rules";
import { assertInPerson, checkOwnPassword } from "@/lib/domain/users/check-own-password";

export type Proof = { password: string; code: string };

/** Password and code of the caller, before a change of their second factor; the code is still to be used up. Throws `invalid`, `conflict`. */
export async function proveOneself(ctx: Ctx, { password, code }: Proof): Promise<CodeProof> {
  assertInPerson(ctx, "change two-factor");
  await checkOwnPassword(ctx, password, "password");
  const factor = await getOwnFactor(db(), ctx);
  return checkOwnCode(factor, secretInUse(factor), code);
}
