import { consoleContract } from "@/lib/contracts/console/contract";
import { toOwnShare, toShare } from "@/lib/contracts/console/present/share";
import * as wire from "@/lib/contracts/console/wire/share";
import { explainAccess, explainOwnAccess, listAccess } from "@/lib/domain/access/queries";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { endShare } from "@/lib/domain/shares/end-share";
import { listOwnShares, listShares } from "@/lib/domain/shares/queries";
import { shareAgent } from "@/lib/domain/shares/share-agent";
import { updateShare } from "@/lib/domain/shares/update-share";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;
const one = { contract: consoleContract, path: "/api/shares/{id}", params: wire.shareParams } as const;

/** Contract 6 §8. */
export const listAgentShares = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/shares",
  summary: "With whom an agent is shared, newest first",
  query: wire.shareListQuery,
  reply: json(wire.sharePage),
  faults: ["not_found", "invalid_cursor"],
  verb: listShares,
  handle: async ({ ctx, query: { agentId, ...query } }) => {
    const request = { ...query, agent: parseAgentRef(agentId), limit: query.limit ?? LIMIT };
    const { data, pageInfo } = await listShares(ctx, request);
    return { data: data.map(toShare), pageInfo };
  },
});

/** Contract 6 §8. */
export const createShare = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/shares",
  summary: "Share an agent with one person by e-mail",
  description: "Nobody need have the address yet: the share waits for them.",
  body: jsonBody(wire.newShare),
  reply: json(wire.share, 201),
  faults: ["not_found", "system_agent", "conflict", "quota_exceeded"],
  verb: shareAgent,
  mayRepeat: ({ ctx, body }) => shareAgent.authorize(ctx, { ...body, agent: parseAgentRef(body.agentId) }),
  handle: async ({ ctx, body: { agentId, ...body } }) => {
    const share = await shareAgent(ctx, { ...body, agent: parseAgentRef(agentId) });
    return withHeaders(toShare(share), { Location: `/api/shares/${share.id}` });
  },
});

/** Contract 6 §8. */
export const patchShare = endpoint({
  ...one,
  method: "PATCH",
  summary: "Change the role or the end of a share",
  body: jsonBody(wire.shareChanges),
  reply: json(wire.share),
  faults: ["not_found", "system_agent"],
  verb: updateShare,
  handle: async ({ ctx, params, body }) => toShare(await updateShare(ctx, { id: params.id, changes: body })),
});

/** Contract 6 §8. */
export const removeShare = endpoint({
  ...one,
  method: "DELETE",
  summary: "End a share, with the person's SSH grants and open streams",
  reply: nothing,
  faults: ["not_found", "system_agent"],
  verb: endShare,
  handle: async ({ ctx, params }) => {
    await endShare(ctx, { id: params.id });
    return undefined;
  },
});

/** Contract 6 §8. */
export const listSharedWithMe = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/shares/mine",
  summary: "Agents that are shared with you, newest first",
  query: wire.ownShareQuery,
  reply: json(wire.ownSharePage),
  faults: ["invalid_cursor"],
  verb: listOwnShares,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listOwnShares(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toOwnShare), pageInfo };
  },
});

/** Contract 6 §8. */
export const showAccess = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/access",
  summary: "Who can see an agent, and why; with `email`, one person",
  query: wire.accessQuery,
  reply: json(wire.accessAnswer),
  faults: ["not_found", "invalid_cursor"],
  // Everybody may ask about themself; about others the queries ask for more.
  verb: explainOwnAccess,
  handle: async ({ ctx, query: { agentId, email, ...query } }) => {
    const agent = parseAgentRef(agentId);
    if (email !== undefined) return explainAccess(ctx, { agent, email });
    return listAccess(ctx, { ...query, agent, limit: query.limit ?? LIMIT });
  },
});
