import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import {
  agentField,
  agentOrder,
  agentVocabulary,
  equals,
  mentions,
  oneOf,
  type RetentionTier,
} from "@/lib/domain/agents/filter";
import { type AgentSource, agentScope, countsOf, listedWorkspace, type Scope } from "@/lib/domain/agents/list-scope";
import { type DeletedAgents, type RegistryAgent, registryColumns, withDeleted } from "@/lib/domain/agents/queries";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { compileFilter, compileKept, isSteady } from "@/lib/domain/filters/compile-filter";
import { parseFilter } from "@/lib/domain/filters/parse-filter";
import type { Condition } from "@/lib/domain/filters/schema";
import { type AnyShape, shapedPage } from "@/lib/domain/json-text";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { countOf, keysetText, type ListSpec, type PageRequest } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

const MOST_IDS = 100;
const agents = sql`FROM "Agent" a`;

/** What narrows a list of agents, besides its scope. */
export type Narrowing = { conditions: Condition[]; deleted: DeletedAgents };

const keptDeleted: Record<DeletedAgents, Sql> = {
  false: sql`c."retentionTier" IS NULL`,
  true: sql`TRUE`,
  only: sql`c."retentionTier" IS NOT NULL`,
};

function totalOf(scope: Scope, where: Sql, { conditions, deleted }: Narrowing): Sql | undefined {
  const kept = compileKept({ kind: "all", parts: conditions });
  if (!kept) return undefined;
  const added = sql`(SELECT coalesce(sum(c."agents"), 0) FROM ${countsOf(scope, { byWorkspace: !kept.totalled })} c
    WHERE ${scope.kept} AND ${keptDeleted[deleted]} AND ${kept.where})`;
  return scope.counted.length === 0 ? added : sql`${added} + ${countOf({ from: agents, where }, scope.counted)}`;
}

/** Each alternative is looked up through its own index; pays where the list is all that there is. */
const oneByOne = (parts: Sql[]) =>
  sql`a."id" IN (${Prisma.join(
    parts.map((part) => sql`SELECT a."id" FROM "Agent" a WHERE ${part}`),
    " UNION ",
  )})`;

type Narrowed = Required<Pick<ListSpec, "where" | "sources" | "varied" | "steady">> & Pick<ListSpec, "total">;

/**
 * The parts of a list of agents that say which rows there are. The total is added up from the kept counts where these know
 * everything that the conditions ask; otherwise the rows are counted.
 */
export function narrowed(scope: Scope, narrowing: Narrowing): Narrowed {
  const { conditions, deleted } = narrowing;
  const filter = compileFilter({ kind: "all", parts: conditions }, scope.everywhere ? oneByOne : undefined);
  const where = sql`${withDeleted(deleted)} AND ${filter}`;
  const total = totalOf(scope, where, narrowing);
  const steady = isSteady({ kind: "all", parts: conditions });
  return { where, sources: scope.sources, total, varied: conditions.length > 0, steady };
}

/** The condition that the text of a filter says over agents; none where there is no text. */
export function agentFilter(ctx: Ctx, text: string | undefined): Condition[] {
  return text === undefined ? [] : [parseFilter(agentVocabulary(ctx), text)];
}

/** The distinct ids of a list with commas. Throws `invalid_parameter` for more than 100. */
export function listedIds(text: string): string[] {
  const ids = [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== "");
  if (ids.length <= MOST_IDS) return ids;
  const message = `${ids.length} ids; at most ${MOST_IDS}`;
  throw new DomainError("invalid_parameter", `ids: ${message}`, {
    issues: [{ type: "too_long", loc: ["query", "ids"], message }],
  });
}

export type RegistryRequest = PageRequest & {
  ids?: string;
  filter?: string;
  orderBy?: string;
  workspace?: string;
  source?: AgentSource;
  deleted?: DeletedAgents;
  name?: string;
  system?: boolean;
  defaultVersionId?: string;
  createdBy?: string;
  runtimeUserId?: string;
  retentionTier?: RetentionTier;
};

function shorthands(request: RegistryRequest): Condition[] {
  const { ids, name, system, defaultVersionId, createdBy, runtimeUserId, retentionTier } = request;
  return [
    ids === undefined ? [] : oneOf(agentField.id, listedIds(ids)),
    name === undefined ? [] : mentions(agentField.name, name),
    system === undefined ? [] : equals(agentField.system, system),
    defaultVersionId === undefined ? [] : equals(agentField.defaultVersionId, defaultVersionId),
    createdBy === undefined ? [] : equals(agentField.createdBy, createdBy),
    runtimeUserId === undefined ? [] : equals(agentField.runtimeUserId, runtimeUserId),
    retentionTier === undefined ? [] : equals(agentField.retentionTier, retentionTier),
  ].flat();
}

/** Refuses a workspace that the caller may not name in the list with `workspace_forbidden`. */
export const assertListed = query({
  permission: "self.read",
  target: oneself,
  run: ({ db, ctx }, named: string) => listedWorkspace(db, ctx, named),
});

/**
 * One page of every agent that the caller may read, newest first by default, in one round trip. Throws `invalid_filter`,
 * `invalid_order_by`, `invalid_cursor`, `invalid_parameter`, `workspace_forbidden` and `query_timeout`.
 */
export const listRegistryAgents = shapedPage<RegistryRequest, RegistryAgent>(
  query({
    permission: "self.read",
    target: oneself,
    run: async ({ db, ctx }, request: RegistryRequest & { as: AnyShape<RegistryAgent> }) => {
      const { workspace, source, deleted = "false" } = request;
      const named = workspace === undefined ? null : await listedWorkspace(db, ctx, workspace);
      assertOneCursor(request);
      const conditions = [...shorthands(request), ...agentFilter(ctx, request.filter)];
      const order = parseOrder(agentOrder(ctx), request.orderBy, [{ createdAt: "desc" }]);
      const spec = {
        ...narrowed(agentScope(ctx, named, source), { conditions, deleted }),
        list: "agents",
        from: agents,
        id: sql`a."id"`,
        order,
        select: registryColumns(ctx),
      };
      return keysetText(spec, request);
    },
  }),
);
