import { consoleContract } from "@/lib/contracts/console/contract";
import { toUser } from "@/lib/contracts/console/present/people";
import * as wire from "@/lib/contracts/console/wire/people";
import type { UserRow } from "@/lib/domain/users/access";
import { createUser } from "@/lib/domain/users/create-user";
import { getOwnUser, getUser, listUsers } from "@/lib/domain/users/queries";
import { updateUser } from "@/lib/domain/users/update-user";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

const tagged = (user: UserRow) => withHeaders(toUser(user), { ETag: `"${user.rev}"` });

/** Everybody. */
export const listPeople = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/users",
  summary: "People, newest first; `orderBy` takes createdAt, email, name, lastSignInAt",
  query: wire.userListQuery,
  reply: json(wire.userPage),
  faults: ["invalid_cursor", "invalid_order_by"],
  verb: listUsers,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listUsers(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toUser), pageInfo };
  },
});

/** Invites a person. */
export const inviteUser = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/users",
  summary: "Invite a person; the link is shown once",
  body: jsonBody(wire.newUser),
  reply: json(wire.invitedUser, 201),
  faults: ["name_taken", "unknown_reference"],
  verb: createUser,
  handle: async ({ ctx, body }) => {
    const { user, inviteUrl } = await createUser(ctx, body);
    return withHeaders({ ...toUser(user), inviteUrl }, { Location: `/api/users/${user.id}` });
  },
});

/** One person. */
export const showUser = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/users/{user}",
  summary: "One person; `me` is you, for everybody",
  params: wire.userParams,
  reply: json(wire.user),
  faults: ["not_found"],
  verb: getUser,
  handle: async ({ ctx, params }) =>
    tagged(params.user === "me" ? await getOwnUser(ctx, null) : await getUser(ctx, params.user)),
});

/** Changes a person. */
export const patchUser = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/users/{user}",
  summary: "Rename, promote or disable a person",
  params: wire.userParams,
  body: jsonBody(wire.userChanges),
  reply: json(wire.user),
  faults: ["not_found", "last_admin"],
  verb: updateUser,
  ifMatch: true,
  handle: async ({ ctx, params, body }) => tagged(await updateUser(ctx, { ...body, id: params.user })),
});
