import { sql } from "@/lib/db";
import { readableAgents, shareRole } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import { isId } from "@/lib/domain/id-shapes";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { packageNotFound } from "@/lib/domain/packages/access";
import type { PackageStatus } from "@/lib/domain/packages/rules";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import type { ShareRole, Subject } from "@/lib/domain/policy";
import { oneself, query, type Reader } from "@/lib/domain/query";
import { matching, type SubmissionFilter, submissionOrder } from "@/lib/domain/submissions/filter";
import { offered, type PackageOffer } from "@/lib/domain/submissions/rules";

type Person = { id: string; name: string };
type Facts = {
  id: string;
  agentId: string;
  agentName: string;
  agentNumber: number;
  workspaceId: string;
  version: string;
  sha256: string;
  size: number;
  status: PackageStatus;
  newest: boolean;
  manifest: { name: string; entryPoint: string; pythonVersion: string; description: string; requirements: string[] };
  findings: { high: number; medium: number; low: number; info: number };
  submittedBy: Person;
  submittedAt: string;
  queuedAt: string;
  claimedBy: Person | null;
  reviewedBy: Person | null;
  reviewedAt: string | null;
  reason: string | null;
  running: { packageId: string; version: string } | null;
  install: { state: "queued" | "installing" | "loaded" | "failed"; error: string | null; at: string | null } | null;
  timeline: { at: string; step: string; by: string | null; note: string | null }[];
};
export type Submission = Facts & { may: PackageOffer[] };
type Row = Facts & { ownerId: string | null; share: ShareRole | null; deleted: boolean };

const joined = sql`FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId" JOIN "User" s ON s."id" = p."submittedById"
  LEFT JOIN "User" c ON c."id" = p."claimedById" LEFT JOIN "User" v ON v."id" = p."reviewedById"
  LEFT JOIN "Package" g ON g."id" = a."runningPackageId"`;

const manifest = sql`json_build_object('name', p."name", 'entryPoint', coalesce(p."manifest"->>'entryPoint', ''),
  'pythonVersion', coalesce(p."manifest"->>'pythonVersion', ''), 'description', coalesce(p."manifest"->>'description', ''),
  'requirements', CASE WHEN jsonb_typeof(p."manifest"->'requirements') = 'array' THEN p."manifest"->'requirements' ELSE '[]' END)`;

const findings = sql`json_build_object('high', coalesce((p."findingCounts"->>'high')::int, 0),
  'medium', coalesce((p."findingCounts"->>'medium')::int, 0), 'low', coalesce((p."findingCounts"->>'low')::int, 0),
  'info', coalesce((p."findingCounts"->>'info')::int, 0))`;

const timeline = sql`(SELECT coalesce(json_agg(json_build_object('at', ${isoTime(sql`t."at"`)}, 'step', t."step",
  'by', t."byName", 'note', t."note") ORDER BY t."id"), '[]') FROM "PackageStep" t WHERE t."packageId" = p."id")`;

const columns = (ctx: Ctx) => sql`p."agentId", a."name" AS "agentName", a."number" AS "agentNumber",
  p."workspaceId"::text AS "workspaceId", p."version", p."sha256", p."size", p."status", (a."newestPackageId" = p."id") IS TRUE AS "newest",
  ${manifest} AS "manifest", ${findings} AS "findings", ${personJson(sql`s."id"`, sql`s."name"`)} AS "submittedBy",
  ${isoTime(sql`p."submittedAt"`)} AS "submittedAt", ${isoTime(sql`p."queuedAt"`)} AS "queuedAt",
  ${personJson(sql`c."id"`, sql`c."name"`)} AS "claimedBy", ${personJson(sql`v."id"`, sql`v."name"`)} AS "reviewedBy",
  ${isoTime(sql`p."reviewedAt"`)} AS "reviewedAt", p."reason",
  CASE WHEN g."id" IS NULL THEN NULL ELSE json_build_object('packageId', g."id", 'version', g."version") END AS "running",
  CASE WHEN p."installState" IS NULL THEN NULL ELSE json_build_object('state', p."installState", 'error', p."installError",
    'at', ${isoTime(sql`p."installAt"`)}) END AS "install", ${timeline} AS "timeline",
  a."ownerId", ${shareRole(ctx)} AS "share", a."deletedAt" IS NOT NULL AS "deleted"`;

function subjectOf({ workspaceId, ownerId, share, submittedBy }: Row): Subject {
  return { workspaceId, ownerId, share, submittedById: submittedBy.id };
}

function withOffers(ctx: Ctx, row: Row): Submission {
  const { ownerId: _ownerId, share: _share, deleted, ...facts } = row;
  const { status, newest, submittedBy } = facts;
  const may = offered(ctx.actor, subjectOf(row), { status, newest, deleted, submitterId: submittedBy.id });
  return { ...facts, may };
}

export type SubmissionRequest = PageRequest & SubmissionFilter & { orderBy?: string };

/** One page of packages that the caller may read, newest first by default. */
export const listSubmissions = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: SubmissionRequest): Promise<Page<Submission>> => {
    assertOneCursor(request);
    const order = parseOrder(submissionOrder, request.orderBy, [{ submittedAt: "desc" }]);
    const where = matching(ctx, request);
    const spec = { list: "submissions", from: joined, where, id: sql`p."id"`, order, select: columns(ctx) };
    const page = typedPage<Row>(await keysetPage(spec, request));
    return { data: page.data.map((row) => withOffers(ctx, row)), pageInfo: page.pageInfo };
  },
});

async function load(db: Reader, ctx: Ctx, id: string): Promise<{ subject: Subject; row: Row }> {
  if (!isId("package", id)) throw packageNotFound(id);
  const [found] = await db.$queryRaw<{ row: Row }[]>`
    SELECT to_json(item) AS "row" FROM (SELECT p."id", ${columns(ctx)} ${joined}
      WHERE p."id" = ${id} AND ${readableAgents(ctx)}) item`;
  if (!found) throw packageNotFound(id);
  return { subject: subjectOf(found.row), row: found.row };
}

/** One package with its timeline and what the caller may do with it; one round trip. Throws `not_found`, `forbidden`. */
export const getSubmission = query({
  permission: "packages.read",
  target: load,
  run: async ({ ctx, target }): Promise<Submission> => withOffers(ctx, target.row),
});
