import { expect, test } from "vitest";
import type { ReviewStatus } from "@/lib/domain/agents/rules";
import {
  compareUpload,
  firstReview,
  nextReview,
  type ReviewAction,
  reviewActions,
  statusBefore,
  versionKeyOf,
} from "@/lib/domain/packages/rules";

// Contract `submissions` §2, word for word: status, "=" where nothing changes, and what becomes of the running package.
const table: Record<ReviewStatus, Record<ReviewAction, string>> = {
  PENDING: {
    userUpload: "PENDING unchanged",
    adminUpload: "ACTIVE newest",
    approve: "ACTIVE newest",
    decline: "REJECTED unchanged",
    disable: "409",
    enable: "409",
  },
  ACTIVE: {
    userUpload: "PENDING unchanged",
    adminUpload: "ACTIVE newest",
    approve: "ACTIVE = unchanged",
    decline: "REJECTED nothing",
    disable: "DISABLED nothing",
    enable: "ACTIVE = unchanged",
  },
  REJECTED: {
    userUpload: "PENDING unchanged",
    adminUpload: "ACTIVE newest",
    approve: "ACTIVE newest",
    decline: "REJECTED unchanged",
    disable: "409",
    enable: "409",
  },
  DISABLED: {
    userUpload: "PENDING unchanged",
    adminUpload: "ACTIVE newest",
    approve: "ACTIVE newest",
    decline: "REJECTED nothing",
    disable: "DISABLED = unchanged",
    enable: "ACTIVE newest",
  },
};

function outcome(reviewStatus: ReviewStatus, action: ReviewAction): string {
  try {
    const next = nextReview({ name: "scout", reviewStatus }, action);
    return `${next.status}${next.changed ? "" : " ="} ${next.run}`;
  } catch {
    return "409";
  }
}

const statuses: ReviewStatus[] = ["PENDING", "ACTIVE", "REJECTED", "DISABLED"];
for (const status of statuses) {
  for (const action of reviewActions) {
    test(`${status}, ${action} → ${table[status][action]}`, () => {
      expect(outcome(status, action)).toBe(table[status][action]);
    });
  }
}

test("a conflict names the agent, its state and what cannot be done", () => {
  expect(() => nextReview({ name: "scout", reviewStatus: "PENDING" }, "enable")).toThrow(
    "Agent 'scout' is PENDING and cannot be enabled",
  );
});

test("a new agent is PENDING, an admin's own ACTIVE", () => {
  expect(firstReview(false)).toEqual({ status: "PENDING", changed: true, run: "unchanged" });
  expect(firstReview(true)).toEqual({ status: "ACTIVE", changed: true, run: "newest" });
});

test("versions sort as numbers", () => {
  expect(versionKeyOf("0.10.0") > versionKeyOf("0.9.999999")).toBe(true);
  expect(versionKeyOf("1.2.3")).toBe("000001.000002.000003");
});

const at = (version: string, sha256: string) => ({ versionKey: versionKeyOf(version), sha256 });
const newest = at("1.1.0", "b");
const older = at("1.0.0", "a");

test.each([
  ["identical to the newest", at("1.1.0", "b"), { kind: "same", lower: false }],
  ["the newest version, other bytes", at("1.1.0", "x"), { kind: "taken", lower: true }],
  ["an older version, other bytes", at("1.0.0", "x"), { kind: "taken", lower: true }],
  ["identical to an older package", at("1.0.0", "a"), { kind: "accepted", lower: true }],
  ["a lower version, new bytes", at("0.9.0", "x"), { kind: "accepted", lower: true }],
  ["a higher version", at("1.2.0", "x"), { kind: "accepted", lower: false }],
])("upload: %s", (_, upload, expected) => {
  expect(compareUpload(upload, newest, [older])).toEqual(expected);
});

test("withdrawing leads back behind all packages that waited", () => {
  expect(statusBefore("ACTIVE", null)).toBe("ACTIVE");
  expect(statusBefore("PENDING", { previousStatus: "ACTIVE" })).toBe("ACTIVE");
  expect(statusBefore("PENDING", { previousStatus: null })).toBeNull();
});
