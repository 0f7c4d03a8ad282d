import { consoleContract } from "@/lib/contracts/console/contract";
import { toEnrolment } from "@/lib/contracts/console/present/two-factor";
import * as wire from "@/lib/contracts/console/wire/two-factor";
import { beginTwoFactor } from "@/lib/domain/two-factor/begin-two-factor";
import { confirmTwoFactor } from "@/lib/domain/two-factor/confirm-two-factor";
import { removeTwoFactor } from "@/lib/domain/two-factor/remove-two-factor";
import { replaceRecoveryCodes } from "@/lib/domain/two-factor/replace-recovery-codes";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing } from "@/lib/http/reply";

/** Begins to use an authenticator app. */
export const enrolFactor = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/me/two-factor",
  summary: "Begin two-factor: a secret for your authenticator app",
  description: "Nothing changes before it is confirmed with a code. A wrong password counts as a sign-in try.",
  body: jsonBody(wire.enrolmentRequest),
  reply: json(wire.enrolment),
  faults: ["conflict"],
  verb: beginTwoFactor,
  handle: async ({ ctx, body }) => toEnrolment(await beginTwoFactor(ctx, body)),
});

/** Switches two-factor on. */
export const confirmFactor = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/me/two-factor/confirm",
  summary: "Switch two-factor on with a first code; the recovery codes are shown once",
  description: "Five wrong codes within 15 minutes: 429 until these have passed.",
  body: jsonBody(wire.confirmation),
  reply: json(wire.recoveryCodes),
  faults: ["conflict"],
  verb: confirmTwoFactor,
  handle: async ({ ctx, body }) => ({ recoveryCodes: await confirmTwoFactor(ctx, body) }),
});

/** New recovery codes. */
export const renewRecoveryCodes = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/me/two-factor/recovery-codes",
  summary: "Replace your recovery codes; the new ones are shown once",
  body: jsonBody(wire.factorProof),
  reply: json(wire.recoveryCodes),
  faults: ["conflict"],
  verb: replaceRecoveryCodes,
  handle: async ({ ctx, body }) => ({ recoveryCodes: await replaceRecoveryCodes(ctx, body) }),
});

/** Switches two-factor off. */
export const removeFactor = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/me/two-factor",
  summary: "Switch two-factor off",
  body: jsonBody(wire.factorProof),
  reply: nothing,
  faults: ["conflict"],
  verb: removeTwoFactor,
  handle: async ({ ctx, body }) => {
    await removeTwoFactor(ctx, body);
    return undefined;
  },
});
