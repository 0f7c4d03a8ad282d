import { consoleContract } from "@/lib/contracts/console/contract";
import { toQueueItem } from "@/lib/contracts/console/present/review";
import {
  packageListQuery,
  packagePage,
  packageParams,
  packageResource,
  reviewBody,
} from "@/lib/contracts/console/wire/package";
import { queuePage, queueQuery } from "@/lib/contracts/console/wire/review";
import { giveFeedback } from "@/lib/domain/packages/give-feedback";
import { approvePackage, declinePackage } from "@/lib/domain/packages/review-package";
import { listQueue } from "@/lib/domain/review/queries";
import { getSubmission, listSubmissions } from "@/lib/domain/submissions/queries";
import { withdrawPackage } from "@/lib/domain/submissions/withdraw-package";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const LIMIT = 100;
const reviewFaults = ["not_found", "package_changed", "state_changed", "conflict"] as const;

/** Packages that the caller may read. */
export const listPackages = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/packages",
  summary: "Packages that you submitted, own or review",
  query: packageListQuery,
  reply: json(packagePage),
  faults: ["invalid_cursor", "invalid_order_by"],
  verb: listSubmissions,
  handle: ({ ctx, query }) => listSubmissions(ctx, { ...query, limit: query.limit ?? LIMIT }),
});

/** What waits for a decision. */
export const listReview = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/review",
  summary: "What waits for review, oldest first",
  query: queueQuery,
  reply: json(queuePage),
  faults: ["invalid_cursor"],
  verb: listQueue,
  handle: async ({ ctx, query }) => {
    const page = await listQueue(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: page.data.map(toQueueItem), pageInfo: page.pageInfo };
  },
});

/** One package with its timeline. */
export const showPackage = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/packages/{id}",
  summary: "One package with its timeline and what you may do with it",
  params: packageParams,
  reply: json(packageResource),
  faults: ["not_found"],
  verb: getSubmission,
  handle: ({ ctx, params }) => getSubmission(ctx, params.id),
});

/** Approve, decline or comment, bound to the bytes that were read. */
export const reviewPackage = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/packages/{id}/review",
  summary: "Approve, decline or comment on a package",
  params: packageParams,
  body: jsonBody(reviewBody),
  reply: json(packageResource),
  faults: reviewFaults,
  verb: approvePackage,
  gate: ({ ctx, params }) => approvePackage.authorize(ctx, { where: { packageId: params.id } }),
  handle: async ({ ctx, params, body }) => {
    const { decision, sha256, expectedStatus, body: text = "", comments } = body;
    const seen = { where: { packageId: params.id }, sha256, expectedStatus, remarks: comments };
    if (decision === "approve") await approvePackage(ctx, { ...seen, body: text });
    else if (decision === "decline") await declinePackage(ctx, { ...seen, reason: text });
    else await giveFeedback(ctx, { ...seen, body: text });
    return getSubmission(ctx, params.id);
  },
});

/** Takes a waiting package back. */
export const withdraw = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/packages/{id}/withdraw",
  summary: "Take a package back that waits for review",
  params: packageParams,
  reply: json(packageResource),
  faults: ["not_found", "conflict"],
  verb: withdrawPackage,
  handle: async ({ ctx, params }) => {
    await withdrawPackage(ctx, params.id);
    return getSubmission(ctx, params.id);
  },
});
