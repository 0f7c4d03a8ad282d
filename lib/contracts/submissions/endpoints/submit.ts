import { z } from "zod";
import { submissions } from "@/lib/contracts/submissions/contract";
import { AgentId, BASE } from "@/lib/contracts/submissions/endpoints/params";
import { toSubmitted, toUpdated } from "@/lib/contracts/submissions/present";
import { Submitted, Updated } from "@/lib/contracts/submissions/wire";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { packageLimit, packageTooLarge } from "@/lib/domain/packages/receive-package";
import { onboardPackage, submitPackage, uploadNewAgent } from "@/lib/domain/packages/submit-package";
import { onboardVersion, submitVersion, uploadVersion } from "@/lib/domain/packages/submit-version";
import { upload } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const file = upload("file", packageLimit, packageTooLarge);
const named = (name: string): AgentRef => ({ kind: "name", value: name });

export const onboard = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/onboard`,
  summary: "Upload a package as an admin: ACTIVE at once",
  query: z.object({
    update: z
      .string()
      .refine((text) => !text.includes("\0"), "Not a name")
      .optional()
      .transform((name) => (name === undefined || name === "" || name === "null" ? null : name))
      .describe("Name of an agent that gets a new version"),
  }),
  body: file,
  reply: json(Submitted),
  verb: onboardPackage,
  faults: ["not_found", "name_taken", "version_taken", "package_refused", "too_large"],
  gate: async ({ ctx, query }) => {
    await onboardPackage.authorize(ctx, {});
    if (query.update !== null) await onboardVersion.authorize(ctx, { agent: named(query.update) });
  },
  handle: async ({ ctx, query, body }) => {
    if (query.update === null) return toSubmitted(await uploadNewAgent(ctx, body.stream, onboardPackage));
    return toUpdated(await uploadVersion(ctx, body.stream, named(query.update), onboardVersion));
  },
});

export const submit = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/user/submit`,
  summary: "Upload a new agent: PENDING, or ACTIVE for an admin",
  body: file,
  reply: json(Submitted),
  verb: submitPackage,
  faults: ["may_not_submit", "name_taken", "package_refused", "too_large"],
  gate: ({ ctx }) => submitPackage.authorize(ctx, {}),
  handle: async ({ ctx, body }) => toSubmitted(await uploadNewAgent(ctx, body.stream, submitPackage)),
});

export const version = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_id}/version`,
  summary: "Upload a new version of an agent",
  params: AgentId,
  body: file,
  reply: json(Updated),
  verb: submitVersion,
  faults: ["not_found", "version_taken", "package_refused", "too_large"],
  gate: ({ ctx, params }) => submitVersion.authorize(ctx, { agent: params.agent_id }),
  handle: async ({ ctx, params, body }) =>
    toUpdated(await uploadVersion(ctx, body.stream, params.agent_id, submitVersion)),
});
