import type { ReviewStatus } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { type Finding, findingSeverities } from "@/lib/packages/findings/finding";

export const packageStatuses = ["pending", "approved", "declined", "withdrawn", "superseded"] as const;
export type PackageStatus = (typeof packageStatuses)[number];

export const reviewActions = ["userUpload", "adminUpload", "approve", "decline", "disable", "enable"] as const;
export type ReviewAction = (typeof reviewActions)[number];

/** What an action leads to; `run` says what becomes of the running package. */
export type Next = { status: ReviewStatus; changed: boolean; run: "newest" | "nothing" | "unchanged" };

const to = (status: ReviewStatus, run: Next["run"]): Next => ({ status, changed: true, run });
const already = (status: ReviewStatus): Next => ({ status, changed: false, run: "unchanged" });

const pending = to("PENDING", "unchanged");
const active = to("ACTIVE", "newest");
const refused = to("REJECTED", "unchanged");
const stopped = to("REJECTED", "nothing");

const uploads = { userUpload: pending, adminUpload: active };

/** Contract `submissions` §2; null is a conflict. */
const table: Record<ReviewStatus, Record<ReviewAction, Next | null>> = {
  PENDING: { ...uploads, approve: active, decline: refused, disable: null, enable: null },
  ACTIVE: {
    ...uploads,
    approve: already("ACTIVE"),
    decline: stopped,
    disable: to("DISABLED", "nothing"),
    enable: already("ACTIVE"),
  },
  REJECTED: { ...uploads, approve: active, decline: refused, disable: null, enable: null },
  DISABLED: { ...uploads, approve: active, decline: stopped, disable: already("DISABLED"), enable: active },
};

const participle: Record<ReviewAction, string> = {
  userUpload: "updated",
  adminUpload: "updated",
  approve: "approved",
  decline: "declined",
  disable: "disabled",
  enable: "enabled",
};

/** The review status that an action leads to. Throws `conflict` where the state does not allow it. */
export function nextReview(agent: { name: string; reviewStatus: ReviewStatus }, action: ReviewAction): Next {
  const next = table[agent.reviewStatus][action];
  if (next) return next;
  throw new DomainError(
    "conflict",
    `Agent '${agent.name}' is ${agent.reviewStatus} and cannot be ${participle[action]}`,
  );
}

/** The status of an agent that did not exist before. */
export function firstReview(byAdmin: boolean): Next {
  return byAdmin ? active : pending;
}

/** A package as comparisons see it; `versionKey` sorts as the version does. */
export type Fingerprint = { versionKey: string; sha256: string };

/** How an upload relates to the agent's packages: `same` is the newest itself, `taken` a known version with other bytes. */
export type Comparison = { kind: "same" | "taken" | "accepted"; lower: boolean };

/** Compares an upload with the newest package and all others of the same version (contract `submissions` 4.4). */
export function compareUpload(
  upload: Fingerprint,
  newest: Fingerprint,
  sameVersion: readonly Fingerprint[],
): Comparison {
  const lower = upload.versionKey <= newest.versionKey;
  if (upload.sha256 === newest.sha256) return { kind: "same", lower: false };
  const taken = [newest, ...sameVersion].some(
    (known) => known.versionKey === upload.versionKey && known.sha256 !== upload.sha256,
  );
  return taken ? { kind: "taken", lower } : { kind: "accepted", lower };
}

/** A version such as `0.10.3` as text that sorts as the numbers do. */
export function versionKeyOf(version: string): string {
  return version
    .split(".")
    .map((part) => part.padStart(6, "0"))
    .join(".");
}

/**
 * The state that withdrawing a new package leads back to: that of before, also behind packages that it supersedes.
 * Null when nothing was ever decided.
 */
export function statusBefore(now: ReviewStatus, superseded: { previousStatus: string | null } | null): string | null {
  return now === "PENDING" ? (superseded?.previousStatus ?? null) : now;
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Record<string, number> {
  const counts = findingSeverities.map((severity) => [
    severity,
    findings.filter((f) => f.severity === severity).length,
  ]);
  return { ...Object.fromEntries(counts), info: 0 };
}
