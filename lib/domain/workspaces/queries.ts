import { z } from "zod";
import { sql } from "@/lib/db";
import { roles } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, substringPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { getWorkspaceRow, type WorkspaceRow, workspaceColumns, workspaceUsage } from "@/lib/domain/workspaces/access";
import { retentionTiers, submitters } from "@/lib/domain/workspaces/rules";

const row = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles).nullable(),
  retentionTier: z.enum(retentionTiers),
  defaultServiceUserId: z.string().nullable(),
  memberCount: z.number(),
  agentCount: z.number(),
  lifecycle: z.boolean(),
  whoMaySubmit: z.enum(submitters),
  quotaAgents: z.number().nullable(),
  quotaCpu: z.number().nullable(),
  quotaMemoryGb: z.number().nullable(),
  usedCpu: z.number(),
  usedMemoryGb: z.number(),
  createdAt: z.coerce.date(),
  rev: z.number(),
}) satisfies z.ZodType<WorkspaceRow>;

export type WorkspaceSearch = PageRequest & { q?: string; all?: boolean };

/** The caller's workspaces, newest first; `all`: everybody's, for instance admins alone. Throws `forbidden`. */
export const listWorkspaces = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, { q, all, ...page }: WorkspaceSearch): Promise<Page<WorkspaceRow>> => {
    assertOneCursor(page);
    if (all && !ctx.actor.instanceAdmin) throw new DomainError("forbidden", "Instance admin access required");
    const own = ctx.actor.memberships.map((m) => m.workspaceId);
    const mine = all ? sql`TRUE` : sql`w."id" = ANY(${own}::uuid[])`;
    const text = q ? sql`AND (w."name" ILIKE ${substringPattern(q)} OR w."slug" ILIKE ${substringPattern(q)})` : sql``;
    const found = await keysetPage(
      {
        list: "workspaces",
        from: sql`FROM "Workspace" w`,
        shown: workspaceUsage,
        where: sql`${mine} ${text}`,
        id: sql`w."id"::text`,
        order: [
          { name: "createdAt", column: sql`w."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
        ],
        select: workspaceColumns(ctx),
      },
      page,
    );
    return { ...found, data: found.data.map((one) => row.parse(one)) };
  },
});

/** One workspace by id or slug; `not_found` for who is no member. */
export const getWorkspace = query({
  permission: "workspace.read",
  target: (db, ctx, ref: string) => getWorkspaceRow(db, ctx, ref),
  run: async ({ target }): Promise<WorkspaceRow> => target.workspace,
});
