import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { toSession } from "@/lib/contracts/console/present/people";
import { pageParameters } from "@/lib/contracts/console/wire/list";
import { count, sessionPage } from "@/lib/contracts/console/wire/me";
import * as wire from "@/lib/contracts/console/wire/people";
import { endUserSessions } from "@/lib/domain/sessions/end-user-sessions";
import { listUserSessions } from "@/lib/domain/sessions/queries";
import { deleteUser } from "@/lib/domain/users/delete-user";
import { offerPasswordReset } from "@/lib/domain/users/offer-password-reset";
import { removeUserFactor } from "@/lib/domain/users/remove-user-factor";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing } from "@/lib/http/reply";

const LIMIT = 100;

/** Deletes a person. */
export const removeUser = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/users/{user}",
  summary: "Delete a person for good",
  description: "Their agents go to `reassignTo`; without it 409 `in_use` with `agentCount`. What they submitted stays.",
  params: wire.userParams,
  query: wire.removalQuery,
  reply: nothing,
  faults: ["not_found", "last_admin", "last_owner", "in_use", "unknown_reference"],
  verb: deleteUser,
  handle: async ({ ctx, params, query }) => {
    await deleteUser(ctx, { id: params.user, ...query });
    return undefined;
  },
});

/** A link to choose a new password. */
export const makeResetLink = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/users/{user}/reset-password",
  summary: "Make a link by which a person chooses a new password; shown once",
  params: wire.userParams,
  reply: json(wire.resetLink),
  faults: ["not_found", "conflict"],
  verb: offerPasswordReset,
  handle: ({ ctx, params }) => offerPasswordReset(ctx, params.user),
});

/** Switches a person's two-factor off. */
export const removeFactorOf = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/users/{user}/two-factor",
  summary: "Switch a person's two-factor off; they are told",
  params: wire.userParams,
  reply: nothing,
  faults: ["not_found", "conflict"],
  verb: removeUserFactor,
  handle: async ({ ctx, params }) => {
    await removeUserFactor(ctx, params.user);
    return undefined;
  },
});

/** A person's sessions. */
export const listSessionsOf = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/users/{user}/sessions",
  summary: "A person's sessions and tokens, newest first",
  params: wire.userParams,
  query: z.object(pageParameters),
  reply: json(sessionPage),
  faults: ["not_found", "invalid_cursor"],
  verb: listUserSessions,
  handle: async ({ ctx, params, query }) => {
    const page = { ...query, userId: params.user, limit: query.limit ?? LIMIT };
    const { data, pageInfo } = await listUserSessions(ctx, page);
    return { data: data.map(toSession), pageInfo };
  },
});

/** Ends a person's sessions. */
export const endSessionsOf = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/users/{user}/sessions",
  summary: "End all sessions of a person, who is told",
  params: wire.userParams,
  reply: json(count),
  faults: ["not_found"],
  verb: endUserSessions,
  handle: ({ ctx, params }) => endUserSessions(ctx, params.user),
});
