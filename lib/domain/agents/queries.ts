import { readOne, type Sql, sql } from "@/lib/db";
import {
  agentSubject,
  liveShown,
  ownFirst,
  readableAgents,
  referredAgent,
  shareRole,
  shownDescription,
} from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { isoTime } from "@/lib/domain/json-sql";
import type { ShareRole, Subject } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";

export type DeletedAgents = "false" | "true" | "only";

/** An agent as the registry shows it to the caller. */
export type RegistryAgent = {
  id: string;
  workspaceId: string | null;
  name: string;
  description: string;
  system: boolean;
  defaultVersionId: string | null;
  createdBy: string | null;
  runtimeUserId: string | null;
  deletedAt: string | null;
  retentionTier: "short" | "medium" | "long" | "none" | null;
  createdAt: string;
  updatedAt: string;
  rev: number;
  /** The live version's description is shown while a newer draft exists. */
  liveShown: boolean;
};

/** The columns of `RegistryAgent` but the id, of agent `a`. */
export function registryColumns(ctx: Ctx): Sql {
  return sql`a."workspaceId"::text AS "workspaceId", a."name", ${shownDescription(ctx)} AS "description",
    a."workspaceId" IS NULL AS "system", a."liveVersionId" AS "defaultVersionId", a."createdById" AS "createdBy",
    a."runtimeUserId", ${isoTime(sql`a."deletedAt"`)} AS "deletedAt", a."retentionTier",
    ${isoTime(sql`a."createdAt"`)} AS "createdAt", ${isoTime(sql`a."updatedAt"`)} AS "updatedAt", a."rev",
    (a."lifecycleState" = 'draft' AND ${liveShown(ctx)}) AS "liveShown"`;
}

/** Deleted agents left out, let in, or alone. */
export function withDeleted(deleted: DeletedAgents): Sql {
  if (deleted === "true") return sql`TRUE`;
  return deleted === "only" ? sql`a."deletedAt" IS NOT NULL` : sql`a."deletedAt" IS NULL`;
}

type Loaded = RegistryAgent & { ownerId: string | null; share: ShareRole | null };
type Target = { subject: Subject; agent: RegistryAgent };

async function load(_db: Reader, ctx: Ctx, { agent, deleted = "false" }: Where): Promise<Target> {
  const found = await readOne<Loaded>(sql`
    SELECT a."id", ${registryColumns(ctx)}, a."ownerId", ${shareRole(ctx)} AS "share" FROM "Agent" a
    WHERE ${referredAgent(ctx, agent)} AND ${readableAgents(ctx)} AND ${withDeleted(deleted)}
    ORDER BY ${ownFirst}, a."deletedAt" DESC NULLS FIRST LIMIT 1`);
  if (!found) throw agentNotFound(agent);
  const { ownerId, share, ...row } = found;
  return { subject: agentSubject({ workspaceId: row.workspaceId, ownerId, share }), agent: row };
}

type Where = { agent: AgentRef; deleted?: DeletedAgents };

/** One agent as the registry shows it; a deleted one only where `deleted` says so. Throws `not_found`. */
export const getRegistryAgent = query({
  permission: "agents.read",
  target: load,
  run: async ({ target }, _where: Where): Promise<RegistryAgent> => target.agent,
});
