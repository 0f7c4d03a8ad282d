import { consoleContract } from "@/lib/contracts/console/contract";
import { toUser } from "@/lib/contracts/console/present/people";
import * as wire from "@/lib/contracts/console/wire/people";
import type { UserRow } from "@/lib/domain/users/access";
import { createUser } from "@/lib/domain/users/create-user";
import { getUser, listUsers } from "@/lib/domain/users/queries";
import { updateUser } from "@/lib/domain/users/update-user";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

const tagged = (user: UserRow) => withHeaders(toUser(user), { ETag: `"${user.rev}"` });

/** The revision that `If-Match` names; anything that is none fits no object. */
function expectedRev(headers: Headers): number | undefined {
  const sent = headers.get("if-match");
  return sent === null || sent === "*" ? undefined : Number(/^"(\d+)"$/.exec(sent)?.[1] ?? -1);
}

/** Everybody. */
export const listPeople = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/users",
  summary: "People, newest first",
  query: wire.userListQuery,
  reply: json(wire.userPage),
  faults: ["invalid_cursor"],
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
  summary: "One person",
  params: wire.userParams,
  reply: json(wire.user),
  faults: ["not_found"],
  verb: getUser,
  handle: async ({ ctx, params }) => tagged(await getUser(ctx, params.user)),
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
  faults: ["not_found", "last_admin", "precondition_failed"],
  verb: updateUser,
  handle: async ({ ctx, params, body, incoming }) =>
    tagged(await updateUser(ctx, { ...body, id: params.user, expectedRev: expectedRev(incoming.headers) })),
});
