import { type Sql, sql } from "@/lib/db";
import { isoTime } from "@/lib/domain/json-sql";
import { may } from "@/lib/domain/policy";
import { query } from "@/lib/domain/query";
import { getSubmitted } from "@/lib/domain/submissions/access";

export type ThreadMessage = {
  id: string;
  author: { id: string; name: string };
  kind: "comment" | "approve" | "decline" | "submit" | "withdraw";
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

/** The conversation about one package, oldest first (the last 1,000); internal notes only for reviewers. */
export const listThread = query({
  permission: "packages.read",
  target: getSubmitted,
  run: async ({ db, ctx, target }): Promise<ThreadMessage[]> => {
    const reviewer = may(ctx.actor, "packages.review", target.subject);
    const visible = reviewer ? sql`TRUE` : sql`NOT e."internal"`;
    return db.$queryRaw<ThreadMessage[]>`
      SELECT * FROM (SELECT ${messageColumns} FROM "ThreadEntry" e JOIN "User" u ON u."id" = e."authorId"
        WHERE e."packageId" = ${target.id} AND ${visible} ORDER BY e."createdAt" DESC, e."id" DESC LIMIT ${MOST}) last
      ORDER BY "createdAt", "id"`;
  },
});
