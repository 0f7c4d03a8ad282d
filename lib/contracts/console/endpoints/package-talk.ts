import { consoleContract } from "@/lib/contracts/console/contract";
import { claimQuery, packageParams, packageResource } from "@/lib/contracts/console/wire/package";
import { commentBody, threadList, threadMessage } from "@/lib/contracts/console/wire/thread";
import { claimPackage, releasePackage } from "@/lib/domain/claims/claim-review";
import { getSubmission } from "@/lib/domain/submissions/queries";
import { rescanPackage } from "@/lib/domain/submissions/rescan-package";
import { commentPackage } from "@/lib/domain/threads/post-comment";
import { listThread } from "@/lib/domain/threads/queries";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { accepted, json, withHeaders } from "@/lib/http/reply";

const common = { contract: consoleContract, params: packageParams } as const;

/** The conversation about a package. */
export const showThread = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/thread",
  summary: "The conversation about a package",
  reply: json(threadList),
  faults: ["not_found"],
  verb: listThread,
  handle: async ({ ctx, params }) => ({ data: await listThread(ctx, params.id) }),
});

/** A comment of submitter or reviewer. */
export const comment = endpoint({
  ...common,
  method: "POST",
  path: "/api/packages/{id}/thread",
  summary: "Comment on a package",
  body: jsonBody(commentBody),
  reply: json(threadMessage, 201),
  faults: ["not_found"],
  verb: commentPackage,
  gate: ({ ctx, params }) => commentPackage.authorize(ctx, { packageId: params.id }),
  handle: async ({ ctx, params, body }) => {
    const message = await commentPackage(ctx, { packageId: params.id, ...body });
    return withHeaders(message, { Location: `/api/packages/${params.id}/thread` });
  },
});

/** "I am reviewing this." */
export const claim = endpoint({
  ...common,
  method: "PUT",
  path: "/api/packages/{id}/claim",
  summary: "Say that you are reviewing a package",
  query: claimQuery,
  reply: json(packageResource),
  faults: ["not_found", "conflict"],
  verb: claimPackage,
  handle: async ({ ctx, params, query }) => {
    await claimPackage(ctx, { packageId: params.id, force: query.force ?? false });
    return getSubmission(ctx, params.id);
  },
});

/** "Somebody else may review this." */
export const release = endpoint({
  ...common,
  method: "DELETE",
  path: "/api/packages/{id}/claim",
  summary: "Give a claim back",
  query: claimQuery,
  reply: json(packageResource),
  faults: ["not_found", "conflict"],
  verb: releasePackage,
  handle: async ({ ctx, params, query }) => {
    await releasePackage(ctx, { packageId: params.id, force: query.force ?? false });
    return getSubmission(ctx, params.id);
  },
});

/** Scans a package's bytes again with the rules of today. */
export const rescan = endpoint({
  ...common,
  method: "POST",
  path: "/api/packages/{id}/rescan",
  summary: "Scan a package again",
  reply: accepted,
  faults: ["not_found"],
  verb: rescanPackage,
  handle: async ({ ctx, params }) => {
    await rescanPackage(ctx, params.id);
    return undefined;
  },
});
