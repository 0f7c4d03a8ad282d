import { consoleContract } from "@/lib/contracts/console/contract";
import { toMe } from "@/lib/contracts/console/present/people";
import { me, myChanges, passwordChange } from "@/lib/contracts/console/wire/me";
import { changePassword } from "@/lib/domain/users/change-password";
import { getMe } from "@/lib/domain/users/queries";
import { updateMe } from "@/lib/domain/users/update-me";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing } from "@/lib/http/reply";

/** The caller. */
export const showMe = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/me",
  summary: "You: profile, workspaces, credential",
  reply: json(me),
  verb: getMe,
  handle: async ({ ctx }) => toMe(await getMe(ctx, null)),
});

/** Changes the caller's profile. */
export const patchMe = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/me",
  summary: "Change your profile",
  body: jsonBody(myChanges),
  reply: json(me),
  faults: ["unknown_reference"],
  verb: updateMe,
  handle: async ({ ctx, body }) => {
    await updateMe(ctx, body);
    return toMe(await getMe(ctx, null));
  },
});

/** Changes the caller's password. */
export const replacePassword = endpoint({
  contract: consoleContract,
  method: "PUT",
  path: "/api/me/password",
  summary: "Change your password; your other sessions end",
  description: "A wrong current password counts as a sign-in try.",
  body: jsonBody(passwordChange),
  reply: nothing,
  faults: ["conflict"],
  verb: changePassword,
  handle: async ({ ctx, body }) => {
    await changePassword(ctx, body);
    return undefined;
  },
});
