import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import type { SortField } from "@/lib/domain/list-order";
import type { PackageStatus } from "@/lib/domain/packages/rules";
import { substringPattern } from "@/lib/domain/page";
import { readablePackages } from "@/lib/domain/submissions/access";
import { inWorkspace } from "@/lib/domain/workspaces/access";

export type SubmissionFilter = { status?: PackageStatus[]; agentId?: string; submittedBy?: string; q?: string };

/** Fields that the list of packages can be ordered by. */
export const submissionOrder: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["submittedAt", { column: sql`p."submittedAt"`, cast: "timestamptz" }],
  ["agentName", { column: sql`a."name"`, cast: "text" }],
]);

/** The request's workspace, and packages of agents that were shared with the caller from elsewhere. */
function inReach(ctx: Ctx): Sql {
  const own = ctx.actor.memberships.map((m) => m.workspaceId);
  const elsewhere = ctx.actor.instanceAdmin ? sql`FALSE` : sql`NOT (p."workspaceId" = ANY(${own}::uuid[]))`;
  return sql`(${inWorkspace(ctx, sql`p."workspaceId"`)} OR ${elsewhere})`;
}

/** What the list is narrowed to, the access clause included. */
export function matching(ctx: Ctx, { status, agentId, submittedBy, q }: SubmissionFilter): Sql {
  const parts = [readablePackages(ctx), agentId ? sql`p."agentId" = ${agentId}` : inReach(ctx)];
  if (status?.length) parts.push(sql`p."status" = ANY(${status}::text[])`);
  if (submittedBy) parts.push(sql`p."submittedById" = ${submittedBy === "me" ? ctx.actor.userId : submittedBy}`);
  if (q) parts.push(sql`a."name" ILIKE ${substringPattern(q)}`);
  return Prisma.join(parts, " AND ");
}
