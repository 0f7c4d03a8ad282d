import { z } from "zod";
import { packageStatus } from "./agent";
import {
  flag,
  optionalParameter,
  orderParameter,
  pageOf,
  pageParameters,
  person,
  repeatable,
  searchText,
  time,
} from "./list";

export const packageOffers = ["review", "comment", "claim", "rescan", "withdraw", "submitVersion", "download"] as const;

export const timelineSteps = [
  "submitted",
  "scanned",
  "replaced",
  "claimed",
  "commented",
  "approved",
  "declined",
  "withdrawn",
  "installing",
  "loaded",
  "load_failed",
] as const;

export const findingCounts = z.strictObject({
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
  info: z.number().int(),
});

export const packageResource = z.strictObject({
  id: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  agentNumber: z.number().int(),
  workspaceId: z.string(),
  version: z.string(),
  sha256: z.string(),
  size: z.number().int().describe("Bytes of the uploaded file"),
  status: packageStatus,
  newest: z.boolean(),
  manifest: z.strictObject({
    name: z.string(),
    entryPoint: z.string(),
    pythonVersion: z.string(),
    description: z.string(),
    requirements: z.array(z.string()),
  }),
  findings: findingCounts,
  submittedBy: person,
  submittedAt: time,
  queuedAt: time,
  claimedBy: person.nullable(),
  reviewedBy: person.nullable(),
  reviewedAt: time.nullable(),
  reason: z.string().nullable(),
  running: z.strictObject({ packageId: z.string(), version: z.string() }).nullable(),
  install: z
    .strictObject({
      state: z.enum(["queued", "installing", "loaded", "failed"]),
      error: z.string().nullable(),
      at: time.nullable(),
    })
    .nullable(),
  may: z.array(z.enum(packageOffers)),
  timeline: z.array(
    z.strictObject({ at: time, step: z.string(), by: z.string().nullable(), note: z.string().nullable() }),
  ),
});
export type PackageResource = z.infer<typeof packageResource>;

export const packagePage = pageOf(packageResource);
export const packageParams = z.strictObject({ id: z.string().min(1).max(60) });
export const packageListQuery = z.strictObject({
  ...pageParameters,
  orderBy: orderParameter,
  q: searchText,
  status: repeatable(packageStatus),
  agentId: optionalParameter(z.string().max(60)),
  submittedBy: optionalParameter(z.string().max(60)).describe("A person's id, or `me`"),
});

export const claimQuery = z.strictObject({ force: flag.describe("Take it over from somebody else") });

const reviewComment = z.strictObject({
  path: z.string().min(1).max(240),
  line: z.number().int().min(1).max(10_000_000).optional(),
  body: z.string().trim().min(1).max(10_000),
});

const decision = {
  decision: z.enum(["approve", "decline", "comment"]),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"),
  body: z.string().trim().max(10_000).optional(),
  comments: z.array(reviewComment).max(200).optional(),
};
const saysWhy = (review: { decision: string; body?: string }) => review.decision === "approve" || Boolean(review.body);
const unsaid = { path: ["body"], message: "say why: 1 to 10,000 characters" };

/** A decision on the bytes that were read: `sha256` is what the reviewer saw. */
export const reviewBody = z
  .strictObject({ ...decision, expectedStatus: packageStatus.optional() })
  .refine(saysWhy, unsaid);
/** The same for a version of a plugin, which is decided on once. */
export const pluginReviewBody = z.strictObject(decision).refine(saysWhy, unsaid);
export type PluginReviewBody = z.infer<typeof pluginReviewBody>;
export type ReviewBody = z.infer<typeof reviewBody>;
