import { forgetCredential } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";

/** Ends one of the caller's own sessions everywhere; `not_found` for any other. */
export const endSession = command({
  permission: "self.write",
  audit: "session.ended",
  target: async (tx, { actor }, id: string) => {
    const found = await tx.session.findFirst({ where: { id, userId: actor.userId }, select: { id: true } });
    if (!found) throw new DomainError("not_found", "Session not found; it may have ended already");
    return {
      subject: { workspaceId: null },
      audit: { type: "session", id, name: actor.name, workspaceId: null },
    };
  },
  run: async ({ tx, change }, id): Promise<void> => {
    const ended = await tx.session.deleteMany({ where: { id } });
    if (ended.count === 0) change.nothing();
    change.afterCommit(() => forgetCredential(id));
  },
});
