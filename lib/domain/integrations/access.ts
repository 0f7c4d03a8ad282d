import { type Sql, sql, type Tx } from "@/lib/db";
import { workspacesAs } from "@/lib/domain/agents/access";
import type { Target } from "@/lib/domain/command";
import { type Ctx, membershipIn } from "@/lib/domain/context";
import { DomainError, type Issue } from "@/lib/domain/faults";
import type { MemberKey, OfferedKind, Visibility } from "@/lib/domain/integrations/rules";
import { isoTime } from "@/lib/domain/json-sql";
import type { Reader } from "@/lib/domain/query";

/** True where an integration that is installed in one of the workspaces brings the thing of this id, and nobody detached it there. */
export function brought(kind: OfferedKind, id: Sql, workspaces: readonly string[]): Sql {
  return sql`EXISTS (SELECT 1 FROM "IntegrationMember" m JOIN "IntegrationInstall" i ON i."id" = m."installId"
    WHERE m."targetId" = ${id} AND m."kind" = ${kind} AND m."detachedAt" IS NULL AND i."workspaceId" = ANY(${workspaces}::uuid[]))`;
}

export type IntegrationRow = {
  id: string;
  workspaceId: string;
  name: string;
  description: string;
  visibility: Visibility;
  agentIds: string[];
  skillIds: string[];
  toolIds: string[];
  createdBy: string | null;
  createdAt: string;
  updatedAt: string;
};

const offeredIds = (kind: OfferedKind) => sql`ARRAY(SELECT m."targetId" FROM "IntegrationMember" m
  WHERE m."integrationId" = g."id" AND m."installId" IS NULL AND m."kind" = ${kind} ORDER BY m."createdAt", m."id")`;

/** What is shown of integration `g`. */
export const integrationColumns = sql`g."workspaceId"::text AS "workspaceId", g."name", g."description", g."visibility",
  ${offeredIds("agent")} AS "agentIds", ${offeredIds("skill")} AS "skillIds", ${offeredIds("tool")} AS "toolIds",
  g."createdById" AS "createdBy", ${isoTime(sql`g."createdAt"`)} AS "createdAt", ${isoTime(sql`g."updatedAt"`)} AS "updatedAt"`;

/** True for integrations `g` of the caller's own workspaces. */
export function ownIntegrations(ctx: Ctx): Sql {
  return ctx.actor.instanceAdmin ? sql`TRUE` : sql`g."workspaceId" = ANY(${workspacesAs(ctx)}::uuid[])`;
}

export type IntegrationTarget = Target & { row: IntegrationRow };

/** An integration that the caller may see: their workspaces' own, and any other that is not private; null otherwise. */
export async function findIntegration(
  db: Reader | Tx,
  ctx: Ctx,
  id: string,
  lock = false,
): Promise<IntegrationRow | null> {
  const [found] = await db.$queryRaw<{ row: IntegrationRow }[]>`
    SELECT (SELECT to_json(item) FROM (SELECT g."id", ${integrationColumns}) item) AS "row" FROM "Integration" g
    WHERE g."id" = ${id} AND (${ownIntegrations(ctx)} OR g."visibility" <> 'private') ${lock ? sql`FOR UPDATE OF g` : sql``}`;
  return found?.row ?? null;
}

/** The same as a target; `not_found` where there is none. */
export async function getIntegrationTarget(
  db: Reader | Tx,
  ctx: Ctx,
  id: string,
  lock = false,
): Promise<IntegrationTarget> {
  const row = await findIntegration(db, ctx, id, lock);
  if (!row) throw new DomainError("not_found", `No integration '${id.slice(0, 60)}'`);
  const { workspaceId, name } = row;
  return { row, subject: { workspaceId }, audit: { type: "integration", id, name, workspaceId } };
}

export type InstallRow = {
  id: string;
  integrationId: string;
  workspaceId: string;
  memberCount: number;
  upgradable: boolean;
  installedBy: string | null;
  createdAt: string;
  updatedAt: string;
};

const membersOf = (install: Sql) => sql`SELECT m."kind", m."targetId" FROM "IntegrationMember" m
  WHERE m."integrationId" = i."integrationId" AND m."installId" IS NOT DISTINCT FROM ${install}`;

/** What is shown of install `i`; it can be upgraded when what it has and what is offered differ. */
export const installColumns = sql`i."integrationId", i."workspaceId"::text AS "workspaceId",
  (SELECT count(*)::int FROM "IntegrationMember" m WHERE m."installId" = i."id" AND m."detachedAt" IS NULL) AS "memberCount",
  (EXISTS (${membersOf(sql`NULL`)} EXCEPT ${membersOf(sql`i."id"`)})
    OR EXISTS (${membersOf(sql`i."id"`)} EXCEPT ${membersOf(sql`NULL`)})) AS "upgradable",
  i."installedById" AS "installedBy", ${isoTime(sql`i."installedAt"`)} AS "createdAt", ${isoTime(sql`i."updatedAt"`)} AS "updatedAt"`;

export type InstallTarget = Target & { row: InstallRow };

/** An install in a workspace of the caller, locked where asked; `not_found` otherwise. */
export async function getInstallTarget(db: Reader | Tx, ctx: Ctx, id: string, lock = false): Promise<InstallTarget> {
  const [found] = await db.$queryRaw<{ row: InstallRow; name: string }[]>`
    SELECT (SELECT to_json(item) FROM (SELECT i."id", ${installColumns}) item) AS "row", g."name"
    FROM "IntegrationInstall" i JOIN "Integration" g ON g."id" = i."integrationId"
    WHERE i."id" = ${id} ${lock ? sql`FOR UPDATE OF i` : sql``}`;
  const row = found?.row;
  if (!found || !row || !(ctx.actor.instanceAdmin || membershipIn(ctx.actor, row.workspaceId))) {
    throw new DomainError("not_found", `No install '${id.slice(0, 60)}'`);
  }
  const { workspaceId } = row;
  return { row, subject: { workspaceId }, audit: { type: "integration_install", id, name: found.name, workspaceId } };
}

/** What an integration offers now. */
export async function offeredMembers(tx: Tx, integrationId: string): Promise<MemberKey[]> {
  return tx.$queryRaw<MemberKey[]>`SELECT m."kind", m."targetId" FROM "IntegrationMember" m
    WHERE m."integrationId" = ${integrationId} AND m."installId" IS NULL ORDER BY m."createdAt", m."id"`;
}

const tables = { agent: sql`"Agent"`, skill: sql`"Skill"`, tool: sql`"Tool"` } as const;

/** What is wrong with ids that a body lists: only things of the publishing workspace can be offered. */
export async function unknownMembers(
  tx: Tx,
  kind: OfferedKind,
  workspaceId: string,
  ids: readonly string[],
): Promise<Issue[]> {
  const alive = kind === "agent" ? sql`AND t."deletedAt" IS NULL` : sql``;
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT t."id" FROM ${tables[kind]} t
    WHERE t."id" = ANY(${ids}::text[]) AND t."workspaceId" = ${workspaceId}::uuid ${alive}`;
  const known = new Set(rows.map(({ id }) => id));
  const message = `no such ${kind} in this workspace`;
  return ids.flatMap((id, i): Issue[] =>
    known.has(id) ? [] : [{ type: "unknown_reference", loc: ["body", `${kind}Ids`, i], message, input: id }],
  );
}
