import { forgetCredential } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";

/** Ends the session behind the request everywhere. Throws `invalid` for an API key, which has none. */
export const signOut = command({
  permission: "self.write",
  audit: "session.ended",
  target: async (_tx, { actor }) => ({
    subject: { workspaceId: null },
    audit: { type: "session", id: actor.credential.id, name: actor.name, workspaceId: null },
  }),
  run: async ({ tx, ctx, change }, _input: null): Promise<void> => {
    const { credential, userId } = ctx.actor;
    if (credential.kind === "key") {
      throw new DomainError("invalid", "An API key has no session; revoke the key instead");
    }
    const ended = await tx.session.deleteMany({ where: { id: credential.id, userId } });
    if (ended.count === 0) change.nothing();
    change.afterCommit(() => forgetCredential(credential.id));
  },
});
