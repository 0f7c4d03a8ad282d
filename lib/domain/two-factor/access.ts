import type { Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";

export type TwoFactorState = {
  id: string;
  totpSecret: string | null;
  totpConfirmedAt: Date | null;
  recoveryCodes: string[];
};

/** The caller's own second factor. */
export async function getOwnFactor(db: Reader, { actor }: Ctx): Promise<TwoFactorState> {
  const select = { id: true, totpSecret: true, totpConfirmedAt: true, recoveryCodes: true } as const;
  const found = await db.user.findUnique({ where: { id: actor.userId }, select });
  if (!found) throw new DomainError("unauthenticated", "Not authenticated");
  return found;
}

/** The caller's own account, locked for a change of its second factor. */
export async function lockOwnFactor(tx: Tx, ctx: Ctx): Promise<Target & { factor: TwoFactorState }> {
  const { userId: id, name } = ctx.actor;
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${id} FOR UPDATE`;
  const factor = await getOwnFactor(tx, ctx);
  return { factor, subject: { workspaceId: null }, audit: { type: "user", id, name, workspaceId: null } };
}
