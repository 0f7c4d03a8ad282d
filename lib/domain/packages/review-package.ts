import type { ReviewStatus } from "@/lib/domain/agents/rules";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { lockPackage, type PackageTarget, type PackageWhere } from "@/lib/domain/packages/access";
import { activate, decide } from "@/lib/domain/packages/activate-package";
import { nextReview, type PackageStatus } from "@/lib/domain/packages/rules";
import { noteThread, type Remark } from "@/lib/domain/threads/note-thread";

/** What the reviewer saw: with it, the decision holds only for these bytes in this state. */
export type Seen = { sha256?: string; expectedStatus?: PackageStatus };
type Approval = { where: PackageWhere; body?: string; remarks?: readonly Remark[] } & Seen;
type Refusal = { where: PackageWhere; reason: string; remarks?: readonly Remark[] } & Seen;
type Where = { where: PackageWhere };

export type Reviewed = { packageId: string; agentName: string; status: ReviewStatus; changed: boolean };
type ReviewStep = Step<PackageTarget>;

async function packageChanged({ tx, target }: ReviewStep): Promise<DomainError> {
  const newest = await tx.package.findUnique({
    where: { id: target.newestPackageId },
    select: { sha256: true, version: true },
  });
  const message = `Agent '${target.name}' has a newer package now (${newest?.version}); review that one`;
  return new DomainError("package_changed", message, {
    facts: { packageId: target.newestPackageId, sha256: newest?.sha256 ?? null },
  });
}

/** Throws `package_changed`, `state_changed` or `conflict` when this is not what may be decided on now. */
export async function assertSeen(step: ReviewStep, seen: Seen): Promise<void> {
  const { name, package: facts, newestPackageId } = step.target;
  const otherBytes = seen.sha256 !== undefined && seen.sha256 !== facts.sha256;
  if (facts.id !== newestPackageId || otherBytes) throw await packageChanged(step);
  if (seen.expectedStatus !== undefined && seen.expectedStatus !== facts.status) {
    const message = `Version ${facts.version} of agent '${name}' is ${facts.status} by now, not ${seen.expectedStatus}`;
    throw new DomainError("state_changed", message, { facts: { status: facts.status } });
  }
  if (facts.status === "withdrawn" || facts.status === "superseded") {
    const message = `Version ${facts.version} of agent '${name}' is ${facts.status} and cannot be reviewed`;
    throw new DomainError("conflict", message);
  }
}

async function announce({ change, ctx, target }: ReviewStep, decision: "approved" | "declined", status: ReviewStatus) {
  const { id, number, name, workspaceId, package: facts } = target;
  await change.emit({
    topic: "packages",
    type: "package_reviewed",
    targetId: id,
    name,
    number,
    workspaceId,
    data: { packageId: facts.id, version: facts.version, decision, status },
  });
  const others = [facts.submittedById].filter((person) => person !== ctx.actor.userId);
  await change.notify(others, {
    kind: `package_${decision}`,
    title: `${name} ${facts.version} was ${decision}`,
    link: `/submissions/${facts.id}`,
    target: { type: "package", id: facts.id, name, workspaceId },
  });
}

/** The facts of a decision for the audit trail; says where reviewer and submitter are one person. */
function record({ change, ctx, target }: ReviewStep, after: Record<string, unknown>): void {
  const { package: facts, reviewStatus } = target;
  const own = facts.submittedById === ctx.actor.userId ? { ownPackage: true } : {};
  const which = { packageId: facts.id, version: facts.version, sha256: facts.sha256 };
  change.record({
    before: { status: reviewStatus, packageStatus: facts.status },
    after: { ...after, ...which, ...own },
  });
}

const target = (tx: Parameters<typeof lockPackage>[0], ctx: Parameters<typeof lockPackage>[1], { where }: Where) =>
  lockPackage(tx, ctx, where);

/**
 * Approves the newest package: its version is published and loaded. An ACTIVE agent is left as it is; a declined package's
 * decision is reversed. Throws `package_changed`, `state_changed`, `conflict`.
 */
export const approvePackage = command({
  permission: "packages.review",
  audit: "package.approved",
  target,
  run: async (step: ReviewStep, input: Approval): Promise<Reviewed> => {
    await assertSeen(step, input);
    const { id, name, package: facts } = step.target;
    const next = nextReview(step.target, "approve");
    const reversed = facts.status === "declined" ? { reversed: true } : {};
    record(step, { status: next.status, changed: next.changed, ...reversed });
    const result = { packageId: facts.id, agentName: name, status: next.status, changed: next.changed };
    if (!next.changed) return result;
    await activate(step, id, facts, next);
    await noteThread(
      step.tx,
      step.ctx,
      { packageId: facts.id },
      { kind: "approve", body: input.body ?? "" },
      input.remarks,
    );
    await announce(step, "approved", next.status);
    return result;
  },
});

/**
 * Declines the newest package with a reason (1–10,000 characters). An ACTIVE or DISABLED agent is withdrawn and unloaded;
 * declining again replaces the reason. Throws `package_changed`, `state_changed`, `conflict`.
 */
export const declinePackage = command({
  permission: "packages.review",
  audit: "package.declined",
  target,
  run: async (step: ReviewStep, input: Refusal): Promise<Reviewed> => {
    await assertSeen(step, input);
    const { id, name, package: facts } = step.target;
    const next = nextReview(step.target, "decline");
    record(step, { status: next.status, reason: input.reason });
    await decide(step, facts, "declined", input.reason);
    await setReviewStatus(step, id, next, facts.id);
    await noteThread(
      step.tx,
      step.ctx,
      { packageId: facts.id },
      { kind: "decline", body: input.reason },
      input.remarks,
    );
    await announce(step, "declined", next.status);
    return { packageId: facts.id, agentName: name, status: next.status, changed: true };
  },
});
