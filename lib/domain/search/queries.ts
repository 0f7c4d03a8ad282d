import { type Sql, sql } from "@/lib/db";
import { readableAgents } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import { substringPattern } from "@/lib/domain/page";
import { personasOf } from "@/lib/domain/personas/access";
import { may } from "@/lib/domain/policy";
import { oneself, query } from "@/lib/domain/query";
import { readablePackages } from "@/lib/domain/submissions/access";

const MOST = 20;
const MOST_OF_A_KIND = 10;

export type Found = {
  type: "agent" | "package" | "plugin" | "persona" | "person" | "workspace";
  id: string;
  title: string;
  subtitle: string;
};

const columns = (type: Found["type"], rank: number, id: Sql, title: Sql, subtitle: Sql) =>
  sql`SELECT ${type} AS "type", ${rank}::int AS "rank", ${id} AS "id", ${title} AS "title", ${subtitle} AS "subtitle"`;

/** Names that begin with the text come first. */
const closest = (title: Sql, text: string) =>
  sql`ORDER BY position(lower(${text}) IN lower(${title})), ${title} LIMIT ${MOST_OF_A_KIND}`;

function agents(ctx: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  return sql`(${columns("agent", 1, sql`a."id"`, sql`a."name"`, sql`'#' || a."number" || ' · ' || a."reviewStatus"`)}
    FROM "Agent" a WHERE a."deletedAt" IS NULL AND ${readableAgents(ctx)}
      AND (a."name" ILIKE ${pattern} OR a."id" = ${text} OR a."number"::text = ${text})
    ${closest(sql`a."name"`, text)})`;
}

function packages(ctx: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  return sql`(${columns("package", 2, sql`p."id"`, sql`p."name" || ' ' || p."version"`, sql`p."status"`)}
    FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId"
    WHERE a."deletedAt" IS NULL AND ${readablePackages(ctx)}
      AND (p."name" ILIKE ${pattern} OR p."id" = ${text} OR p."sha256" = lower(${text}))
    ORDER BY p."submittedAt" DESC LIMIT ${MOST_OF_A_KIND})`;
}

/** Plugins that everybody may see; instance admins and its uploader also find one that waits, was refused or is hidden. */
function plugins(ctx: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  const { instanceAdmin, userId } = ctx.actor;
  const visible = instanceAdmin
    ? sql`TRUE`
    : sql`((m."active" AND m."approvedVersionId" IS NOT NULL) OR m."uploadedById" = ${userId})`;
  return sql`(${columns("plugin", 3, sql`m."id"::text`, sql`m."name"`, sql`m."slug"`)} FROM "MarketplacePlugin" m
    WHERE ${visible} AND (m."name" ILIKE ${pattern} OR m."slug" ILIKE ${pattern} OR m."id"::text = lower(${text}))
    ${closest(sql`m."name"`, text)})`;
}

/** Personas that the request's workspace can use; whoever is not in it finds none. */
function personas({ actor, workspaceId }: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  const visible = workspaceId !== null && may(actor, "workspace.read", { workspaceId });
  return sql`(${columns("persona", 4, sql`p."id"::text`, sql`p."name"`, sql`coalesce(p."voiceDescription", p."category", p."slug")`)}
    FROM "Persona" p WHERE ${visible}::boolean AND ${personasOf(workspaceId)} AND (p."name" ILIKE ${pattern} OR p."slug" ILIKE ${pattern})
    ${closest(sql`p."name"`, text)})`;
}

function workspaces(ctx: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  const own = ctx.actor.memberships.map((m) => m.workspaceId);
  const readable = ctx.actor.instanceAdmin ? sql`TRUE` : sql`w."id" = ANY(${own}::uuid[])`;
  return sql`(${columns("workspace", 5, sql`w."id"::text`, sql`w."name"`, sql`w."slug"`)} FROM "Workspace" w
    WHERE ${readable} AND (w."name" ILIKE ${pattern} OR w."slug" ILIKE ${pattern}) ${closest(sql`w."name"`, text)})`;
}

/** People of the request's workspace; whoever is not in it finds nobody. */
function people(ctx: Ctx, text: string): Sql {
  const pattern = substringPattern(text);
  return sql`(${columns("person", 6, sql`u."id"`, sql`u."name"`, sql`u."email"`)} FROM "User" u
    JOIN "Membership" m ON m."userId" = u."id" AND m."workspaceId" = ${ctx.workspaceId}::uuid
    WHERE u."name" ILIKE ${pattern} OR u."email" ILIKE ${pattern} ${closest(sql`u."name"`, text)})`;
}

/** Up to 20 things whose name contains the text, agents first; only what the caller may read. `text` has 1–100 characters. */
export const search = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, text: string): Promise<Found[]> =>
    db.$queryRaw<Found[]>`
      SELECT "type", "id", "title", "subtitle" FROM (${agents(ctx, text)} UNION ALL ${packages(ctx, text)}
        UNION ALL ${plugins(ctx, text)} UNION ALL ${personas(ctx, text)} UNION ALL ${workspaces(ctx, text)}
        UNION ALL ${people(ctx, text)}) found
      ORDER BY "rank", position(lower(${text}) IN lower("title")), "title" LIMIT ${MOST}`,
});
