import { z } from "zod";
import { sql } from "@/lib/db";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

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

/** The caller's sessions that still count, newest first. */
export const listSessions = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, page: PageRequest): Promise<Page<SessionRow>> => {
    const { userId, credential } = ctx.actor;
    const found = await keysetPage(
      db,
      {
        list: "sessions",
        from: sql`FROM "Session" s`,
        where: sql`s."userId" = ${userId} AND s."expiresAt" > now()
          AND (s."kind" <> 'browser' OR s."lastSeenAt" > now() - interval '30 minutes')`,
        id: sql`s."id"`,
        order: [
          { name: "createdAt", column: sql`s."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
        ],
        select: sql`s."kind", s."address", s."userAgent", s."createdAt", s."lastSeenAt", s."expiresAt"`,
      },
      page,
    );
    const data = found.data.map((one) => row.parse(one)).map((one) => ({ ...one, current: one.id === credential.id }));
    return { ...found, data };
  },
});
