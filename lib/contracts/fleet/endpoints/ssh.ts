import { fleet } from "@/lib/contracts/fleet/contract";
import { toSshAccess } from "@/lib/contracts/fleet/present/ssh";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import * as wire from "@/lib/contracts/fleet/wire/ssh";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { invalidField } from "@/lib/domain/faults";
import { grantSsh } from "@/lib/domain/ssh/grant-ssh";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Contract 2, 4.17. */
export const sshAccess = endpoint({
  contract: fleet,
  method: "POST",
  path: "/api/agents/{agent}/ssh-access",
  summary: "SSH into a running agent for some hours",
  description:
    "The same key again moves its end. Without a key a pair is made, and its private half is shown this once.",
  params: agentParams,
  body: jsonBody(wire.sshRequest),
  reply: json(wire.sshAccess),
  faults: ["not_found", "system_agent", "forbidden", "invalid", "quota_exceeded"],
  verb: grantSsh,
  gate: ({ ctx, params }) => grantSsh.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const { auth_method, ttl_hours: hours, public_key } = body;
    if (auth_method !== "key") throw invalidField("auth_method", 'only "key" is offered', auth_method);
    const access = await grantSsh(ctx, { agent: parseAgentRef(params.agent), hours, publicKey: public_key ?? null });
    return toSshAccess(access, hours);
  },
});
