import { submissions } from "@/lib/contracts/submissions/contract";
import { AgentId, BASE } from "@/lib/contracts/submissions/endpoints/params";
import { toDecided } from "@/lib/contracts/submissions/present";
import { Approval, Decided, Done, Feedback, Refusal } from "@/lib/contracts/submissions/wire";
import { giveFeedback } from "@/lib/domain/packages/give-feedback";
import { approvePackage, declinePackage } from "@/lib/domain/packages/review-package";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

export const approve = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_id}/approve`,
  summary: "Approve the newest package",
  params: AgentId,
  body: jsonBody(Approval, { optional: true }),
  reply: json(Decided),
  verb: approvePackage,
  faults: ["not_found", "conflict", "package_changed"],
  gate: ({ ctx, params }) => approvePackage.authorize(ctx, { where: { agent: params.agent_id } }),
  handle: async ({ ctx, params, body }) =>
    toDecided(await approvePackage(ctx, { where: { agent: params.agent_id }, sha256: body.sha256 ?? undefined })),
});

export const decline = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_id}/decline`,
  summary: "Decline the newest package with a reason",
  params: AgentId,
  body: jsonBody(Refusal),
  reply: json(Decided),
  verb: declinePackage,
  faults: ["not_found", "conflict", "package_changed"],
  gate: ({ ctx, params }) => declinePackage.authorize(ctx, { where: { agent: params.agent_id } }),
  handle: async ({ ctx, params, body }) => {
    const { feedback, sha256 } = body;
    const where = { agent: params.agent_id };
    return toDecided(await declinePackage(ctx, { where, reason: feedback, sha256: sha256 ?? undefined }));
  },
});

export const feedback = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_id}/feedback`,
  summary: "Comment on the newest package without deciding",
  params: AgentId,
  body: jsonBody(Feedback),
  reply: json(Done),
  verb: giveFeedback,
  faults: ["not_found"],
  gate: ({ ctx, params }) => giveFeedback.authorize(ctx, { where: { agent: params.agent_id } }),
  handle: async ({ ctx, params, body }) => {
    const where = { agent: params.agent_id };
    const { message, feedback_type } = body;
    const { agentName } = await giveFeedback(ctx, { where, body: message, feedbackType: feedback_type });
    return { message: `Feedback submitted for agent '${agentName}'`, agent_name: agentName };
  },
});
