import { expect, test } from "vitest";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { packageNeed } from "./package-attention";

const at = "2026-03-02T08:00:00.000Z";
const bob = { id: "usr_b", name: "Bob" };
const waiting: PackageResource = {
  id: "pkg_1",
  agentId: "agt_1",
  agentName: "scout",
  agentNumber: 7,
  workspaceId: "w",
  version: "0.1.0",
  sha256: "0".repeat(64),
  size: 1,
  status: "pending",
  newest: true,
  manifest: { name: "scout", entryPoint: "a:b", pythonVersion: "3.11", description: "", requirements: [] },
  findings: { high: 0, medium: 0, low: 0, info: 0 },
  submittedBy: bob,
  submittedAt: at,
  queuedAt: at,
  claimedBy: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
  running: null,
  install: null,
  may: [],
  timeline: [{ at, step: "submitted", by: "Bob", note: null }],
};
const commented = (by: string) => [...waiting.timeline, { at, step: "commented", by, note: null }];

test("a package that merely waits needs nobody", () => {
  expect(packageNeed(waiting, "Bob")).toBeNull();
});

test("a declined package and one that could not be loaded need their submitter", () => {
  expect(packageNeed({ ...waiting, status: "declined" }, "Bob")).toBe("declined");
  const install = { state: "failed", error: "no wheel", at } as const;
  expect(packageNeed({ ...waiting, status: "approved", install }, "Bob")).toBe("load_failed");
});

test("a comment needs an answer, one's own does not", () => {
  expect(packageNeed({ ...waiting, timeline: commented("Ada") }, "Bob")).toBe("commented");
  expect(packageNeed({ ...waiting, timeline: commented("Bob") }, "Bob")).toBeNull();
});

test("an older version needs nobody any more", () => {
  expect(packageNeed({ ...waiting, status: "declined", newest: false }, "Bob")).toBeNull();
});
