import { z } from "zod";
import { sql } from "@/lib/db";
import { roles } from "@/lib/domain/context";
import { getWorkspaceTarget, type MemberRow, memberColumns } from "@/lib/domain/members/access";
import { keysetPage, type Page, type PageRequest, substringPattern } from "@/lib/domain/page";
import { query } from "@/lib/domain/query";

const row = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  canSubmit: z.boolean().nullable(),
  invited: z.boolean(),
  joinedAt: z.coerce.date(),
  lastSeenAt: z.coerce.date().nullable(),
}) satisfies z.ZodType<MemberRow>;

export type MemberSearch = PageRequest & { workspace: string; q?: string };

/** The members of a workspace, newest first; `q` is part of the name or e-mail. */
export const listMembers = query({
  permission: "workspace.read",
  target: (db, ctx, { workspace }: MemberSearch) => getWorkspaceTarget(db, ctx, workspace),
  run: async ({ target }, { q, workspace: _, ...page }): Promise<Page<MemberRow>> => {
    const text = q ? sql`AND (u."name" ILIKE ${substringPattern(q)} OR u."email" ILIKE ${substringPattern(q)})` : sql``;
    const found = await keysetPage(
      {
        list: "members",
        from: sql`FROM "Membership" m JOIN "User" u ON u."id" = m."userId"`,
        where: sql`m."workspaceId" = ${target.workspaceId}::uuid ${text}`,
        id: sql`m."userId"`,
        order: [
          { name: "joinedAt", column: sql`m."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
        ],
        select: memberColumns,
      },
      page,
    );
    return { ...found, data: found.data.map((one) => row.parse(one)) };
  },
});
