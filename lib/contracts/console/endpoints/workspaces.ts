import { consoleContract } from "@/lib/contracts/console/contract";
import { fromChanges, toWorkspace } from "@/lib/contracts/console/present/workspace";
import * as wire from "@/lib/contracts/console/wire/workspaces";
import type { WorkspaceRow } from "@/lib/domain/workspaces/access";
import { createWorkspace } from "@/lib/domain/workspaces/create-workspace";
import { deleteWorkspace } from "@/lib/domain/workspaces/delete-workspace";
import { getWorkspace, listWorkspaces } from "@/lib/domain/workspaces/queries";
import { updateWorkspace } from "@/lib/domain/workspaces/update-workspace";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

const tagged = (row: WorkspaceRow) => withHeaders(toWorkspace(row), { ETag: `"${row.rev}"` });

/** The caller's workspaces. */
export const listOwnWorkspaces = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/workspaces",
  summary: "Your workspaces; for instance admins with `all=true` everybody's",
  query: wire.workspaceListQuery,
  reply: json(wire.workspacePage),
  faults: ["invalid_cursor", "forbidden"],
  verb: listWorkspaces,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listWorkspaces(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toWorkspace), pageInfo };
  },
});

/** Makes a workspace. */
export const makeWorkspace = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/workspaces",
  summary: "Create a workspace; you are its first owner",
  body: jsonBody(wire.newWorkspace),
  reply: json(wire.workspace, 201),
  faults: ["name_taken"],
  verb: createWorkspace,
  handle: async ({ ctx, body }) => {
    const row = await createWorkspace(ctx, body);
    return withHeaders(toWorkspace(row), { Location: `/api/workspaces/${row.id}`, ETag: `"${row.rev}"` });
  },
});

/** One workspace. */
export const showWorkspace = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/workspaces/{workspace}",
  summary: "One workspace by id or slug: settings, quotas, usage",
  params: wire.oneWorkspaceParams,
  reply: json(wire.workspace),
  faults: ["not_found"],
  verb: getWorkspace,
  handle: async ({ ctx, params }) => tagged(await getWorkspace(ctx, params.workspace)),
});

/** Changes a workspace. */
export const patchWorkspace = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/workspaces/{workspace}",
  summary: "Change a workspace's name, retention, service user and settings",
  description: "Slug and quotas are for instance admins. Agents in the trash keep the tier they were deleted under.",
  params: wire.oneWorkspaceParams,
  body: jsonBody(wire.workspaceChanges),
  reply: json(wire.workspace),
  faults: ["not_found", "name_taken"],
  verb: updateWorkspace,
  ifMatch: true,
  handle: async ({ ctx, params, body }) => tagged(await updateWorkspace(ctx, { ...fromChanges(body), ...params })),
});

/** Deletes a workspace. */
export const removeWorkspace = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/workspaces/{workspace}",
  summary: "Delete a workspace that has no agents left",
  description: "Agents in the trash count: 409 `in_use` with `agentCount`.",
  params: wire.oneWorkspaceParams,
  reply: nothing,
  faults: ["not_found", "in_use"],
  verb: deleteWorkspace,
  handle: async ({ ctx, params }) => {
    await deleteWorkspace(ctx, params.workspace);
    return undefined;
  },
});
