import { type Sql, sql } from "@/lib/db";
import { liveShown } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";

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

/** The columns of `ReleaseAgent` but the id, of agent `a` with its live version `v`. */
export function releaseColumns(ctx: Ctx): Sql {
  const live = liveShown(ctx);
  const shown = (key: string, column: Sql) =>
    sql`CASE WHEN ${live} THEN coalesce(v."content"->>${key}::text, ${column}) ELSE ${column} END`;
  return sql`a."name", ${shown("description", sql`a."description"`)} AS "description",
    ${shown("instructions", sql`a."instructions"`)} AS "instructions",
    CASE WHEN ${live} THEN 'live' ELSE a."lifecycleState" END AS "state",
    v."label" AS "liveLabel", a."liveVersionId",
    coalesce(${shown("architectureName", sql`a."architectureName"`)}, 'agent') AS "architectureName",
    coalesce(${shown("architectureVersion", sql`a."architectureVersion"`)}, '1.0.0') AS "architectureVersion",
    a."createdById" AS "createdBy", ${isoTime(sql`a."createdAt"`)} AS "createdAt",
    ${isoTime(sql`a."updatedAt"`)} AS "updatedAt", a."rev",
    (a."lifecycleState" = 'draft' AND ${live}) AS "liveShown"`;
}
