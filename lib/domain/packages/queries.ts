import { z } from "zod";
import { type Sql, sql } from "@/lib/db";
import {
  agentSubject,
  agentsOfWorkspace,
  ownFirst,
  readableAgents,
  referredAgent,
  shareRole,
} from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound, reviewStatuses } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { may, type ShareRole, type Subject } from "@/lib/domain/policy";
import { oneself, ownWorkspace, query, type Reader } from "@/lib/domain/query";
import { hasRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

const moment = z.string();
const person = z.string().nullable();

/** An agent by its newest package. Times are UTC texts with microseconds; persons are e-mail addresses. */
const submission = z.object({
  number: z.int(),
  name: z.string(),
  description: z.string(),
  status: z.enum(reviewStatuses),
  version: z.string(),
  submittedBy: z.string(),
  createdAt: moment,
  updatedAt: moment,
  submittedAt: moment,
  supportsBackground: z.boolean(),
  reviewedBy: person,
  reviewedAt: moment.nullable(),
  reason: z.string().nullable(),
  feedback: z.string().nullable(),
  statusChangedBy: person,
  statusChangedAt: moment.nullable(),
  assignedRoles: z.array(z.string()),
  loadError: z.string().nullable(),
});
export type Submission = z.output<typeof submission>;

const time = (column: Sql) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

const submissionJson = sql`json_build_object('number', a."number", 'name', a."name",
  'description', coalesce(p."manifest"->>'description', ''), 'status', a."reviewStatus", 'version', p."version",
  'submittedBy', coalesce(c."email", ''), 'createdAt', ${time(sql`a."createdAt"`)},
  'updatedAt', ${time(sql`a."updatedAt"`)}, 'submittedAt', ${time(sql`p."submittedAt"`)},
  'supportsBackground', a."supportsBackground", 'reviewedBy', v."email",
  'reviewedAt', ${time(sql`p."reviewedAt"`)}, 'reason', p."reason", 'feedback', p."feedback",
  'statusChangedBy', s."email", 'statusChangedAt', ${time(sql`a."statusChangedAt"`)},
  'assignedRoles', coalesce(a."assignedRoles", '{}'), 'loadError', CASE WHEN r."desiredState" = 'running'
    AND NOT (r."observedState" = 'running' AND r."loadedPackageId" IS NOT DISTINCT FROM d."id")
    THEN coalesce(d."installError", CASE WHEN d."installState" = 'loaded' AND r."observedState" = 'exited' THEN r."error" END) END)`;

const submissionTables = sql`FROM "Agent" a
  JOIN "Package" p ON p."id" = a."newestPackageId"
  LEFT JOIN "User" c ON c."id" = a."createdById"
  LEFT JOIN "User" v ON v."id" = p."reviewedById"
  LEFT JOIN "User" s ON s."id" = a."statusChangedById"
  LEFT JOIN "Runtime" r ON r."agentId" = a."id"
  LEFT JOIN "Package" d ON d."id" = r."desiredPackageId"`;

/** Newest first, as one JSON array, so that long lists cost one value. */
async function listSubmissions(db: Reader, ctx: Ctx, which: Sql): Promise<Submission[]> {
  const [found] = await db.$queryRaw<{ rows: unknown }[]>`
    SELECT coalesce(json_agg(${submissionJson} ORDER BY a."createdAt" DESC, a."number" DESC), '[]') AS "rows"
    ${submissionTables} WHERE ${agentsOfWorkspace(ctx)} AND a."deletedAt" IS NULL AND ${which}`;
  return z.array(submission).parse(found?.rows ?? []);
}

type SubmissionTarget = { subject: Subject; submission: unknown };
type Loaded = { workspaceId: string | null; ownerId: string | null; share: ShareRole | null; submission: unknown };

/** An agent with a package in one statement, permission facts included; `not_found` where the caller may not read it. */
async function loadSubmission(db: Reader, ctx: Ctx, { agent }: { agent: AgentRef }): Promise<SubmissionTarget> {
  const [found] = await db.$queryRaw<Loaded[]>`
    SELECT a."workspaceId"::text AS "workspaceId", a."ownerId", ${shareRole(ctx)} AS "share", ${submissionJson} AS "submission"
    ${submissionTables} WHERE ${referredAgent(ctx, agent)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL
    ORDER BY ${ownFirst} LIMIT 1`;
  if (!found) throw agentNotFound(agent);
  const { workspaceId, ownerId, share, submission: facts } = found;
  return { subject: agentSubject({ workspaceId, ownerId, share }), submission: facts };
}

/** Every agent with a package in the workspace, newest first. For admins. */
export const listPackagedAgents = query({
  permission: "agents.inspect",
  target: ownWorkspace,
  run: ({ db, ctx }, _input: object) => listSubmissions(db, ctx, sql`TRUE`),
});

/** The same without the DISABLED ones: what there is to review and was reviewed. For admins. */
export const listReviewedAgents = query({
  permission: "agents.inspect",
  target: ownWorkspace,
  run: ({ db, ctx }, _input: object) => listSubmissions(db, ctx, sql`a."reviewStatus" <> 'DISABLED'`),
});

/** Agents of the workspace that the caller submitted first. */
export const listOwnSubmissions = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }, _input: object) => listSubmissions(db, ctx, sql`a."createdById" = ${ctx.actor.userId}`),
});

/** ACTIVE agents of the workspace that may run unattended and that the caller can read. */
export const listBackgroundAgents = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }, _input: object) =>
    listSubmissions(db, ctx, sql`a."reviewStatus" = 'ACTIVE' AND a."supportsBackground"`),
});

/** One agent with a package, with what was decided about it and why it does not load. For admins; `not_found`. */
export const getSubmission = query({
  permission: "agents.inspect",
  target: loadSubmission,
  run: async ({ target }, _input: { agent: AgentRef }) => submission.parse(target.submission),
});

/** Whether submitting a new agent would be allowed right now. */
export const canSubmit = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, _input: object) => {
    const { workspaceId } = ctx;
    if (workspaceId === null || !may(ctx.actor, "packages.submit", { workspaceId })) return false;
    return hasRoomForAgent(db, workspaceId);
  },
});
