import { resetPassword } from "@/lib/auth/reset-password";
import { consoleContract } from "@/lib/contracts/console/contract";
import { forgottenPassword, passwordReset } from "@/lib/contracts/console/wire/sign-in";
import { jsonBody } from "@/lib/http/body";
import { publicEndpoint } from "@/lib/http/endpoint";
import { accepted, nothing } from "@/lib/http/reply";

/** Answers the same for everybody, so that nobody learns who has an account. */
export const forgetPassword = publicEndpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/password/forgot",
  summary: "Ask for a link to choose a new password",
  description: "Always 202. While no mail is set up nothing is sent; an instance admin can make the link.",
  body: jsonBody(forgottenPassword),
  reply: accepted,
  handle: async () => undefined,
});

/** A new password by a one-time link. */
export const resetOwnPassword = publicEndpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/password/reset",
  summary: "Choose a new password by a one-time link; all your sessions end",
  description: "A used, wrong or expired token is 404.",
  body: jsonBody(passwordReset),
  reply: nothing,
  faults: ["not_found"],
  handle: async ({ ctx, body }) => {
    await resetPassword({ ...body, origin: ctx.origin });
    return undefined;
  },
});
