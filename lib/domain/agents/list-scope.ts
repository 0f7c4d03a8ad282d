import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { bringable, broughtIds, sharedIds, workspacesAs } from "@/lib/domain/agents/access";
import { type Ctx, membershipIn } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/id-shapes";
import type { Source } from "@/lib/domain/page";
import type { Reader } from "@/lib/domain/query";

export type AgentSource = "workspace" | "system" | "integration";

/**
 * Which agents `a` a list is about, as parts that each have an index of their own. Together they are never more than
 * `readableAgents` lets through. `kept`: the parts that the kept counts `c` know; `counted`: those that have to be counted;
 * `everywhere`: there is nothing outside them.
 */
export type Scope = { sources: Source[]; kept: Sql; counted: Source[]; everywhere?: boolean };

/** The kept counts `c` that add up to a scope: where it is everything, those over all workspaces, unless one has to be told. */
export function countsOf({ everywhere }: Pick<Scope, "everywhere">, { byWorkspace = false } = {}): Sql {
  return everywhere && !byWorkspace ? sql`"AgentTotal"` : sql`"AgentCount"`;
}

/** The caller's workspaces in this list: null for all there are. */
type Own = readonly string[] | null;

type Part = { source: Source; kept: Sql | null };

/** True for all agents; the indexes over all workspaces are for questions that say it, and for no others. */
const anybodys = sql`a."number" > 0`;

const everywhere: Part = { source: { where: anybodys }, kept: sql`TRUE` };
const ofSystem: Part = { source: { where: sql`a."workspaceId" IS NULL` }, kept: sql`c."workspaceId" IS NULL` };
const uuids = (own: readonly string[]) => sql`${[...own]}::uuid[]`;

function ofWorkspaces(own: Own): Part {
  if (own === null)
    return {
      source: { where: sql`a."workspaceId" IS NOT NULL AND ${anybodys}` },
      kept: sql`c."workspaceId" IS NOT NULL`,
    };
  const where = sql`a."workspaceId" = ANY(${uuids(own)})`;
  const kept = sql`c."workspaceId" = ANY(${uuids(own)})`;
  const [only, second] = own;
  if (only !== undefined && second === undefined)
    return { source: { where: sql`a."workspaceId" = ${only}::uuid` }, kept };
  // One index scan for each workspace: an index that begins with the workspace is in order only within one.
  const each = { over: sql`unnest(${uuids(own)}) w(id)`, where: sql`a."workspaceId" = w.id` };
  return { source: { where, each }, kept };
}

/** Agents that integrations bring into these workspaces. */
function brought(installedIn: Own): Part {
  const ids = broughtIds(installedIn === null ? null : [...installedIn]);
  return { source: { where: sql`a."id" = ANY(ARRAY(${ids})) AND ${bringable}` }, kept: null };
}

/** Agents from outside: those that integrations bring and, `withShares`, those that are shared with the caller. */
function fromOutside(ctx: Ctx, own: readonly string[], { withShares = false } = {}): Part {
  const brings = broughtIds([...own]);
  const outside = sql`(a."workspaceId" IS NOT NULL AND a."workspaceId" <> ALL(${uuids(own)}))`;
  const shared = sharedIds(ctx);
  const where = withShares
    ? sql`a."id" = ANY(ARRAY(${shared} UNION ALL ${brings})) AND (${bringable} OR a."id" = ANY(ARRAY(${shared})))`
    : sql`a."id" = ANY(ARRAY(${brings})) AND ${bringable}`;
  return { source: { where: sql`${where} AND ${outside}` }, kept: null };
}

function partsOf(ctx: Ctx, own: Own, named: string | null, source: AgentSource | undefined): Part[] {
  if (source === "system") return [ofSystem];
  if (source === "integration") return [brought(own)];
  if (own === null) return [source === "workspace" ? ofWorkspaces(null) : everywhere];
  const mine = own.length > 0 ? [ofWorkspaces(own)] : [];
  if (source === "workspace") return [...mine, fromOutside(ctx, own)];
  if (named === null) return [...mine, ofSystem, fromOutside(ctx, own, { withShares: true })];
  // What is shared from another workspace does not belong to the named one.
  if (mine.length > 0) return [...mine, ofSystem, fromOutside(ctx, own)];
  return [ofSystem, sharedFrom(ctx, named)];
}

/** Agents of a foreign workspace that are shared with the caller. */
function sharedFrom(ctx: Ctx, workspaceId: string): Part {
  const where = sql`a."id" = ANY(ARRAY(${sharedIds(ctx)})) AND a."workspaceId" = ${workspaceId}::uuid`;
  return { source: { where }, kept: null };
}

/** The agents of a list: of one workspace or of all that the caller has; from one kind of source or from all. */
export function agentScope(ctx: Ctx, named: string | null, source?: AgentSource): Scope {
  const usable = named !== null && (ctx.actor.instanceAdmin || membershipIn(ctx.actor, named) !== null);
  const all = ctx.actor.instanceAdmin ? null : workspacesAs(ctx);
  const parts = partsOf(ctx, named === null ? all : usable ? [named] : [], named, source);
  const kept = parts.flatMap((part) => part.kept ?? []);
  return {
    sources: parts.map((part) => part.source),
    kept: kept.length === 0 ? sql`FALSE` : sql`(${Prisma.join(kept, " OR ")})`,
    counted: parts.filter((part) => part.kept === null).map((part) => part.source),
    everywhere: parts.includes(everywhere),
  };
}

/** The agents of one workspace alone. */
export function workspaceScope(workspaceId: string): Scope {
  const { source, kept } = ofWorkspaces([workspaceId]);
  return { sources: [source], kept: kept ?? sql`FALSE`, counted: [] };
}

/** How many living agents a workspace has, added up from the kept counts. */
export function keptLiving(workspaceId: string): Sql {
  return sql`(SELECT coalesce(sum(c."agents"), 0) FROM "AgentCount" c
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."retentionTier" IS NULL)`;
}

/**
 * The id of a workspace that the caller may name in a list: their own, for instance admins any, and one where an agent is
 * shared with them. Throws `workspace_forbidden`, the same for foreign and unknown ones.
 */
export async function listedWorkspace(db: Reader, ctx: Ctx, named: string): Promise<string> {
  const own = ctx.actor.memberships.find((m) => m.workspaceId === named || m.slug === named);
  if (own) return own.workspaceId;
  const found = await db.workspace.findFirst({
    where: isUuid(named) ? { id: named } : { slug: named },
    select: { id: true },
  });
  if (found && (ctx.actor.instanceAdmin || (await hasShareIn(db, ctx, found.id)))) return found.id;
  throw new DomainError("workspace_forbidden", `No workspace '${named}' that you may use.`);
}

async function hasShareIn(db: Reader, ctx: Ctx, workspaceId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Agent" a WHERE a."id" IN (${sharedIds(ctx)}) AND a."workspaceId" = ${workspaceId}::uuid LIMIT 1`;
  return rows.length > 0;
}
