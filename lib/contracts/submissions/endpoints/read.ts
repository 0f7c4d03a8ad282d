import { z } from "zod";
import { submissions } from "@/lib/contracts/submissions/contract";
import { AgentId, AgentName, BASE } from "@/lib/contracts/submissions/endpoints/params";
import {
  detailsShape,
  itemShape,
  reviewShape,
  toList,
  toPackageBytes,
  wantedOf,
} from "@/lib/contracts/submissions/present";
import { AgentDetails, AgentList, MaySubmit, ReviewList } from "@/lib/contracts/submissions/wire";
import { downloadPackage } from "@/lib/domain/packages/download-package";
import {
  canSubmit,
  getSubmission,
  listBackgroundAgents,
  listOwnSubmissions,
  listPackagedAgents,
  listReviewedAgents,
} from "@/lib/domain/packages/queries";
import { endpoint } from "@/lib/http/endpoint";
import { bytes, json } from "@/lib/http/reply";

export const list = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/list`,
  summary: "Every agent with a package",
  reply: json(AgentList),
  verb: listPackagedAgents,
  handle: async ({ ctx }) => toList(await listPackagedAgents(ctx, { as: itemShape })),
});

export const reviewList = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/admin/list`,
  summary: "The review list: ACTIVE, PENDING and REJECTED agents",
  reply: json(ReviewList),
  verb: listReviewedAgents,
  handle: async ({ ctx }) => toList(await listReviewedAgents(ctx, { as: reviewShape })),
});

export const myAgents = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/user/my-agent`,
  summary: "What the caller submitted",
  reply: json(AgentList),
  verb: listOwnSubmissions,
  handle: async ({ ctx }) => toList(await listOwnSubmissions(ctx, { as: itemShape })),
});

export const backgroundEligible = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/background-eligible`,
  summary: "ACTIVE agents that may run unattended",
  reply: json(AgentList),
  verb: listBackgroundAgents,
  handle: async ({ ctx }) => toList(await listBackgroundAgents(ctx, { as: itemShape })),
});

export const details = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/{agent_name}`,
  summary: "All details of one agent",
  params: AgentName,
  reply: json(AgentDetails),
  verb: getSubmission,
  faults: ["not_found"],
  handle: ({ ctx, params }) => getSubmission(ctx, { agent: params.agent_name, as: detailsShape }),
});

export const maySubmit = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/user/can-submit-agent`,
  summary: "May the caller submit a new agent?",
  reply: json(MaySubmit),
  verb: canSubmit,
  handle: async ({ ctx }) => ({ submitAgent: await canSubmit(ctx, {}) }),
});

export const download = endpoint({
  contract: submissions,
  method: "GET",
  path: `${BASE}/{agent_id}/download`,
  summary: "The package file: the newest, or an older version",
  description:
    "`If-None-Match` answers 304. `Range` with one part answers 206, 416 beyond the end; `If-Range` is heeded.",
  params: AgentId,
  query: z.object({
    version: z
      .string()
      .refine((text) => !text.includes("\0"), "Not a version")
      .optional(),
  }),
  reply: bytes("application/octet-stream"),
  verb: downloadPackage,
  faults: ["not_found"],
  handle: async ({ ctx, params, query, incoming }) => {
    const asked = { where: { agent: params.agent_id }, version: query.version };
    return toPackageBytes(await downloadPackage(ctx, { ...asked, ...wantedOf(incoming.headers) }));
  },
});
