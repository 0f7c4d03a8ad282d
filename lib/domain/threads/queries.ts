import { type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";
import { getReviewedVersion } from "@/lib/domain/plugin-versions/access";
import { may, type Subject } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { getSubmitted } from "@/lib/domain/submissions/access";
import type { ThreadKind } from "@/lib/domain/threads/note-thread";

export type ThreadMessage = {
  id: string;
  author: { id: string; name: string };
  kind: ThreadKind;
  body: string;
  path: string | null;
  line: number | null;
  internal: boolean;
  createdAt: string;
};

const MOST = 1_000;

/** One thread entry `e` by its author `u` as JSON columns. */
export const messageColumns: Sql = sql`e."id", json_build_object('id', u."id", 'name', u."name") AS "author", e."kind", e."body",
  e."path", e."line", e."internal", ${isoTime(sql`e."createdAt"`)} AS "createdAt"`;

function messagesWhere(db: Reader, { actor }: Ctx, subject: Subject, about: Sql): Promise<ThreadMessage[]> {
  const visible = may(actor, "packages.review", subject) ? sql`TRUE` : sql`NOT e."internal"`;
  return db.$queryRaw<ThreadMessage[]>`
    SELECT * FROM (SELECT ${messageColumns} FROM "ThreadEntry" e JOIN "User" u ON u."id" = e."authorId"
      WHERE ${about} AND ${visible} ORDER BY e."createdAt" DESC, e."id" DESC LIMIT ${MOST}) last
    ORDER BY "createdAt", "id"`;
}

/** The conversation about one package, oldest first (the last 1,000); internal notes only for reviewers. */
export const listThread = query({
  permission: "packages.read",
  target: getSubmitted,
  run: ({ db, ctx, target }) => messagesWhere(db, ctx, target.subject, sql`e."packageId" = ${target.id}`),
});

/** The same about one version of a plugin, for its uploaders and instance admins. Throws `not_found` for all others. */
export const listPluginThread = query({
  permission: "packages.read",
  target: getReviewedVersion,
  run: ({ db, ctx, target }) => messagesWhere(db, ctx, target.subject, sql`e."pluginVersionId" = ${target.id}::uuid`),
});
