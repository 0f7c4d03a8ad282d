import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { noteStep } from "@/lib/domain/packages/note-step";
import type { VersionRef } from "@/lib/domain/plugin-versions/access";
import { pluginReviewChanged } from "@/lib/domain/plugins/changed-event";
import { lockReviewedPackage, lockReviewedPlugin, type PackageRef, type Reviewed } from "@/lib/domain/review/access";

/** Whether it may be taken from somebody else. */
type Forced = { force: boolean };

function assertMayTake({ kind, claimedBy }: Reviewed, userId: string, force: boolean): void {
  if (!claimedBy || claimedBy.id === userId || force) return;
  const who = { facts: { claimedBy } };
  throw new DomainError("conflict", `${claimedBy.name} is reviewing this ${kind}; take it over if they agree`, who);
}

async function setClaim(step: Step<Reviewed>, claimedById: string | null): Promise<void> {
  const { tx, ctx, target, change } = step;
  const { kind, id, facts, claimedBy } = target;
  const data = { claimedById, claimedAt: claimedById === null ? null : new Date() };
  if (kind === "package") {
    await tx.package.update({ where: { id }, data });
    if (claimedById !== null) await noteStep(tx, ctx, id, "claimed");
  } else {
    await tx.pluginVersion.update({ where: { id }, data });
    await change.emit(pluginReviewChanged(target, claimedById === null ? "released" : "claimed"));
  }
  change.record({
    before: { ...facts, claimedBy: claimedBy?.id ?? null },
    after: { ...facts, claimedBy: claimedById },
  });
}

async function take(step: Step<Reviewed>, { force }: Forced): Promise<void> {
  const { ctx, target, change } = step;
  const { userId } = ctx.actor;
  if (target.status !== "pending") {
    throw new DomainError("conflict", `${target.title} is ${target.status}; it does not wait for a review`);
  }
  if (target.claimedBy?.id === userId) return change.nothing();
  assertMayTake(target, userId, force);
  await setClaim(step, userId);
}

async function giveBack(step: Step<Reviewed>, { force }: Forced): Promise<void> {
  const { ctx, target, change } = step;
  if (!target.claimedBy) return change.nothing();
  assertMayTake(target, ctx.actor.userId, force);
  await setClaim(step, null);
}

type PackageClaim = PackageRef & Forced;
type PluginClaim = VersionRef & Forced;
const permission = "packages.review";

/** Marks a waiting package as being reviewed by the caller. Throws `conflict` when somebody else has it and not `force`. */
export const claimPackage = command({
  permission,
  audit: "package.claimed",
  target: (tx: Tx, ctx: Ctx, ref: PackageRef) => lockReviewedPackage(tx, ctx, ref),
  run: (step, claim: PackageClaim) => take(step, claim),
});

/** Gives a claim back. Throws `conflict` when it is somebody else's and not `force`. */
export const releasePackage = command({
  permission,
  audit: "package.released",
  target: (tx: Tx, ctx: Ctx, ref: PackageRef) => lockReviewedPackage(tx, ctx, ref),
  run: (step, claim: PackageClaim) => giveBack(step, claim),
});

/** Marks the waiting version of a plugin as being reviewed by the caller. Throws as `claimPackage` does. */
export const claimPlugin = command({
  permission,
  audit: "plugin.claimed",
  target: (tx: Tx, ctx: Ctx, ref: VersionRef) => lockReviewedPlugin(tx, ctx, ref),
  run: (step, claim: PluginClaim) => take(step, claim),
});

/** Gives a claim of a plugin's version back. Throws as `releasePackage` does. */
export const releasePlugin = command({
  permission,
  audit: "plugin.released",
  target: (tx: Tx, ctx: Ctx, ref: VersionRef) => lockReviewedPlugin(tx, ctx, ref),
  run: (step, claim: PluginClaim) => giveBack(step, claim),
});
