import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { lockUserRow, securityNotice } from "@/lib/domain/users/access";

/** Ends all sessions and tokens of a person, who is told; gives their number. Their API keys go on. */
export const endUserSessions = command({
  permission: "instance.administer",
  audit: "session.all_ended",
  target: (tx, _ctx, id: string) => lockUserRow(tx, id),
  run: async ({ tx, ctx, target, change }, id): Promise<{ count: number }> => {
    const { count } = await tx.session.deleteMany({ where: { userId: id } });
    if (count === 0) {
      change.nothing();
      return { count };
    }
    change.record({ after: { count } });
    await change.notify([id], securityNotice(target, `${ctx.actor.name} ended all your sessions`));
    change.afterCommit(() => forgetUser(id));
    return { count };
  },
});
