import { readOne, type Sql, sql } from "@/lib/db";
import {
  agentAbsent,
  agentSubject,
  liveShown,
  ownFirst,
  readableAgents,
  referredAgent,
  shareRole,
} from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";
import type { ShareRole } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

/** An agent as its releases are told: what the caller is shown of it, draft or live (contract `releases` §2.3). */
export type ReleaseAgent = {
  id: string;
  name: string;
  description: string;
  instructions: string;
  state: "draft" | "live";
  /** The label of the version that is live; null before the first. */
  liveLabel: string | null;
  liveVersionId: string | null;
  architectureName: string;
  architectureVersion: string;
  createdBy: string | null;
  createdAt: string;
  updatedAt: string;
  rev: number;
  /** The live version is shown in place of a newer draft. */
  liveShown: boolean;
};

/** The join that gives agent `a` its live version `v`. */
export const liveVersion = sql`LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId"`;

/** Whether agent `a` is draft or live for the caller. */
export function shownState(ctx: Ctx): Sql {
  return sql`CASE WHEN ${liveShown(ctx)} THEN 'live' ELSE a."lifecycleState" END`;
}

/** The columns of `ReleaseAgent` but the id, of agent `a` with its live version `v`. */
export function releaseColumns(ctx: Ctx): Sql {
  const live = liveShown(ctx);
  const shown = (key: string, column: Sql) =>
    sql`CASE WHEN ${live} THEN coalesce(v."content"->>${key}::text, ${column}) ELSE ${column} END`;
  return sql`a."name", ${shown("description", sql`a."description"`)} AS "description",
    ${shown("instructions", sql`a."instructions"`)} AS "instructions",
    ${shownState(ctx)} AS "state",
    v."label" AS "liveLabel", a."liveVersionId",
    coalesce(${shown("architectureName", sql`a."architectureName"`)}, 'agent') AS "architectureName",
    coalesce(${shown("architectureVersion", sql`a."architectureVersion"`)}, '1.0.0') AS "architectureVersion",
    a."createdById" AS "createdBy", ${isoTime(sql`a."createdAt"`)} AS "createdAt",
    ${isoTime(sql`a."updatedAt"`)} AS "updatedAt", a."rev",
    (a."lifecycleState" = 'draft' AND ${live}) AS "liveShown"`;
}

type Row = ReleaseAgent & { workspaceId: string | null; ownerId: string | null; share: ShareRole | null };

/** An agent that the caller may read, in one statement. Throws `not_found`. */
export async function readReleaseAgent(db: Reader, ctx: Ctx, ref: AgentRef) {
  const row = await readOne<Row>(sql`SELECT a."id", ${releaseColumns(ctx)}, a."workspaceId"::text AS "workspaceId",
      a."ownerId", ${shareRole(ctx)} AS "share"
    FROM "Agent" a ${liveVersion}
    WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL ORDER BY ${ownFirst} LIMIT 1`);
  if (!row) throw await agentAbsent(db, ctx, ref);
  const { workspaceId, ownerId, share, ...agent } = row;
  return { agent, subject: agentSubject({ workspaceId, ownerId, share }) };
}
