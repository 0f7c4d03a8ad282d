import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { type NotificationItem, notificationColumns } from "@/lib/domain/notifications/queries";

type Mark = { id: string; read: boolean };

async function ownNotification(tx: Tx, ctx: Ctx, { id }: Pick<Mark, "id">) {
  const found = await tx.notification.findFirst({
    where: { id, userId: ctx.actor.userId },
    select: { id: true, title: true, readAt: true },
  });
  if (!found) throw new DomainError("not_found", `Notification '${id.slice(0, 60)}' not found`);
  const audit = { type: "notification", id, name: found.title, workspaceId: null };
  return { subject: { workspaceId: null }, audit, wasRead: found.readAt !== null };
}

/** Marks one of the caller's notifications as read or unread; a repeat changes nothing. Throws `not_found`. */
export const markRead = command({
  permission: "self.write",
  audit: "notification.read",
  target: ownNotification,
  run: async ({ tx, target, change }, { id, read }: Mark): Promise<NotificationItem> => {
    if (target.wasRead === read) change.nothing();
    else {
      await tx.notification.update({ where: { id }, data: { readAt: read ? new Date() : null } });
      change.record({ before: { read: target.wasRead }, after: { read } });
    }
    const [row] = await tx.$queryRaw<NotificationItem[]>`
      SELECT n."id", ${notificationColumns} FROM "Notification" n WHERE n."id" = ${id}`;
    if (!row) throw new DomainError("not_found", "The notification is gone");
    return row;
  },
});

/** Marks all of the caller's notifications as read and gives their number. */
export const markAllRead = command({
  permission: "self.write",
  audit: "notification.all_read",
  target: (_tx, ctx, _input: null) => {
    const { userId: id, name } = ctx.actor;
    return { subject: { workspaceId: null }, audit: { type: "user", id, name, workspaceId: null } };
  },
  run: async ({ tx, ctx, change }): Promise<number> => {
    const { count } = await tx.notification.updateMany({
      where: { userId: ctx.actor.userId, readAt: null },
      data: { readAt: new Date() },
    });
    if (count === 0) change.nothing();
    change.record({ after: { count } });
    return count;
  },
});
