import { expect, test } from "vitest";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";
import { reviewableVersion } from "./reviewable";

const waiting: PluginVersionResource = {
  version: "1.0.0",
  name: "Desk",
  status: "pending",
  sha256: "a".repeat(64),
  size: 10,
  submittedBy: "Bob",
  submittedAt: "2026-01-01T00:00:00.000Z",
  claimedBy: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
  scan: "completed",
  scannedAt: null,
  verdict: "safe",
  riskScore: 0,
  findings: { critical: 0, high: 0, medium: 0, low: 0 },
};
const history: PluginHistoryResource = {
  id: "p",
  slug: "desk",
  name: "Desk",
  active: true,
  enableCount: 0,
  waitingSince: null,
  uploadedBySelf: false,
  versions: [waiting],
};

test("instance admins claim and decide on what waits, on nothing that was decided, and not before the scan ended", () => {
  const may = (change: Partial<PluginVersionResource>) =>
    reviewableVersion(history, { ...waiting, ...change }, true).may;
  expect(may({})).toEqual({ comment: true, claim: true, review: true });
  expect(may({ scan: "pending" })).toEqual({ comment: true, claim: true, review: false });
  expect(may({ status: "approved" })).toEqual({ comment: true, claim: false, review: false });
});

test("an uploader comments and does not review", () => {
  const review = reviewableVersion({ ...history, uploadedBySelf: true }, waiting, false);
  expect(review).toMatchObject({ reviewer: false, may: { comment: true, claim: false, review: false } });
  expect(review.place).toBe("/api/plugins/p/versions/1.0.0");
});
