import { z } from "zod";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toSshAccess, toSshGrant } from "@/lib/contracts/fleet/present/ssh";
import { agentParams, message } from "@/lib/contracts/fleet/wire/share";
import * as wire from "@/lib/contracts/fleet/wire/ssh";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { invalidField } from "@/lib/domain/faults";
import { grantSsh } from "@/lib/domain/ssh/grant-ssh";
import { listGrants } from "@/lib/domain/ssh/queries";
import { revokeSsh } from "@/lib/domain/ssh/revoke-ssh";
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

/** Beyond the source: who has access now. */
export const sshGrants = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/ssh-access",
  summary: "Who may enter an agent by SSH, and until when",
  params: agentParams,
  reply: json(z.array(wire.sshGrant)),
  faults: ["not_found"],
  verb: listGrants,
  handle: async ({ ctx, params }) => (await listGrants(ctx, parseAgentRef(params.agent))).map(toSshGrant),
});

/** Beyond the source: an end before its time. */
export const revokeAccess = endpoint({
  contract: fleet,
  method: "DELETE",
  path: "/api/agents/{agent}/ssh-access/{grant}",
  summary: "End one SSH access and the connections that it opened",
  params: wire.grantParams,
  reply: json(message),
  faults: ["not_found", "system_agent"],
  verb: revokeSsh,
  handle: async ({ ctx, params }) => {
    const { email } = await revokeSsh(ctx, { agent: parseAgentRef(params.agent), grant: params.grant });
    return { message: `SSH access of ${email} ended` };
  },
});
