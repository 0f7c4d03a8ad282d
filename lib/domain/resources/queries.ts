import { type Sql, sql } from "@/lib/db";
import { type Ctx, membershipIn } from "@/lib/domain/context";
import { typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder, type SortField } from "@/lib/domain/list-order";
import {
  keysetPage,
  type ListSpec,
  type Page,
  type PageRequest,
  prefixPattern,
  substringPattern,
} from "@/lib/domain/page";
import { ownWorkspace, query, type Reader } from "@/lib/domain/query";
import {
  getResourceTarget,
  type ResourceRef,
  resourcesOf,
  resourcesShared,
  shownColumns,
} from "@/lib/domain/resources/access";
import { commonRow } from "@/lib/domain/resources/resource-columns";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

const orders: ReadonlyMap<string, SortField> = new Map([
  ["name", { column: sql`r."name"`, cast: "text" }],
  ["createdAt", { column: sql`r."createdAt"`, cast: "timestamptz" }],
  ["updatedAt", { column: sql`r."updatedAt"`, cast: "timestamptz" }],
]);

/** What a list of resources may be narrowed to; `tag`, `transport` and `engine` only where the kind has them. */
export type ResourceFilter = { q?: string; tag?: string; transport?: string; engine?: string; name?: string };
export type ResourceRequest = PageRequest & ResourceFilter & { orderBy?: string };

function matching({ q, tag, transport, engine, name }: ResourceFilter): Sql {
  const pattern = q === undefined ? null : substringPattern(q);
  const text = pattern === null ? sql`TRUE` : sql`(r."name" ILIKE ${pattern} OR r."description" ILIKE ${pattern})`;
  const tagged = tag === undefined ? sql`TRUE` : sql`r."tags" @> ARRAY[${tag}]::text[]`;
  const carried = transport === undefined ? sql`TRUE` : sql`r."transport" = ${transport}`;
  const driven = engine === undefined ? sql`TRUE` : sql`r."engine" = ${engine}`;
  const begun = name === undefined || name === "" ? sql`TRUE` : sql`r."name" ILIKE ${prefixPattern(name)}`;
  return sql`${text} AND ${tagged} AND ${carried} AND ${driven} AND ${begun}`;
}

/** Bytes of heavy resources on one page; one at least comes, however large it is. */
const HEAVIEST_PAGE = 8 * 1024 * 1024;

/** How many rows of the page may come at once, where single ones can be very large. */
export async function fitting(spec: ListSpec, weight: Sql, request: PageRequest): Promise<number> {
  const { data } = await keysetPage({ ...spec, select: sql`${weight} AS "size"` }, request);
  const sizes = data.map(({ size }) => Number(size));
  if (request.before !== undefined) sizes.reverse();
  let sum = 0;
  const over = sizes.findIndex((size) => {
    sum += size;
    return sum > HEAVIEST_PAGE;
  });
  return over < 0 ? request.limit : Math.max(over, 1);
}

/** Whoever was let into a workspace without being a member of it holds a share in one of its agents. */
function workspaceOrShares(db: Reader, ctx: Ctx) {
  const { subject } = ownWorkspace(db, ctx);
  return { subject: { ...subject, readable: true } };
}

/** True for what a caller is listed in a workspace: everything to members, to others what agents have that are shared with them. */
function listed<Shown>(kind: ResourceKind<never, Shown>, ctx: Ctx, workspaceId: string): Sql {
  if (ctx.actor.instanceAdmin || membershipIn(ctx.actor, workspaceId)) return resourcesOf(kind, [workspaceId]);
  return sql`(r."workspaceId" = ${workspaceId}::uuid AND ${resourcesShared(kind, ctx)})`;
}

/** One page of the workspace's resources of the kind, with those that integrations bring; newest first by default. Whoever only holds shares sees what those agents have. */
export function listResources<Fields, Shown>(kind: ResourceKind<Fields, Shown>) {
  return query({
    permission: "resources.read",
    target: workspaceOrShares,
    run: async ({ ctx, target }, request: ResourceRequest): Promise<Page<ResourceBase & Shown>> => {
      assertOneCursor(request);
      const order = parseOrder(orders, request.orderBy, [{ createdAt: "desc" }]);
      const here = listed(kind, ctx, target.subject.workspaceId);
      const where = sql`${here} AND ${matching(request)}`;
      const from = sql`FROM ${kind.table} r`;
      // Contract `releases` binds its tokens to the tenant and the filter.
      const list =
        request.name === undefined ? kind.name : `${kind.name}:${target.subject.workspaceId}:${request.name}`;
      // It has no totals either.
      const total = request.name === undefined ? {} : { total: sql`0` };
      const spec = { list, from, where, ...total, id: sql`r."id"`, order, select: shownColumns(kind) };
      const limit = kind.weight ? await fitting(spec, kind.weight, request) : request.limit;
      const page = typedPage<unknown>(await keysetPage(spec, { ...request, limit }));
      return { ...page, data: page.data.map((row) => commonRow.parse(kind, row)) };
    },
  });
}

/** One resource of the kind; `not_found` where the caller may not read it. */
export function getResource<Fields, Shown>(kind: ResourceKind<Fields, Shown>) {
  return query({
    permission: "resources.read",
    target: (db, ctx, ref: ResourceRef) => getResourceTarget<Shown>(db, ctx, kind, ref),
    run: async ({ target }): Promise<ResourceBase & Shown> => target.row,
  });
}
