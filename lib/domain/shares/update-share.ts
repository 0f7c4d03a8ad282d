import { command, type Step } from "@/lib/domain/command";
import { getShare, lockShare, type ShareRow, type ShareTarget } from "@/lib/domain/shares/access";
import { announceShare, endLater } from "@/lib/domain/shares/end-rights";
import { assertFutureEnd, type ShareRole } from "@/lib/domain/shares/rules";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";

export type ShareChanges = { id: string; changes: { role?: ShareRole; expiresAt?: Date | null } };

/** Changes role or end of a share; what is the same already changes and audits nothing. Throws `not_found`, `invalid`. */
export const updateShare = command({
  permission: "agents.edit",
  audit: "share.updated",
  target: (tx, ctx, { id }: ShareChanges) => lockShare(tx, ctx, { id }),
  run: async (step: Step<ShareTarget>, { id, changes }): Promise<ShareRow> => {
    const { tx, target, change } = step;
    const before = { role: target.share.role, expiresAt: target.share.expiresAt };
    const { role = before.role } = changes;
    const expiresAt = changes.expiresAt === undefined ? before.expiresAt : (changes.expiresAt?.toISOString() ?? null);
    if (role === before.role && expiresAt === before.expiresAt) {
      change.nothing();
      return target.share;
    }
    assertFutureEnd(changes.expiresAt, new Date());
    await tx.share.update({ where: { id }, data: { role, expiresAt, warnedAt: null } });
    const { email, user } = target.share;
    change.record({ before: { shareId: id, email, ...before }, after: { shareId: id, email, role, expiresAt } });
    await announceShare(step, "agent_shared", target, { shared_with: email, role, personId: user?.id ?? null });
    if (user) await endLostGrants(step, user.id);
    await endLater(step, id, expiresAt === null ? null : new Date(expiresAt));
    return getShare(tx, id);
  },
});
