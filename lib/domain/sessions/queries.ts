import { z } from "zod";
import { sql } from "@/lib/db";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { getUserRow } from "@/lib/domain/users/access";

const row = z.object({
  id: z.string(),
  kind: z.enum(["browser", "token"]),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.coerce.date(),
  lastSeenAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
});

/** `current`: the session that asks. */
export type SessionRow = z.output<typeof row> & { current: boolean };

async function sessionsOf(userId: string, currentId: string, page: PageRequest): Promise<Page<SessionRow>> {
  const found = await keysetPage(
    {
      list: "sessions",
      from: sql`FROM "Session" s`,
      where: sql`s."userId" = ${userId} AND s."expiresAt" > now()
        AND (s."kind" <> 'browser' OR s."lastSeenAt" > now() - interval '30 minutes')`,
      id: sql`s."id"`,
      order: [{ name: "createdAt", column: sql`s."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" }],
      select: sql`s."kind", s."address", s."userAgent", s."createdAt", s."lastSeenAt", s."expiresAt"`,
    },
    page,
  );
  const data = found.data.map((one) => row.parse(one)).map((one) => ({ ...one, current: one.id === currentId }));
  return { ...found, data };
}

/** The caller's sessions that still count, newest first. */
export const listSessions = query({
  permission: "self.read",
  target: oneself,
  run: ({ ctx }, page: PageRequest): Promise<Page<SessionRow>> =>
    sessionsOf(ctx.actor.userId, ctx.actor.credential.id, page),
});

/** The same of anybody. */
export const listUserSessions = query({
  permission: "instance.administer",
  target: (db, _ctx, { userId }: PageRequest & { userId: string }) => getUserRow(db, userId),
  run: ({ ctx }, { userId, ...page }): Promise<Page<SessionRow>> => sessionsOf(userId, ctx.actor.credential.id, page),
});
