import { sql } from "@/lib/db";
import { readableAgents } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import type { Reader } from "@/lib/domain/query";
import { readablePackages } from "@/lib/domain/submissions/access";

/** How an item is called and in what state it is, as far as the caller may know. */
export type Known = { id: string; name: string; status: string; packaged: boolean };

/** The agents among the ids that the caller may read, those in the trash too; one round trip. */
export async function readAgents(db: Reader, ctx: Ctx, ids: readonly string[]): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    SELECT a."id", a."name", a."newestPackageId" IS NOT NULL AS "packaged",
      CASE WHEN a."deletedAt" IS NOT NULL THEN 'deleted' ELSE a."reviewStatus" END AS "status"
    FROM "Agent" a WHERE a."id" = ANY(${ids}::text[]) AND ${readableAgents(ctx)}`;
}

/** The packages among the ids that the caller may read. */
export async function readPackages(db: Reader, ctx: Ctx, ids: readonly string[]): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    SELECT p."id", a."name" || ' ' || p."version" AS "name", p."status", TRUE AS "packaged" FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId"
    WHERE p."id" = ANY(${ids}::text[]) AND a."deletedAt" IS NULL AND ${readablePackages(ctx)}`;
}

/** The caller's own notifications among the ids. */
export async function readNotifications(db: Reader, ctx: Ctx, ids: readonly string[]): Promise<Known[]> {
  const status = sql`CASE WHEN n."readAt" IS NULL THEN 'unread' ELSE 'read' END`;
  return db.$queryRaw<Known[]>`
    SELECT n."id", n."title" AS "name", ${status} AS "status", FALSE AS "packaged" FROM "Notification" n
    WHERE n."id" = ANY(${ids}::text[]) AND n."userId" = ${ctx.actor.userId}`;
}
