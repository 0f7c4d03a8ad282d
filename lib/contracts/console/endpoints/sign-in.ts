import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { endedSessionCookie, sessionCookie } from "@/lib/auth/cookies";
import { completeSetup, setupNeeded } from "@/lib/auth/setup";
import { signInOptions } from "@/lib/auth/sign-in-options";
import { consoleContract } from "@/lib/contracts/console/contract";
import * as wire from "@/lib/contracts/console/wire/sign-in";
import { DomainError } from "@/lib/domain/faults";
import { signOut } from "@/lib/domain/sessions/sign-out";
import { jsonBody } from "@/lib/http/body";
import { endpoint, publicEndpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";
import { submitSample } from "@/lib/samples/submit-sample";

/** Whether the first admin is still to be made. */
export const showSetup = publicEndpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/setup",
  summary: "Whether Muster waits for its first admin",
  description: "404 as soon as there is a user.",
  reply: json(wire.setupState),
  faults: ["not_found"],
  handle: async () => {
    if (!(await setupNeeded())) throw new DomainError("not_found", "Muster is set up already; sign in instead");
    return { needed: true as const };
  },
});

/** Makes the first admin and signs them in. */
export const setUp = publicEndpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/setup",
  summary: "Create the first admin and sign them in",
  description:
    "With the one-time token that the terminal printed. Two at once: one admin, the other 404. `sample` adds an agent to try.",
  body: jsonBody(wire.setupForm),
  reply: json(wire.setUp, 201),
  faults: ["forbidden", "not_found"],
  handle: async ({ ctx, body }) => {
    const { session, userId, workspaceId } = await completeSetup({ ...body, origin: ctx.origin });
    if (body.sample) await submitSample({ session, workspaceId, origin: ctx.origin });
    const cookie = sessionCookie(session.credential, session.expiresAt);
    return withHeaders({ userId, workspaceId }, { "Set-Cookie": cookie });
  },
});

/** What the sign-in page offers. */
export const showSignInOptions = publicEndpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/sign-in/options",
  summary: "Ways to sign in",
  reply: json(wire.signInOptions),
  handle: () => signInOptions(),
});

/** Ends the session behind the request. */
export const endOwnSession = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/sign-out",
  summary: "Sign out: the session behind this credential ends everywhere",
  reply: nothing,
  faults: ["invalid"],
  verb: signOut,
  handle: async ({ ctx }) => {
    await signOut(ctx, null);
    return withHeaders(undefined, { "Set-Cookie": endedSessionCookie() });
  },
});

/** An invited person chooses name and password. */
export const acceptOwnInvitation = publicEndpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/invitations/accept",
  summary: "Accept an invitation and sign in",
  description: "A used, wrong or expired token is 404.",
  body: jsonBody(wire.acceptance),
  reply: json(wire.accepted, 201),
  faults: ["not_found"],
  handle: async ({ ctx, body }) => {
    const { userId, session } = await acceptInvitation({ ...body, origin: ctx.origin });
    return withHeaders({ userId }, { "Set-Cookie": sessionCookie(session.credential, session.expiresAt) });
  },
});
