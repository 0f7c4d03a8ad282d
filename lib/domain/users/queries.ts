import { z } from "zod";
import { sql } from "@/lib/db";
import type { Actor } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { assertOneCursor, parseOrder, type SortField } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, substringPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { getUserRow, type UserRow, userColumns } from "@/lib/domain/users/access";
import type { Theme } from "@/lib/domain/users/rules";

/** What a person sees of themself; memberships and credential are the actor's. */
export type Me = {
  actor: Actor;
  name: string;
  twoFactor: boolean;
  defaultWorkspaceId: string | null;
  locale: string;
  theme: Theme;
  shortcuts: boolean;
  unread: number;
};

type MeRow = Omit<Me, "actor">;

/** The caller: profile, workspaces, credential, number of unread notifications. */
export const getMe = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, _input: null): Promise<Me> => {
    const [row] = await db.$queryRaw<MeRow[]>`
      SELECT u."name", u."totpConfirmedAt" IS NOT NULL AS "twoFactor", u."defaultWorkspaceId"::text AS "defaultWorkspaceId",
        u."locale", u."theme", u."shortcuts",
        (SELECT count(*)::int FROM "Notification" n WHERE n."userId" = u."id" AND n."readAt" IS NULL) AS "unread"
      FROM "User" u WHERE u."id" = ${ctx.actor.userId}`;
    if (!row) throw new DomainError("unauthenticated", "Not authenticated");
    return { ...row, actor: ctx.actor };
  },
});

const listed = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  instanceAdmin: z.boolean(),
  disabled: z.boolean(),
  invited: z.boolean(),
  twoFactor: z.boolean(),
  workspaceCount: z.number(),
  agentCount: z.number(),
  createdAt: z.coerce.date(),
  lastSignInAt: z.coerce.date().nullable(),
  rev: z.number(),
}) satisfies z.ZodType<UserRow>;

export type UserSearch = PageRequest & { q?: string; disabled?: boolean; instanceAdmin?: boolean; orderBy?: string };

const fields: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["createdAt", { column: sql`u."createdAt"`, cast: "timestamptz" }],
  ["email", { column: sql`u."email"`, cast: "text" }],
  ["name", { column: sql`u."name"`, cast: "text" }],
  ["lastSignInAt", { column: sql`u."lastSignInAt"`, cast: "timestamptz", nullable: true }],
]);

const nobodyInParticular = () => ({ subject: { workspaceId: null } });

/** Everybody, newest first unless `orderBy` says otherwise; `q` is part of the name or e-mail. Throws `invalid_order_by`. */
export const listUsers = query({
  permission: "instance.administer",
  target: nobodyInParticular,
  run: async (_, { q, disabled, instanceAdmin, orderBy, ...page }: UserSearch): Promise<Page<UserRow>> => {
    assertOneCursor(page);
    const order = parseOrder(fields, orderBy, [{ createdAt: "desc" }]);
    const text = q ? sql`AND (u."name" ILIKE ${substringPattern(q)} OR u."email" ILIKE ${substringPattern(q)})` : sql``;
    const off = disabled === undefined ? sql`` : sql`AND (u."disabledAt" IS NOT NULL) = ${disabled}`;
    const admin = instanceAdmin === undefined ? sql`` : sql`AND u."instanceAdmin" = ${instanceAdmin}`;
    const found = await keysetPage(
      {
        list: "users",
        from: sql`FROM "User" u`,
        where: sql`u."deletedAt" IS NULL ${text} ${off} ${admin}`,
        id: sql`u."id"`,
        order,
        select: userColumns,
      },
      page,
    );
    return { ...found, data: found.data.map((one) => listed.parse(one)) };
  },
});

/** One person; `not_found` where there is none. */
export const getUser = query({
  permission: "instance.administer",
  target: (db, _ctx, id: string) => getUserRow(db, id),
  run: async ({ target }): Promise<UserRow> => target.user,
});

/** The caller as an instance admin sees them. */
export const getOwnUser = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, _input: null): Promise<UserRow> => (await getUserRow(db, ctx.actor.userId)).user,
});
