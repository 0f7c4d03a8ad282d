import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";

/** Ends all of the caller's sessions but the one that asks; gives their number. */
export const endOtherSessions = command({
  permission: "self.write",
  audit: "session.others_ended",
  target: async (_tx, { actor }) => ({
    subject: { workspaceId: null },
    audit: { type: "user", id: actor.userId, name: actor.name, workspaceId: null },
  }),
  run: async ({ tx, ctx, change }, _input: null): Promise<{ count: number }> => {
    const { userId, credential } = ctx.actor;
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: credential.id } } });
    if (count === 0) change.nothing();
    change.record({ after: { count } });
    change.afterCommit(() => forgetUser(userId));
    return { count };
  },
});
