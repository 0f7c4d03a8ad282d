import { type Sql, sql } from "@/lib/db";
import { agentSubject, readableAgents, referredAgent, shareRole } from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound, type ReviewStatus, trashDays } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import {
  errorText,
  type InventoryFilter,
  inventoryOrder,
  looksAtRuntime,
  matching,
  type RunState,
} from "@/lib/domain/inventory/filter";
import { type AgentOffer, offered } from "@/lib/domain/inventory/rules";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { keysetPage, type PageRequest } from "@/lib/domain/page";
import type { ShareRole, Subject } from "@/lib/domain/policy";
import { oneself, query, type Reader } from "@/lib/domain/query";
import { inWorkspace } from "@/lib/domain/workspaces/access";

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
  report: Record<string, unknown> | null;
};
type DetailColumns = {
  supportsBackground: boolean;
  newestPackage: PackageRef | null;
  runningPackage: PackageRef | null;
  runtime: InventoryRuntime | null;
  rev: number;
};
export type InventoryItem = InventoryRow & DetailColumns & { may: AgentOffer[]; trashDays: number | null };

const agents = sql`FROM "Agent" a`;
const filtered = sql`LEFT JOIN "Runtime" r ON r."agentId" = a."id" LEFT JOIN "Package" n ON n."id" = a."newestPackageId"`;
const owners = sql`LEFT JOIN "User" o ON o."id" = a."ownerId"`;

const columns = sql`a."number", a."name", a."description", a."hosting", a."type", a."reviewStatus",
  coalesce(r."observedState", 'stopped') AS "runState", r."isolation", n."version",
  ${personJson(sql`o."id"`, sql`o."name"`)} AS "owner", a."workspaceId"::text AS "workspaceId",
  ARRAY(SELECT t."name" FROM "AgentTag" t WHERE t."agentId" = a."id" ORDER BY t."name") AS "tags",
  (SELECT p."id" FROM "Package" p WHERE p."agentId" = a."id" AND p."status" = 'pending') AS "pendingPackageId",
  ${errorText} AS "error", ${isoTime(sql`a."createdAt"`)} AS "createdAt", ${isoTime(sql`a."updatedAt"`)} AS "updatedAt",
  ${isoTime(sql`r."startedAt"`)} AS "startedAt"`;

const packageJson = (alias: Sql) => sql`CASE WHEN ${alias}."id" IS NULL THEN NULL ELSE
  json_build_object('id', ${alias}."id", 'version', ${alias}."version", 'status', ${alias}."status") END`;

const detailColumns = sql`a."supportsBackground", a."rev",
  (SELECT w."retentionTier" FROM "Workspace" w WHERE w."id" = a."workspaceId") AS "retentionTier", ${packageJson(sql`n`)} AS "newestPackage",
  (SELECT ${packageJson(sql`g`)} FROM "Package" g WHERE g."id" = a."runningPackageId") AS "runningPackage",
  CASE WHEN r."agentId" IS NULL THEN NULL ELSE json_build_object('desiredState', r."desiredState",
    'observedState', r."observedState", 'loadedPackageId', r."loadedPackageId", 'loadedVersion', r."loadedVersion",
    'startedAt', ${isoTime(sql`r."startedAt"`)}, 'error', r."error", 'restarts', r."restarts",
    'isolation', r."isolation", 'report', r."report") END AS "runtime"`;

export type InventoryRequest = PageRequest & InventoryFilter & { orderBy?: string };

/** One page of the workspace's agents that the caller may read, newest first by default; one round trip. */
export const listInventory = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, request: InventoryRequest) => {
    assertOneCursor(request);
    const order = parseOrder(inventoryOrder, request.orderBy, [{ createdAt: "desc" }]);
    const where = sql`${inWorkspace(ctx, sql`a."workspaceId"`)} AND ${readableAgents(ctx)} AND ${matching(request)}`;
    // Counting all agents through these joins costs several times as much, and PostgreSQL does not leave them out.
    const tables = looksAtRuntime(request)
      ? { from: sql`${agents} ${filtered}`, shown: owners }
      : { from: agents, shown: sql`${filtered} ${owners}` };
    const spec = { list: "inventory", ...tables, where, id: sql`a."id"`, order, select: columns };
    return typedPage<InventoryRow>(await keysetPage(db, spec, request));
  },
});

type Loaded = InventoryRow &
  DetailColumns & { ownerId: string | null; share: ShareRole | null; retentionTier: string | null };
type ItemTarget = { subject: Subject; row: Loaded };

async function loadItem(db: Reader, ctx: Ctx, ref: AgentRef): Promise<ItemTarget> {
  const [found] = await db.$queryRaw<{ row: Loaded }[]>`
    SELECT to_json(item) AS "row" FROM (
      SELECT a."id", ${columns}, ${detailColumns}, a."ownerId", ${shareRole(ctx)} AS "share"
      ${agents} ${filtered} ${owners}
      WHERE ${referredAgent(ctx, ref)} AND ${readableAgents(ctx)} AND a."deletedAt" IS NULL) item`;
  if (!found) throw agentNotFound(ref);
  const { workspaceId, ownerId, share } = found.row;
  return { subject: agentSubject({ workspaceId, ownerId, share }), row: found.row };
}

/** One agent with its runtime and what the caller may do with it; one round trip. Throws `not_found`. */
export const getInventoryItem = query({
  permission: "agents.read",
  target: loadItem,
  run: async ({ ctx, target }): Promise<InventoryItem> => {
    const { ownerId: _ownerId, share: _share, retentionTier, ...row } = target.row;
    const facts = { reviewStatus: row.reviewStatus, hosting: row.hosting, packaged: row.newestPackage !== null };
    return { ...row, may: offered(ctx.actor, target.subject, facts), trashDays: trashDays(retentionTier) };
  },
});
