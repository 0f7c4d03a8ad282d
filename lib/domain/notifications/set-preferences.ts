import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { invalidField } from "@/lib/domain/faults";
import { type NotificationPreferences, preferencesFrom } from "@/lib/domain/notifications/rules";
import { oneself, query, type Reader } from "@/lib/domain/query";

async function stored(db: Reader, userId: string): Promise<NotificationPreferences> {
  const select = { notificationPreferences: true } as const;
  const { notificationPreferences } = await db.user.findUniqueOrThrow({ where: { id: userId }, select });
  // Written by `setPreferences` alone, so the JSON has this shape.
  return preferencesFrom(notificationPreferences as Partial<NotificationPreferences>);
}

/** Of what the caller is told, and how. */
export const getPreferences = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }, _input: null): Promise<NotificationPreferences> => stored(db, ctx.actor.userId),
});

async function ownPreferences(tx: Tx, { actor }: Ctx) {
  const audit = { type: "user", id: actor.userId, name: actor.name, workspaceId: null };
  return { before: await stored(tx, actor.userId), subject: { workspaceId: null }, audit };
}

/** Replaces the caller's choice; kinds that are not named go back to the usual. Throws `invalid` where security is switched off. */
export const setPreferences = command({
  permission: "self.write",
  audit: "user.notifications_updated",
  target: (tx, ctx) => ownPreferences(tx, ctx),
  run: async ({ tx, ctx, target, change }, chosen: Partial<NotificationPreferences>) => {
    if (chosen.security?.app === false) throw invalidField("security.app", "cannot be switched off");
    const after = preferencesFrom(chosen);
    await tx.user.update({ where: { id: ctx.actor.userId }, data: { notificationPreferences: after } });
    change.record({ before: target.before, after });
    return after;
  },
});
