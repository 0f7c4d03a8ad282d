import { type Sql, sql } from "@/lib/db";
import {
  type AgentProfile,
  contentField,
  profileJson,
  profileStatus,
  profileTables,
} from "@/lib/domain/agent-profiles/access";
import type { ProfileStatus } from "@/lib/domain/agent-profiles/rules";
import { type ReadOnlyPatterns, storedPatterns } from "@/lib/domain/agent-settings/rules";
import {
  agentAbsent,
  agentSubject,
  liveShown,
  readableAgents,
  referredAgent,
  shareRole,
} from "@/lib/domain/agents/access";
import { keptLiving } from "@/lib/domain/agents/list-scope";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isoTime } from "@/lib/domain/json-sql";
import { may, type ShareRole, type Subject } from "@/lib/domain/policy";
import { ownWorkspace, query, type Reader } from "@/lib/domain/query";

type ListRequest = { status?: ProfileStatus; type?: string; page?: { number: number; size: number } };

/** The agents that a list of profiles is about; a runtime `r` is only looked up where somebody asks for what agents do. */
function fittingAgents(ctx: Ctx, { status, type }: ListRequest): { from: Sql; where: Sql } {
  const living = sql`a."workspaceId" = ${ctx.workspaceId}::uuid AND a."deletedAt" IS NULL`;
  const ofType = type === undefined ? living : sql`${living} AND a."type" = ${type}`;
  if (status === undefined) return { from: sql`"Agent" a`, where: ofType };
  const running = sql`"Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id"`;
  return { from: running, where: sql`${ofType} AND ${profileStatus} = ${status}` };
}

/** How many fit: added up from the kept counts where these know everything that is asked. */
function countFitting(ctx: Ctx, { status, type }: ListRequest): Sql {
  if (status === undefined && type === undefined) return keptLiving(ctx.workspaceId ?? "");
  const { from, where } = fittingAgents(ctx, { status, type });
  return sql`(SELECT count(*)::int FROM ${from} WHERE ${where})`;
}

/** The living agents of the request's workspace by number, all of them or a page, and how many match; one statement. */
export const listProfiles = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: async ({ db, ctx }, request: ListRequest): Promise<{ items: AgentProfile[]; total: number }> => {
    const { page } = request;
    const { from, where } = fittingAgents(ctx, request);
    // The pages before are passed over in the index alone; a profile is made of what is shown.
    const part = page && sql`LIMIT ${page.size} OFFSET ${(page.number - 1) * page.size}`;
    const numbers = sql`SELECT a."number" FROM ${from} WHERE ${where} ORDER BY a."number" ${part ?? sql``}`;
    const [row] = await db.$queryRaw<{ items: AgentProfile[]; total: number | null }[]>`
      SELECT ${page ? countFitting(ctx, request) : sql`NULL`}::int AS "total",
        coalesce((SELECT json_agg(${profileJson(liveShown(ctx))} ORDER BY a."number") FROM ${profileTables}
          WHERE a."number" = ANY(ARRAY(${numbers}))), '[]') AS "items"`;
    const items = row?.items ?? [];
    return { items, total: row?.total ?? items.length };
  },
});

export type ProfileView = "draft" | "live";
export type ProfileDetails = AgentProfile & {
  id: string;
  rev: number;
  /** The live version is shown in place of a newer draft. */
  liveShown: boolean;
  updatedAt: string;
  customPersonaPrompt: string | null;
  /** Null while the agent may write what it likes. */
  patterns: ReadOnlyPatterns | null;
  skills: { id: string; name: string; description: string }[];
};

type Row = Pick<ProfileDetails, "id" | "rev" | "updatedAt" | "customPersonaPrompt" | "skills"> & {
  workspaceId: string | null;
  ownerId: string | null;
  share: ShareRole | null;
  hasLive: boolean;
  live: boolean;
  draft: boolean;
  readOnly: boolean;
  readOnlyPatterns: unknown;
  profile: AgentProfile;
};
type Where = { agent: AgentRef; view?: ProfileView };

const skillJson = sql`json_build_object('id', s."id", 'name', s."name", 'description', s."description")`;
const draftSkills = sql`(SELECT coalesce(json_agg(${skillJson} ORDER BY j."attachedAt", s."id"), '[]')
  FROM "AgentSkill" j JOIN "Skill" s ON s."id" = j."skillId" WHERE j."agentId" = a."id")`;
const liveSkills = sql`(SELECT coalesce(json_agg(${skillJson} ORDER BY e."place"), '[]')
  FROM jsonb_array_elements(v."attachments"->'skills') WITH ORDINALITY e("one", "place")
  JOIN "Skill" s ON s."id" = e."one"->>'id')`;

async function load(db: Reader, ctx: Ctx, { agent, view }: Where): Promise<{ subject: Subject; row: Row }> {
  const hasLive = sql`(a."liveVersionId" IS NOT NULL)`;
  const live = view === "live" ? hasLive : view === "draft" ? sql`FALSE` : liveShown(ctx);
  const [row] = await db.$queryRaw<Row[]>`
    SELECT a."id", a."rev", a."workspaceId"::text AS "workspaceId", a."ownerId", ${shareRole(ctx)} AS "share",
      ${hasLive} AS "hasLive", ${live} AS "live", a."lifecycleState" = 'draft' AS "draft", a."readOnly", a."readOnlyPatterns",
      ${isoTime(sql`a."updatedAt"`)} AS "updatedAt",
      ${contentField(live, "customPersonaPrompt", sql`a."customPersonaPrompt"`)} AS "customPersonaPrompt",
      CASE WHEN ${live} AND v."attachments" ? 'skills' THEN ${liveSkills} ELSE ${draftSkills} END AS "skills",
      ${profileJson(live)} AS "profile"
    FROM ${profileTables}
    WHERE ${referredAgent(ctx, agent)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL LIMIT 1`;
  if (!row) throw await agentAbsent(db, ctx, agent);
  return { subject: agentSubject(row), row };
}

function assertView(ctx: Ctx, subject: Subject, { hasLive }: Row, view: ProfileView | undefined): void {
  if (view === "draft" && !may(ctx.actor, "agents.edit", subject))
    throw new DomainError("forbidden", "Only who may edit the agent sees its draft");
  if (view === "live" && !hasLive) throw new DomainError("no_live_version", "Agent has no live version");
}

/**
 * One agent of a workspace as the caller is shown it, or its draft or live version; one statement. Throws `not_found`,
 * `workspace_forbidden` as the reference says, `forbidden` for somebody else's draft, `no_live_version`.
 */
export const getProfile = query({
  permission: "agents.read",
  target: load,
  run: async ({ ctx, target: { subject, row } }, { view }: Where): Promise<ProfileDetails> => {
    assertView(ctx, subject, row, view);
    const { profile, id, rev, updatedAt, customPersonaPrompt, skills, readOnly, readOnlyPatterns } = row;
    return {
      ...{ ...profile, id, rev, updatedAt, skills, customPersonaPrompt },
      liveShown: row.live && row.draft,
      patterns: readOnly ? storedPatterns(readOnlyPatterns) : null,
    };
  },
});
