import { consoleContract } from "@/lib/contracts/console/contract";
import { toMember } from "@/lib/contracts/console/present/people";
import * as wire from "@/lib/contracts/console/wire/people";
import { addMember } from "@/lib/domain/members/add-member";
import { leaveWorkspace } from "@/lib/domain/members/leave-workspace";
import { listMembers } from "@/lib/domain/members/queries";
import { removeMember } from "@/lib/domain/members/remove-member";
import { updateMember } from "@/lib/domain/members/update-member";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

/** Members of a workspace. */
export const listWorkspaceMembers = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/workspaces/{workspace}/members",
  summary: "Members of a workspace, newest first",
  params: wire.workspaceParams,
  query: wire.memberListQuery,
  reply: json(wire.memberPage),
  faults: ["not_found", "invalid_cursor"],
  verb: listMembers,
  handle: async ({ ctx, params, query }) => {
    const page = { ...query, ...params, limit: query.limit ?? LIMIT };
    const { data, pageInfo } = await listMembers(ctx, page);
    return { data: data.map(toMember), pageInfo };
  },
});

/** Adds a person to a workspace. */
export const addWorkspaceMember = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/workspaces/{workspace}/members",
  summary: "Add a person by e-mail; an unknown one is invited",
  params: wire.workspaceParams,
  body: jsonBody(wire.newMember),
  reply: json(wire.addedMember, 201),
  faults: ["not_found", "conflict"],
  verb: addMember,
  handle: async ({ ctx, params, body }) => {
    const { member, inviteUrl } = await addMember(ctx, { ...body, ...params });
    const address = `/api/workspaces/${params.workspace}/members/${member.userId}`;
    return withHeaders({ ...toMember(member), inviteUrl }, { Location: address });
  },
});

/** Changes a member. */
export const patchWorkspaceMember = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/workspaces/{workspace}/members/{user}",
  summary: "Change a member's role or right to submit",
  params: wire.memberParams,
  body: jsonBody(wire.memberChanges),
  reply: json(wire.member),
  faults: ["not_found", "last_owner"],
  verb: updateMember,
  handle: async ({ ctx, params, body }) =>
    toMember(await updateMember(ctx, { ...body, workspace: params.workspace, userId: params.user })),
});

/** Removes a member; oneself: leaves. */
export const removeWorkspaceMember = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/workspaces/{workspace}/members/{user}",
  summary: "Remove a member, or leave the workspace yourself",
  description: "The person's keys for the workspace die; their agents go to `reassignTo`, else to you.",
  params: wire.memberParams,
  query: wire.removalQuery,
  reply: nothing,
  faults: ["not_found", "last_owner", "unknown_reference"],
  verb: removeMember,
  handle: async ({ ctx, params, query }) => {
    const { workspace, user: userId } = params;
    if (userId === ctx.actor.userId) await leaveWorkspace(ctx, { workspace, ...query });
    else await removeMember(ctx, { workspace, userId, ...query });
    return undefined;
  },
});
