import { consoleContract } from "@/lib/contracts/console/contract";
import { newView, savedView, viewChanges, viewPage, viewParams, viewQuery } from "@/lib/contracts/console/wire/view";
import type { ViewRow } from "@/lib/domain/views/access";
import { createView } from "@/lib/domain/views/create-view";
import { deleteView } from "@/lib/domain/views/delete-view";
import { listViews } from "@/lib/domain/views/queries";
import { updateView } from "@/lib/domain/views/update-view";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

const toView = ({ isDefault, ...view }: ViewRow) => ({ ...view, default: isDefault });
const etag = (view: ViewRow) => ({ ETag: `"${view.rev}"` });

/** The caller's views and shared ones. */
export const listSavedViews = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/views",
  summary: "Your saved views of this workspace, and those shared in it",
  query: viewQuery,
  reply: json(viewPage),
  faults: ["invalid_cursor", "invalid_order_by"],
  verb: listViews,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listViews(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toView), pageInfo };
  },
});

/** Keeps a search under a name. */
export const createSavedView = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/views",
  summary: "Save a page's search under a name",
  description: "A view grants nothing: it is only a query, which everybody runs with their own rights.",
  body: jsonBody(newView),
  reply: json(savedView, 201),
  faults: ["quota_exceeded"],
  verb: createView,
  handle: async ({ ctx, body }) => {
    const { default: isDefault, ...fields } = body;
    const view = await createView(ctx, { ...fields, isDefault });
    return withHeaders(toView(view), { Location: `/api/views/${view.id}`, ...etag(view) });
  },
});

/** Changes a view. */
export const patchSavedView = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/views/{view}",
  summary: "Rename, redefine or share a view, or make it your default",
  params: viewParams,
  body: jsonBody(viewChanges),
  reply: json(savedView),
  faults: ["not_found"],
  ifMatch: true,
  verb: updateView,
  gate: ({ ctx, params }) => updateView.authorize(ctx, { id: params.view, changes: {} }),
  handle: async ({ ctx, params, body }) => {
    const { default: isDefault, ...fields } = body;
    const view = await updateView(ctx, { id: params.view, changes: { ...fields, isDefault } });
    return withHeaders(toView(view), etag(view));
  },
});

/** Removes a view. */
export const removeSavedView = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/views/{view}",
  summary: "Delete a view",
  params: viewParams,
  reply: nothing,
  faults: ["not_found"],
  ifMatch: true,
  verb: deleteView,
  handle: async ({ ctx, params }) => {
    await deleteView(ctx, { id: params.view });
    return undefined;
  },
});
