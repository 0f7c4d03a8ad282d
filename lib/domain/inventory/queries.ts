import { readOne, type Sql, sql } from "@/lib/db";
import {
  agentSubject,
  ownFirst,
  readableAgents,
  referredAgent,
  shareRole,
  shownDescription,
} from "@/lib/domain/agents/access";
import { agentOrder, type RetentionTier } from "@/lib/domain/agents/filter";
import { agentFilter, narrowed } from "@/lib/domain/agents/list-agents";
import { agentScope, type Scope, workspaceScope } from "@/lib/domain/agents/list-scope";
import type { DeletedAgents } from "@/lib/domain/agents/queries";
import { type AgentRef, agentNotFound, type ReviewStatus, trashDays } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { errorText, failing, type InventoryFilter, matching, type RunState } from "@/lib/domain/inventory/filter";
import { type AgentOffer, offered } from "@/lib/domain/inventory/rules";
import { isoTime, personJson } from "@/lib/domain/json-sql";
import { type AnyShape, shapedPage } from "@/lib/domain/json-text";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { keysetText, type PageRequest } from "@/lib/domain/page";
import { perActor } from "@/lib/domain/per-actor";
import type { ShareRole, Subject } from "@/lib/domain/policy";
import { oneself, query, type Reader } from "@/lib/domain/query";
import { purgeAt } from "@/lib/domain/retention/filter";

export type InventoryRow = {
  id: string;
  number: number;
  name: string;
  description: string;
  hosting: "integrated" | "container";
  type: string;
  reviewStatus: ReviewStatus;
  runState: RunState;
  isolation: string | null;
  version: string | null;
  owner: { id: string; name: string } | null;
  workspaceId: string | null;
  tags: string[];
  pendingPackageId: string | null;
  error: string | null;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  lifecycleState: "draft" | "live";
  deletedAt: string | null;
  retentionTier: RetentionTier | null;
  purgeAt: string | null;
};

type PackageRef = {
  id: string;
  version: string;
  status: "pending" | "approved" | "declined" | "withdrawn" | "superseded";
};
export type InventoryRuntime = {
  desiredState: "running" | "stopped";
  observedState: RunState;
  loadedPackageId: string | null;
  loadedVersion: string | null;
  startedAt: string | null;
  error: string | null;
  restarts: number;
  isolation: string | null;
  driver: "loader" | "process" | "docker";
  exitCode: number | null;
  /** When the state was last seen to be what it is. */
  observedAt: string | null;
  containerId: string | null;
  imageVersion: string | null;
  port: number | null;
  contextUsed: number;
  contextMax: number;
  report: Record<string, unknown> | null;
};
type DetailColumns = {
  live: { id: string; label: string } | null;
  supportsBackground: boolean;
  newestPackage: PackageRef | null;
  runningPackage: PackageRef | null;
  runtime: InventoryRuntime | null;
  rev: number;
};
export type InventoryItem = InventoryRow & DetailColumns & { may: AgentOffer[]; trashDays: number | null };

const agents = sql`FROM "Agent" a`;
const joined = sql`LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "Package" n ON n."id" = a."newestPackageId"`;
const owners = sql`LEFT JOIN "User" o ON o."id" = a."ownerId"`;

const columns = perActor(
  (
    caller,
  ) => sql`a."number", a."name", ${shownDescription(caller)} AS "description", a."hosting", a."type", a."reviewStatus", a."lifecycleState",
  coalesce(r."observedState", 'stopped') AS "runState", r."isolation", n."version",
  ${personJson(sql`o."id"`, sql`o."name"`)} AS "owner", a."workspaceId"::text AS "workspaceId",
  ARRAY(SELECT t."name" FROM "AgentTag" t WHERE t."agentId" = a."id" ORDER BY t."name") AS "tags",
  (SELECT p."id" FROM "Package" p WHERE p."agentId" = a."id" AND p."status" = 'pending') AS "pendingPackageId",
  ${errorText} AS "error", ${isoTime(sql`a."createdAt"`)} AS "createdAt", ${isoTime(sql`a."updatedAt"`)} AS "updatedAt",
  ${isoTime(sql`r."startedAt"`)} AS "startedAt", ${isoTime(sql`a."deletedAt"`)} AS "deletedAt", a."retentionTier",
  ${isoTime(purgeAt)} AS "purgeAt"`,
);

const packageJson = (alias: Sql) => sql`CASE WHEN ${alias}."id" IS NULL THEN NULL ELSE
  json_build_object('id', ${alias}."id", 'version', ${alias}."version", 'status', ${alias}."status") END`;

const detailColumns = sql`a."supportsBackground", a."rev",
  (SELECT json_build_object('id', v."id", 'label', v."label") FROM "AgentVersion" v WHERE v."id" = a."liveVersionId") AS "live",
  (SELECT w."retentionTier" FROM "Workspace" w WHERE w."id" = a."workspaceId") AS "tierOnDeletion", ${packageJson(sql`n`)} AS "newestPackage",
  (SELECT ${packageJson(sql`g`)} FROM "Package" g WHERE g."id" = a."runningPackageId") AS "runningPackage",
  CASE WHEN r."agentId" IS NULL THEN NULL ELSE json_build_object('desiredState', r."desiredState",
    'observedState', r."observedState", 'loadedPackageId', r."loadedPackageId", 'loadedVersion', r."loadedVersion",
    'startedAt', ${isoTime(sql`r."startedAt"`)}, 'error', r."error", 'restarts', r."restarts",
    'isolation', r."isolation", 'driver', r."driver", 'exitCode', r."exitCode", 'observedAt', ${isoTime(sql`r."observedAt"`)},
    'containerId', r."containerId", 'imageVersion', r."imageVersion", 'port', r."port", 'contextUsed', r."contextUsed",
    'contextMax', r."contextMax", 'report', r."report") END AS "runtime"`;

export type InventoryRequest = PageRequest &
  InventoryFilter & { filter?: string; orderBy?: string; deleted?: DeletedAgents };

/** The workspace of the request; an instance admin who is in none sees all of them, others nothing. */
function scopeOf(ctx: Ctx): Scope {
  if (ctx.workspaceId) return workspaceScope(ctx.workspaceId);
  if (ctx.actor.instanceAdmin) return agentScope(ctx, null);
  return { sources: [{ where: sql`FALSE` }], kept: sql`FALSE`, counted: [] };
}

/** How the rows are found. Joins that only some conditions need cost a count several times as much. */
function tablesFor(request: InventoryRequest, found: ReturnType<typeof narrowed>) {
  const failed = failing(request);
  if (!failed) return { ...found, from: agents, shown: sql`${joined} ${owners}` };
  return {
    ...found,
    total: undefined,
    where: sql`${found.where} AND ${failed}`,
    from: sql`${agents} ${joined}`,
    shown: owners,
  };
}

/**
 * One page of the workspace's agents, newest first by default; one round trip. The same engine as the registry's list, with
 * its `filter` and `orderBy`. Throws as that.
 */
export const listInventory = shapedPage<InventoryRequest, InventoryRow>(
  query({
    permission: "self.read",
    target: oneself,
    run: async ({ ctx }, request: InventoryRequest & { as: AnyShape<InventoryRow> }) => {
      assertOneCursor(request);
      const order = parseOrder(agentOrder(ctx), request.orderBy, [{ createdAt: "desc" }]);
      const conditions = [...matching(request), ...agentFilter(ctx, request.filter)];
      const found = narrowed(scopeOf(ctx), { conditions, deleted: request.deleted ?? "false" });
      const spec = { ...tablesFor(request, found), list: "inventory", id: sql`a."id"`, order, select: columns(ctx) };
      return keysetText(spec, request);
    },
  }),
);

type Loaded = InventoryRow &
  DetailColumns & { ownerId: string | null; share: ShareRole | null; tierOnDeletion: string | null };
type ItemTarget = { subject: Subject; row: Loaded };

async function loadItem(_db: Reader, ctx: Ctx, ref: AgentRef): Promise<ItemTarget> {
  const found = await readOne<{ row: Loaded }>(sql`
    SELECT to_json(item) AS "row" FROM (
      SELECT a."id", ${columns(ctx)}, ${detailColumns}, a."ownerId", ${shareRole(ctx)} AS "share"
      ${agents} ${joined} ${owners}
      WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL
      ORDER BY ${ownFirst} LIMIT 1) item`);
  if (!found) throw agentNotFound(ref);
  const { workspaceId, ownerId, share } = found.row;
  return { subject: agentSubject({ workspaceId, ownerId, share }), row: found.row };
}

/** One agent with its runtime and what the caller may do with it; one round trip. Throws `not_found`. */
export const getInventoryItem = query({
  permission: "agents.read",
  target: loadItem,
  run: async ({ ctx, target }): Promise<InventoryItem> => {
    const { ownerId: _ownerId, share: _share, tierOnDeletion, ...row } = target.row;
    const { reviewStatus, hosting } = row;
    const idle = hosting === "integrated" && row.runtime?.desiredState !== "running";
    const wanted = row.runtime?.desiredState === "running" && row.runtime.observedState !== "exited";
    const facts = { reviewStatus, hosting, packaged: row.newestPackage !== null, idle, wanted };
    return { ...row, may: offered(ctx.actor, target.subject, facts), trashDays: trashDays(tierOnDeletion) };
  },
});
