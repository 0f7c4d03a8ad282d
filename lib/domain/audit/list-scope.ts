import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { sharedIds, shareRole, workspacesAs } from "@/lib/domain/agents/access";
import type { AuditFilter } from "@/lib/domain/audit/filter";
import type { Ctx } from "@/lib/domain/context";
import type { Source } from "@/lib/domain/page";

/**
 * The audit events `e` that the caller may read, as parts that each have an index of their own; each event is in one of
 * them. `kept`: the part that the kept counts `c` know; `counted`: those that have to be counted.
 */
export type Scope = { sources: Source[]; kept: Sql; counted: Source[] };

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;

/** Everything of workspaces that the caller administers. */
function ofWorkspaces(ids: readonly string[]): Scope {
  const [only, another] = ids;
  if (only === undefined) return { sources: [], kept: sql`FALSE`, counted: [] };
  const kept = sql`c."workspaceId" = ANY(${uuids(ids)})`;
  const where = sql`e."workspaceId" = ANY(${uuids(ids)})`;
  if (another === undefined) return { sources: [{ where: sql`e."workspaceId" = ${only}::uuid` }], kept, counted: [] };
  // One index scan for each workspace: an index that begins with the workspace is in order only within one.
  const each = { over: sql`unnest(${uuids(ids)}) w(id)`, where: sql`e."workspaceId" = w.id` };
  return { sources: [{ where, each }], kept, counted: [] };
}

/** Ids of agents outside of workspaces that the caller administers, which they may edit as owner or through a share; and of their packages. */
function editedElsewhere(ctx: Ctx): Sql {
  const [members, developers, admins] = [workspacesAs(ctx), workspacesAs(ctx, "developer"), workspacesAs(ctx, "admin")];
  const working = developers.filter((id) => !admins.includes(id));
  const watching = members.filter((id) => !developers.includes(id));
  const agents = sql`SELECT a."id" FROM "Agent" a WHERE a."ownerId" = ${ctx.actor.userId}
      AND a."workspaceId" = ANY(${uuids(working)})
    UNION SELECT a."id" FROM "Agent" a WHERE a."id" IN (${sharedIds(ctx)}) AND ${shareRole(ctx)} = 'editor'
      AND a."workspaceId" <> ALL(${uuids([...watching, ...admins])})`;
  return sql`(WITH edited AS (${agents}) SELECT x."id" FROM edited x
    UNION ALL SELECT p."id" FROM edited x JOIN "Package" p ON p."agentId" = x."id")`;
}

/** What the caller did, and what happened to what they edit, outside of workspaces that they administer. */
function elsewhere(ctx: Ctx, administered: readonly string[]): Source[] {
  const outside = sql`(e."workspaceId" IS NULL OR e."workspaceId" <> ALL(${uuids(administered)}))`;
  const own = sql`e."actorId" = ${ctx.actor.userId} AND ${outside}`;
  const ofOthers = sql`e."actorId" IS DISTINCT FROM ${ctx.actor.userId} AND ${outside}`;
  const edited = sql`${editedElsewhere(ctx)} t(id)`;
  const where = sql`e."targetId" IN (SELECT t.id FROM ${edited}) AND ${ofOthers}`;
  return [{ where: own }, { where, each: { over: edited, where: sql`e."targetId" = t.id AND ${ofOthers}` } }];
}

function partsOf(ctx: Ctx, workspaceId: string | null): Scope {
  if (ctx.actor.instanceAdmin) {
    if (workspaceId !== null) return ofWorkspaces([workspaceId]);
    return { sources: [{ where: sql`TRUE` }], kept: sql`TRUE`, counted: [] };
  }
  const administered = workspacesAs(ctx, "admin");
  if (workspaceId !== null && administered.includes(workspaceId)) return ofWorkspaces([workspaceId]);
  const whole = ofWorkspaces(workspaceId === null ? administered : []);
  const counted = elsewhere(ctx, administered);
  return { ...whole, sources: [...whole.sources, ...counted], counted };
}

/** Which events a list is about: of one workspace or of all, everything or what its caller may know of. */
export function auditScope(ctx: Ctx, { workspaceId = null, q }: AuditFilter): Scope {
  const scope = partsOf(ctx, workspaceId);
  if (!q) return scope;
  // A text is looked up once for all parts, through an index of its own.
  const any = {
    where: sql`(${Prisma.join(
      scope.sources.map(({ where }) => where),
      " OR ",
    )})`,
  };
  return { sources: [any], kept: sql`FALSE`, counted: [any] };
}
