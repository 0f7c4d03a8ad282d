import { expect, test } from "vitest";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { decided } from "./package-mutations";
import { withMark } from "./review-talk";

const pending: PackageResource = {
  id: "pkg_1",
  agentId: "agt_1",
  agentName: "scout",
  agentNumber: 1,
  workspaceId: "w",
  version: "0.1.0",
  sha256: "a".repeat(64),
  size: 10,
  status: "pending",
  newest: true,
  manifest: { name: "scout", entryPoint: "a:b", pythonVersion: "", description: "", requirements: [] },
  findings: { high: 0, medium: 0, low: 0, info: 0 },
  submittedBy: { id: "usr_1", name: "Bob" },
  submittedAt: "2026-01-01T00:00:00.000Z",
  queuedAt: "2026-01-01T00:00:00.000Z",
  claimedBy: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
  running: null,
  install: null,
  may: ["review"],
  timeline: [],
};
const seen = { sha256: pending.sha256, expectedStatus: "pending" } as const;

test("an approval shows the package approved and waiting to be installed", () => {
  expect(decided(pending, { decision: "approve", ...seen })).toMatchObject({
    status: "approved",
    install: { state: "queued" },
  });
});

test("approving what is approved already changes nothing, so a loaded agent never looks unloaded", () => {
  const loaded: PackageResource = {
    ...pending,
    status: "approved",
    install: { state: "loaded", error: null, at: null },
  };
  expect(decided(loaded, { decision: "approve", ...seen })).toBe(loaded);
});

test("a decline shows the reason, a comment changes no status", () => {
  expect(decided(pending, { decision: "decline", body: "No", ...seen })).toMatchObject({
    status: "declined",
    reason: "No",
  });
  expect(decided(pending, { decision: "comment", body: "Hm", ...seen })).toBe(pending);
});

test("a viewed mark counts for every file of the same bytes and for no other", () => {
  const entry = { type: "file", size: 1, binary: false, change: null, findings: 0, viewed: false } as const;
  const files = [
    { ...entry, path: "a", sha256: "1" },
    { ...entry, path: "b", sha256: "1" },
    { ...entry, path: "c", sha256: "2" },
    { ...entry, path: "d", sha256: null },
  ];
  expect(withMark(files, "a", true).map((file) => file.viewed)).toEqual([true, true, false, false]);
  expect(withMark(files, "d", true).map((file) => file.viewed)).toEqual([false, false, false, false]);
});
