import { z } from "zod";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toFleetShare } from "@/lib/contracts/fleet/present/share";
import * as wire from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { endShareByEmail } from "@/lib/domain/shares/end-share";
import { listAllShares } from "@/lib/domain/shares/queries";
import { shareAgent } from "@/lib/domain/shares/share-agent";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Contract 2, 4.22. */
export const share = endpoint({
  contract: fleet,
  method: "POST",
  path: "/api/agents/{agent}/share",
  summary: "Share an agent with one person by e-mail",
  description: "Until somebody with the address signs in, the share is pending.",
  params: wire.agentParams,
  body: jsonBody(wire.newShare),
  reply: json(wire.share),
  faults: ["not_found", "system_agent", "invalid", "conflict", "quota_exceeded"],
  verb: shareAgent,
  gate: ({ ctx, params }) =>
    shareAgent.authorize(ctx, { agent: parseAgentRef(params.agent), email: "", role: "viewer" }),
  handle: async ({ ctx, params, body }) =>
    toFleetShare(await shareAgent(ctx, { ...body, agent: parseAgentRef(params.agent) })),
});

/** Contract 2, 4.23. */
export const unshare = endpoint({
  contract: fleet,
  method: "DELETE",
  path: "/api/agents/{agent}/share/{email}",
  summary: "End a share",
  params: wire.shareParams,
  reply: json(wire.message),
  faults: ["not_found", "system_agent"],
  verb: endShareByEmail,
  handle: async ({ ctx, params }) => {
    const { email } = await endShareByEmail(ctx, { agent: parseAgentRef(params.agent), email: params.email });
    return { message: `Sharing with ${email} removed` };
  },
});

/** Contract 2, 4.24. */
export const shares = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/shares",
  summary: "With whom an agent is shared, oldest first",
  params: wire.agentParams,
  reply: json(z.array(wire.share)),
  faults: ["not_found"],
  verb: listAllShares,
  handle: async ({ ctx, params }) => (await listAllShares(ctx, parseAgentRef(params.agent))).map(toFleetShare),
});
