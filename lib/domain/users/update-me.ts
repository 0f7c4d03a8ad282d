import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { membershipIn } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Theme } from "@/lib/domain/users/rules";

export type MyChanges = {
  name?: string;
  defaultWorkspaceId?: string;
  locale?: string;
  theme?: Theme;
  shortcuts?: boolean;
};

/** Changes the caller's own profile; `unknown_reference` for a default workspace that is not theirs. */
export const updateMe = command({
  permission: "self.write",
  audit: "user.updated",
  target: async (tx, { actor }) => {
    const select = { name: true, defaultWorkspaceId: true, locale: true, theme: true, shortcuts: true } as const;
    const before = await tx.user.findUniqueOrThrow({ where: { id: actor.userId }, select });
    const audit = { type: "user", id: actor.userId, name: before.name, workspaceId: null };
    return { before, subject: { workspaceId: null }, audit };
  },
  run: async ({ tx, ctx, target, change }, input: MyChanges): Promise<void> => {
    const { userId } = ctx.actor;
    const { defaultWorkspaceId } = input;
    if (Object.keys(input).length === 0) return change.nothing();
    if (defaultWorkspaceId && !membershipIn(ctx.actor, defaultWorkspaceId)) {
      throw new DomainError("unknown_reference", "defaultWorkspaceId: not one of your workspaces");
    }
    await tx.user.update({ where: { id: userId }, data: { ...input, rev: { increment: 1 } } });
    change.record({ before: target.before, after: { ...target.before, ...input } });
    change.afterCommit(() => forgetUser(userId));
  },
});
