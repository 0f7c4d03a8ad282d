import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { atLeast, type Ctx } from "@/lib/domain/context";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey, substringPattern } from "@/lib/domain/page";
import { query } from "@/lib/domain/query";
import { reviewedByCaller } from "@/lib/domain/submissions/access";

type Person = { id: string; name: string };
export type Queued = {
  id: string;
  name: string;
  version: string;
  sha256: string;
  workspaceId: string;
  submittedBy: Person;
  queuedAt: string;
  claimedBy: Person | null;
  findings: { high: number; medium: number; low: number; info: number };
  previousVersion: string | null;
};

const joined = sql`FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId" JOIN "User" s ON s."id" = p."submittedById"
  LEFT JOIN "User" c ON c."id" = p."claimedById"`;

const count = (severity: string) => sql`coalesce((p."findingCounts"->>${severity}::text)::int, 0)`;
const columns = sql`p."name", p."version", p."sha256", p."workspaceId"::text AS "workspaceId",
  ${personJson(sql`s."id"`, sql`s."name"`)} AS "submittedBy", ${isoTime(sql`p."queuedAt"`)} AS "queuedAt",
  ${personJson(sql`c."id"`, sql`c."name"`)} AS "claimedBy",
  json_build_object('high', ${count("high")}, 'medium', ${count("medium")}, 'low', ${count("low")}, 'info', ${count("info")}) AS "findings",
  coalesce((SELECT g."version" FROM "Package" g WHERE g."id" = a."runningPackageId"),
    (SELECT o."version" FROM "Package" o WHERE o."agentId" = p."agentId" AND o."id" <> p."id" AND o."status" = 'approved'
      ORDER BY o."submittedAt" DESC LIMIT 1)) AS "previousVersion"`;

const oldestFirst: SortKey[] = [
  { name: "queuedAt", column: sql`p."queuedAt"`, cast: "timestamptz", direction: "asc", nulls: "none" },
];

export type QueueRequest = PageRequest & { kind?: "package" | "plugin"; claimedBy?: "me" | "nobody"; q?: string };

function matching(ctx: Ctx, { kind, claimedBy, q }: QueueRequest): Sql {
  const parts = [sql`p."status" = 'pending'`, sql`a."deletedAt" IS NULL`, reviewedByCaller(ctx)];
  if (kind === "plugin") parts.push(sql`FALSE`);
  if (claimedBy === "me") parts.push(sql`p."claimedById" = ${ctx.actor.userId}`);
  if (claimedBy === "nobody") parts.push(sql`p."claimedById" IS NULL`);
  if (q) parts.push(sql`p."name" ILIKE ${substringPattern(q)}`);
  return Prisma.join(parts, " AND ");
}

/** A workspace that the caller reviews, if there is one: the queue covers all of them. */
function reviewedWorkspace(_db: unknown, ctx: Ctx): { subject: { workspaceId: string | null } } {
  const reviewed = ctx.actor.memberships.find((m) => atLeast(m.role, "admin"));
  return { subject: { workspaceId: reviewed?.workspaceId ?? ctx.workspaceId } };
}

/** What waits for a decision in the workspaces that the caller reviews, oldest first. Throws `forbidden` for others. */
export const listQueue = query({
  permission: "packages.review",
  target: reviewedWorkspace,
  run: async ({ db, ctx }, request: QueueRequest): Promise<Page<Queued>> => {
    assertOneCursor(request);
    const where = matching(ctx, request);
    const spec = { list: "review", from: joined, where, id: sql`p."id"`, order: oldestFirst, select: columns };
    return typedPage<Queued>(await keysetPage(db, spec, request));
  },
});
