import { Prisma } from "@/generated/prisma/client";
import { sql } from "@/lib/db";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

export type NotificationItem = {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string;
  target: { type: string; id: string | null; name: string | null } | null;
  readAt: string | null;
  createdAt: string;
};

const newestFirst: SortKey[] = [
  { name: "createdAt", column: sql`n."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
];

/** One notification `n` as JSON columns, without its id. */
export const notificationColumns = sql`n."kind", n."title", n."body", n."link",
  CASE WHEN n."targetType" IS NULL THEN NULL ELSE
    json_build_object('type', n."targetType", 'id', n."targetId", 'name', n."targetName") END AS "target",
  ${isoTime(sql`n."readAt"`)} AS "readAt", ${isoTime(sql`n."createdAt"`)} AS "createdAt"`;

/** The caller's own notifications, newest first. */
export const listNotifications = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: PageRequest & { unread?: boolean; kind?: string }): Promise<Page<NotificationItem>> => {
    assertOneCursor(request);
    const parts = [sql`n."userId" = ${ctx.actor.userId}`];
    if (request.unread === true) parts.push(sql`n."readAt" IS NULL`);
    if (request.unread === false) parts.push(sql`n."readAt" IS NOT NULL`);
    if (request.kind) parts.push(sql`n."kind" = ${request.kind}`);
    const where = Prisma.join(parts, " AND ");
    const from = sql`FROM "Notification" n`;
    const spec = {
      list: "notifications",
      from,
      where,
      id: sql`n."id"`,
      order: newestFirst,
      select: notificationColumns,
    };
    return typedPage<NotificationItem>(await keysetPage(spec, request));
  },
});
