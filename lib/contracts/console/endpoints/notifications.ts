import { consoleContract } from "@/lib/contracts/console/contract";
import {
  markedCount,
  notification,
  notificationPage,
  notificationParams,
  notificationPatch,
  notificationQuery,
} from "@/lib/contracts/console/wire/notification";
import { markAllRead, markRead } from "@/lib/domain/notifications/mark-read";
import { listNotifications } from "@/lib/domain/notifications/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const LIMIT = 100;

/** The caller's notifications. */
export const listNotices = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/notifications",
  summary: "Your notifications, newest first",
  query: notificationQuery,
  reply: json(notificationPage),
  faults: ["invalid_cursor"],
  verb: listNotifications,
  handle: ({ ctx, query }) => listNotifications(ctx, { ...query, limit: query.limit ?? LIMIT }),
});

/** Marks one as read or unread. */
export const patchNotice = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/notifications/{id}",
  summary: "Mark a notification as read or unread",
  params: notificationParams,
  body: jsonBody(notificationPatch),
  reply: json(notification),
  faults: ["not_found"],
  verb: markRead,
  gate: ({ ctx, params }) => markRead.authorize(ctx, params),
  handle: ({ ctx, params, body }) => markRead(ctx, { id: params.id, read: body.read }),
});

/** Marks all as read. */
export const readAllNotices = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/notifications/read-all",
  summary: "Mark all notifications as read",
  reply: json(markedCount),
  verb: markAllRead,
  handle: async ({ ctx }) => ({ count: await markAllRead(ctx, null) }),
});
