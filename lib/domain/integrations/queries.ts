import { type Sql, sql } from "@/lib/db";
import { workspacesAs } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import {
  getInstallTarget,
  getIntegrationTarget,
  type InstallRow,
  type IntegrationRow,
  installColumns,
  integrationColumns,
  ownIntegrations,
} from "@/lib/domain/integrations/access";
import type { OfferedKind } from "@/lib/domain/integrations/rules";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type PageRequest, type SortKey, substringPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { usableWorkspaceId } from "@/lib/domain/workspaces/access";

const newest = (column: Sql): SortKey[] => [
  { name: "createdAt", column, cast: "timestamptz", direction: "desc", nulls: "none" },
];

async function inNamed(ctx: Ctx, column: Sql, named: string | undefined): Promise<Sql> {
  if (named === undefined) return sql`TRUE`;
  return sql`${column} = ${await usableWorkspaceId(ctx, named)}::uuid`;
}

/** Refuses a workspace that the caller may not name in these lists with `workspace_forbidden`. */
export const assertUsable = query({
  permission: "self.read",
  target: oneself,
  run: ({ ctx }, named: string) => usableWorkspaceId(ctx, named),
});

export type IntegrationRequest = PageRequest & { workspace?: string; name?: string };

/** Integrations of the caller's workspaces and public ones, newest first. Throws `workspace_forbidden`. */
export const listIntegrations = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: IntegrationRequest) => {
    const place = await inNamed(ctx, sql`g."workspaceId"`, request.workspace);
    assertOneCursor(request);
    const named = request.name === undefined ? sql`TRUE` : sql`g."name" ILIKE ${substringPattern(request.name)}`;
    const where = sql`(${ownIntegrations(ctx)} OR g."visibility" = 'public') AND ${named} AND ${place}`;
    const from = sql`FROM "Integration" g`;
    const order = newest(sql`g."createdAt"`);
    const spec = { list: "integrations", from, where, id: sql`g."id"`, order, select: integrationColumns };
    return typedPage<IntegrationRow>(await keysetPage(spec, request));
  },
});

/** One integration; `not_found` for a private one of a foreign workspace. */
export const getIntegration = query({
  permission: "self.read",
  target: async (db, ctx, id: string) => ({
    row: (await getIntegrationTarget(db, ctx, id)).row,
    subject: { workspaceId: null },
  }),
  run: async ({ target }): Promise<IntegrationRow> => target.row,
});

export type InstallRequest = PageRequest & { workspace?: string; integrationId?: string };

/** What is installed in the caller's workspaces, newest first. Throws `workspace_forbidden`. */
export const listInstalls = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, request: InstallRequest) => {
    const place = await inNamed(ctx, sql`i."workspaceId"`, request.workspace);
    assertOneCursor(request);
    const own = ctx.actor.instanceAdmin ? sql`TRUE` : sql`i."workspaceId" = ANY(${workspacesAs(ctx)}::uuid[])`;
    const { integrationId } = request;
    const of = integrationId === undefined ? sql`TRUE` : sql`i."integrationId" = ${integrationId}`;
    const where = sql`${own} AND ${place} AND ${of}`;
    const from = sql`FROM "IntegrationInstall" i`;
    const order = newest(sql`i."installedAt"`);
    const spec = { list: "integration-installs", from, where, id: sql`i."id"`, order, select: installColumns };
    return typedPage<InstallRow>(await keysetPage(spec, request));
  },
});

/** One install in a workspace of the caller. Throws `not_found`. */
export const getInstall = query({
  permission: "workspace.read",
  target: (db, ctx, id: string) => getInstallTarget(db, ctx, id),
  run: async ({ target }): Promise<InstallRow> => target.row,
});

export type MemberRow = {
  id: string;
  installId: string;
  kind: OfferedKind;
  targetId: string;
  name: string;
  available: boolean;
  detachedAt: string | null;
  createdAt: string;
};

const memberColumns = sql`m."installId", m."kind", m."targetId", coalesce(a."name", s."name", t."name", '') AS "name",
  CASE WHEN m."kind" = 'agent' THEN a."deletedAt" IS NULL AND a."liveVersionId" IS NOT NULL
    ELSE coalesce(s."id", t."id") IS NOT NULL END AS "available",
  ${isoTime(sql`m."detachedAt"`)} AS "detachedAt", ${isoTime(sql`m."createdAt"`)} AS "createdAt"`;
const things = sql`LEFT JOIN "Agent" a ON a."id" = m."agentId"
  LEFT JOIN "Skill" s ON s."id" = m."targetId" AND m."kind" = 'skill'
  LEFT JOIN "Tool" t ON t."id" = m."targetId" AND m."kind" = 'tool'`;

/** What an install brings, in the order in which it came. Throws `not_found`. */
export const listMembers = query({
  permission: "workspace.read",
  target: (db, ctx, { install }: PageRequest & { install: string; kind?: OfferedKind }) =>
    getInstallTarget(db, ctx, install),
  run: async (_, request) => {
    assertOneCursor(request);
    const { install, kind } = request;
    const where = sql`m."installId" = ${install} AND ${kind === undefined ? sql`TRUE` : sql`m."kind" = ${kind}`}`;
    const order: SortKey[] = newest(sql`m."createdAt"`).map((key) => ({ ...key, direction: "asc" }));
    const from = sql`FROM "IntegrationMember" m`;
    const spec = {
      list: "integration-members",
      from,
      shown: things,
      where,
      id: sql`m."id"`,
      order,
      select: memberColumns,
    };
    return typedPage<MemberRow>(await keysetPage(spec, request));
  },
});
