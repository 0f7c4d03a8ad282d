import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder, type SortField } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, substringPattern } from "@/lib/domain/page";
import { ownWorkspace, query } from "@/lib/domain/query";
import { readableViews, type ViewRow, viewColumns, viewTables } from "@/lib/domain/views/access";
import type { ViewPage } from "@/lib/domain/views/rules";

export const viewOrder: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["createdAt", { column: sql`v."createdAt"`, cast: "timestamptz" }],
  ["name", { column: sql`v."name"`, cast: "text" }],
]);

export type ViewRequest = PageRequest & { page?: ViewPage; q?: string; orderBy?: string };

/** The caller's own views in the request's workspace and those that are shared there; newest first by default. */
export const listViews = query({
  permission: "workspace.read",
  target: ownWorkspace,
  run: async ({ ctx }, request: ViewRequest): Promise<Page<ViewRow>> => {
    assertOneCursor(request);
    const parts: Sql[] = [sql`v."workspaceId" = ${ctx.workspaceId}::uuid`, readableViews(ctx)];
    if (request.page) parts.push(sql`v."page" = ${request.page}`);
    if (request.q) parts.push(sql`v."name" ILIKE ${substringPattern(request.q)}`);
    const order = parseOrder(viewOrder, request.orderBy, [{ createdAt: "desc" }]);
    const where = Prisma.join(parts, " AND ");
    const spec = { list: "views", from: viewTables, where, id: sql`v."id"`, order, select: viewColumns(ctx) };
    return typedPage<ViewRow>(await keysetPage(spec, request));
  },
});
