import { readOne, readRows, type Sql, sql } from "@/lib/db";
import {
  agentSubject,
  agentsOfWorkspace,
  ownFirst,
  readableAgents,
  referredAgent,
  shareRole,
} from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound, type ReviewStatus } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import {
  type AnyShape,
  type Columns,
  type Documents,
  documentOf,
  JsonText,
  shapedList,
  shapedQuery,
} from "@/lib/domain/json-text";
import { may, type ShareRole, type Subject } from "@/lib/domain/policy";
import { oneself, ownWorkspace, query, type Reader } from "@/lib/domain/query";
import { hasRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

/** An agent by its newest package. Times are UTC texts with microseconds; persons are e-mail addresses. */
export type Submission = {
  number: number;
  name: string;
  description: string;
  status: ReviewStatus;
  version: string;
  submittedBy: string;
  createdAt: string;
  updatedAt: string;
  submittedAt: string;
  supportsBackground: boolean;
  reviewedBy: string | null;
  reviewedAt: string | null;
  reason: string | null;
  feedback: string | null;
  statusChangedBy: string | null;
  statusChangedAt: string | null;
  assignedRoles: string[];
  loadError: string | null;
};

const time = (column: Sql) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

const submissionColumns: Columns<Submission> = {
  number: sql`a."number"`,
  name: sql`a."name"`,
  description: sql`coalesce(p."manifest"->>'description', '')`,
  status: sql`a."reviewStatus"`,
  version: sql`p."version"`,
  submittedBy: sql`coalesce(c."email", '')`,
  createdAt: time(sql`a."createdAt"`),
  updatedAt: time(sql`a."updatedAt"`),
  submittedAt: time(sql`p."submittedAt"`),
  supportsBackground: sql`a."supportsBackground"`,
  reviewedBy: sql`v."email"`,
  reviewedAt: time(sql`p."reviewedAt"`),
  reason: sql`p."reason"`,
  feedback: sql`p."feedback"`,
  statusChangedBy: sql`s."email"`,
  statusChangedAt: time(sql`a."statusChangedAt"`),
  assignedRoles: sql`coalesce(a."assignedRoles", '{}')`,
  loadError: sql`CASE WHEN r."desiredState" = 'running'
    AND NOT (r."observedState" = 'running' AND r."loadedPackageId" IS NOT DISTINCT FROM d."id")
    THEN coalesce(d."installError", CASE WHEN d."installState" = 'loaded' AND r."observedState" = 'exited' THEN r."error" END) END`,
};

const submissionTables = sql`FROM "Agent" a
  JOIN "Package" p ON p."id" = a."newestPackageId"
  LEFT JOIN "User" c ON c."id" = a."createdById"
  LEFT JOIN "User" v ON v."id" = p."reviewedById"
  LEFT JOIN "User" s ON s."id" = a."statusChangedById"
  LEFT JOIN "Runtime" r ON r."agentId" = a."id"
  LEFT JOIN "Package" d ON d."id" = r."desiredPackageId"`;

type Listed = { as: AnyShape<Submission> };

/** Newest first, as one JSON text, so that long lists cost one value. */
async function listSubmissions(ctx: Ctx, { as }: Listed, which: Sql): Promise<Documents<unknown>> {
  const [found] = await readRows<{ rows: string; total: number }>(sql`
    SELECT coalesce(json_agg(${documentOf(submissionColumns, as)} ORDER BY a."createdAt" DESC, a."number" DESC), '[]')::text AS "rows",
      count(*)::int AS "total"
    ${submissionTables} WHERE ${agentsOfWorkspace(ctx)} AND a."deletedAt" IS NULL AND ${which}`);
  return { rows: new JsonText(found?.rows ?? "[]"), total: found?.total ?? 0 };
}

type SubmissionTarget = { subject: Subject; text: string };
type Loaded = { workspaceId: string | null; ownerId: string | null; share: ShareRole | null; text: string };
type Asked = { agent: AgentRef; as: AnyShape<Submission> };

/** An agent with a package in one statement, permission facts included; `not_found` where the caller may not read it. */
async function loadSubmission(_db: Reader, ctx: Ctx, { agent, as }: Asked): Promise<SubmissionTarget> {
  const found = await readOne<Loaded>(sql`
    SELECT a."workspaceId"::text AS "workspaceId", a."ownerId", ${shareRole(ctx)} AS "share",
      ${documentOf(submissionColumns, as)}::text AS "text"
    ${submissionTables} WHERE ${referredAgent(ctx, agent)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL
    ORDER BY ${ownFirst} LIMIT 1`);
  if (!found) throw agentNotFound(agent);
  const { workspaceId, ownerId, share, text } = found;
  return { subject: agentSubject({ workspaceId, ownerId, share }), text };
}

/** Every agent with a package in the workspace, newest first. For admins. */
export const listPackagedAgents = shapedList<Submission>(
  query({
    permission: "agents.inspect",
    target: ownWorkspace,
    run: ({ ctx }, input: Listed) => listSubmissions(ctx, input, sql`TRUE`),
  }),
);

/** The same without the DISABLED ones: what there is to review and was reviewed. For admins. */
export const listReviewedAgents = shapedList<Submission>(
  query({
    permission: "agents.inspect",
    target: ownWorkspace,
    run: ({ ctx }, input: Listed) => listSubmissions(ctx, input, sql`a."reviewStatus" <> 'DISABLED'`),
  }),
);

/** Agents of the workspace that the caller submitted first. */
export const listOwnSubmissions = shapedList<Submission>(
  query({
    permission: "self.read",
    target: oneself,
    run: ({ ctx }, input: Listed) => listSubmissions(ctx, input, sql`a."createdById" = ${ctx.actor.userId}`),
  }),
);

/** ACTIVE agents of the workspace that may run unattended and that the caller can read. */
export const listBackgroundAgents = shapedList<Submission>(
  query({
    permission: "self.read",
    target: oneself,
    run: ({ ctx }, input: Listed) =>
      listSubmissions(ctx, input, sql`a."reviewStatus" = 'ACTIVE' AND a."supportsBackground"`),
  }),
);

/** One agent with a package, with what was decided about it and why it does not load. For admins; `not_found`. */
export const getSubmission = shapedQuery<{ agent: AgentRef }, Submission>(
  query({
    permission: "agents.inspect",
    target: loadSubmission,
    run: async ({ target }, _input: Asked) => new JsonText(target.text),
  }),
);

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
